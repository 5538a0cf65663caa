package io.tracklayer.contract.config.options;

/** Writes the reference page of the configuration from the table of options. */
final class ConfigurationPage {

  private static final String INTRODUCTION =
      """
      # Configuration

      One YAML file configures the receiver, the job and the commands. This page is generated from
      the table that the file is checked against; to write it anew after a change:

      ```
      mvn -q -pl connectors/contract test -Dtest=ConfigurationPageTest -Dtracklayer.docs.write=true
      ```

      - `./tracklayer check-config FILE` names every problem of a file at once, each with its line and
        what to write instead, and the secret references that are not set.
      - Unknown keys are errors. A missing key has the default given here; a key marked *required* has
        none.
      - **Durations** are a whole number with `ms`, `s`, `m`, `h` or `d`: `200ms`, `5s`, `7d`.
        **Sizes** are a whole number with `B`, `KiB` or `MiB`: `4MiB`.
      - A **secret reference** is the name of an environment variable (capitals, digits, `_`) or
        `file:/path`. Secrets themselves are never written into this file: one in clear is refused.
        They are looked up in the process that needs them, when it needs them.
      - What the keys of a consent purpose mean, and how its sources combine: [consent.md](consent.md).
      - A JSON Schema for editors is in
        `connectors/contract/src/main/resources/io/tracklayer/contract/schema/config.schema.json`.

      ## Example

      ```yaml
      %s```
      """;

  private final StringBuilder page = new StringBuilder();

  private ConfigurationPage() {}

  static String text(String example) {
    ConfigurationPage writer = new ConfigurationPage();
    writer.page.append(INTRODUCTION.formatted(example));
    writer.section("The file", "", Options.ROOT);
    return writer.page.toString();
  }

  private void section(String title, String path, OptionGroup spec) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| key | value | default | |\n|---|---|---|---|\n");
    spec.options().forEach(this::row);
    spec.options()
        .forEach(
            option -> {
              String inner =
                  (path.isEmpty() ? "" : path + ".") + option.key() + option.kind().step();
              option
                  .kind()
                  .inner()
                  .ifPresent(section -> section("`" + inner + "`", inner, section));
            });
  }

  private void row(Option<?> option) {
    page.append("| `")
        .append(option.key())
        .append("` | ")
        .append(option.kind().description())
        .append(" | ")
        .append(whenMissing(option))
        .append(" | ")
        .append(option.doc())
        .append(" |\n");
  }

  private static String whenMissing(Option<?> option) {
    if (option.required()) {
      return "*required*";
    }
    if (option.defaultNote() != null) {
      return option.defaultNote();
    }
    boolean explainedBelow = option.kind().inner().isPresent() && option.defaultYaml().equals("{}");
    return explainedBelow ? "see below" : "`" + option.defaultYaml() + "`";
  }
}
