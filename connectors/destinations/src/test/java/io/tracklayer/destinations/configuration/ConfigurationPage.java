package io.tracklayer.destinations.configuration;

import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.contract.config.options.JsonType;
import io.tracklayer.contract.config.options.ListType;
import io.tracklayer.contract.config.options.MapType;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SectionType;
import io.tracklayer.contract.config.options.SettingsType;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.config.sections.RootOptions;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the reference page of the configuration from the declared options. */
final class ConfigurationPage {

  private static final String INTRODUCTION =
      """
      # Configuration

      One YAML file configures the receiver, the job and the commands. This page and the
      [JSON Schema](schemas/config.schema.json) for editors are generated from the declarations that the
      file is checked against. To regenerate both after a change:

      ```
      mvn test -pl connectors/destinations -am -Dtest=ConfigurationDocsTest -Dtracklayer.docs.write=true
      ```

      - `./tracklayer check-config FILE` reports every problem of a file at once, each with its line and
        what to write instead, and every secret that is not set or has the wrong form.
      - Unknown keys are errors. A missing key has the default given here; a key marked *required* has
        none.
      - **Durations** are a whole number with `ms`, `s`, `m`, `h` or `d`: `200ms`, `5s`, `7d`.
        **Sizes** are a whole number with `B`, `KiB` or `MiB`: `4MiB`.
      - A **secret reference** is the name of an environment variable (capitals, digits, `_`) or
        `file:/path`. It is looked up only in the process that needs the secret, when it needs it. A
        secret written into this file in clear is refused.
      - [Consent](consent.md) explains the keys of a consent purpose and how its sources combine.

      ## Example

      ```yaml
      %s```
      """;

  private final StringBuilder page = new StringBuilder();
  private final Map<String, DestinationSpec> types;

  private ConfigurationPage(Map<String, DestinationSpec> types) {
    this.types = types;
  }

  static String text(String example, Map<String, DestinationSpec> types) {
    ConfigurationPage writer = new ConfigurationPage(types);
    writer.page.append(INTRODUCTION.formatted(example));
    RootOptions.SECTION.accept(writer.new Sections("The file", ""));
    writer.events();
    writer.types();
    return writer.page.toString();
  }

  /** Writes the section at one path, if it has options. */
  private final class Sections implements ValueType.Visitor<Void> {

    private final String title;
    private final String path;

    Sections(String title, String path) {
      this.title = title;
      this.path = path;
    }

    private Sections at(String inner) {
      return new Sections("`" + inner + "`", inner);
    }

    @Override
    public Void scalar(ScalarType<?> scalar) {
      return null;
    }

    @Override
    public Void list(ListType<?> list) {
      return list.element().accept(at(path + "[]"));
    }

    @Override
    public Void map(MapType<?> map) {
      return map.value().accept(at(path + ".*"));
    }

    @Override
    public Void section(SectionType section) {
      write(section.options());
      section
          .options()
          .options()
          .forEach(
              option ->
                  option.type().accept(at((path.isEmpty() ? "" : path + ".") + option.key())));
      return null;
    }

    @Override
    public Void settings(SettingsType settings) {
      types.forEach(
          (type, spec) ->
              new Sections("`" + path + "` of `" + type + "`", path).write(spec.settingsSection()));
      return null;
    }

    @Override
    public Void json(JsonType json) {
      return null;
    }

    private void write(OptionGroup options) {
      page.append("\n## ").append(title).append("\n\n");
      page.append("| key | value | default | |\n|---|---|---|---|\n");
      options.options().forEach(option -> row(option, option.type()));
      options.others().ifPresent(others -> row(others, ((MapType<?>) others.type()).value()));
    }
  }

  private void events() {
    page.append(
        """

        ## Canonical events

        `mapping` adds to this table. A name in `snake_case` that is not in it becomes a canonical event of
        your own. In the names of the source's events, neither case nor spaces, `_` and `-` count.

        | canonical event | made of |
        |---|---|
        """);
    CanonicalNames table = new CanonicalNames(Map.of());
    for (String name : CanonicalNames.ALL) {
      List<String> sources = new ArrayList<>();
      CanonicalNames.TYPES.stream()
          .filter(type -> table.of(type, null).filter(name::equals).isPresent())
          .sorted()
          .forEach(type -> sources.add("type `" + type + "`"));
      if (table.of("track", name).isPresent()) {
        sources.add("`" + name + "`");
      }
      CanonicalNames.sourceNames().stream()
          .filter(event -> table.of("track", event).filter(name::equals).isPresent())
          .sorted()
          .forEach(event -> sources.add("`" + event + "`"));
      row("`" + name + "`", String.join(", ", sources));
    }
  }

  private void types() {
    page.append(
        """

        ## Destination types

        What `events`, `signals`, `max_batch` and `max_age` may be depends on the type. *By name
        only* are events that go where `event_names` gives them a name.

        | type | events | by name only | signals | `max_batch` | `max_age` |
        |---|---|---|---|---|---|
        """);
    types.forEach(
        (type, spec) ->
            row(
                "`" + type + "`",
                spec.namesEvents() ? listed(spec.events()) : "all",
                spec.namesEvents() ? byNameOnly(spec) : "–",
                spec.signals().isEmpty() ? "–" : listed(spec.signals()),
                Integer.toString(spec.maxBatch()),
                DurationText.of(spec.maxAge())));
  }

  private static String byNameOnly(DestinationSpec spec) {
    Set<String> others = new HashSet<>(CanonicalNames.ALL);
    others.removeAll(spec.events());
    others.removeAll(spec.never());
    return others.isEmpty() ? "your own" : listed(others) + ", your own";
  }

  private static String listed(Set<String> names) {
    return names.stream().sorted().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void row(Option<?> option, ValueType<?> type) {
    row("`" + option.key() + "`", type.name(), whenMissing(option), option.description());
  }

  private static String whenMissing(Option<?> option) {
    if (option.required()) {
      return "*required*";
    }
    if (option.defaultNote() != null) {
      return option.defaultNote();
    }
    boolean isExplainedBelow =
        option.type() instanceof SectionType || option.type() instanceof SettingsType;
    return isExplainedBelow ? "see below" : "`" + option.defaultYaml() + "`";
  }
}
