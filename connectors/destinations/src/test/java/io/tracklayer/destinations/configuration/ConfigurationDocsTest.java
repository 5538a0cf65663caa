package io.tracklayer.destinations.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.JsonType;
import io.tracklayer.contract.config.options.ListType;
import io.tracklayer.contract.config.options.MapType;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SectionType;
import io.tracklayer.contract.config.options.SettingsType;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.config.reading.ExampleConfig;
import io.tracklayer.contract.config.sections.RootOptions;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.testing.GeneratedPage;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

  private static final ObjectWriter PRETTY = Json.mapper().writerWithDefaultPrettyPrinter();

  private final Map<String, DestinationSpec> types = new Destinations().specs();

  @Test
  void thePageAndTheSchemaSayWhatTheFileIsCheckedAgainst() throws IOException {
    assertIsCurrent("configuration.md", ConfigurationPage.text(ExampleConfig.yaml(), types));
    assertIsCurrent(
        "schemas/config.schema.json",
        PRETTY.writeValueAsString(ConfigurationSchema.of(types)).replace("\r\n", "\n") + "\n");
  }

  private static void assertIsCurrent(String name, String content) throws IOException {
    Path file = RepositoryFiles.at("docs/" + name);
    GeneratedPage.assertIsCurrent(file, content);
  }

  @Test
  void everyOptionIsDescribedInSentencesThatFitATable() {
    RootOptions.SECTION.accept(new Described());
    types.values().forEach(spec -> new Described().describe(spec.settingsSection()));
  }

  private static final class Described implements ValueType.Visitor<Void> {

    void describe(OptionGroup options) {
      List<Option<?>> all = new ArrayList<>(options.options());
      options.others().ifPresent(all::add);
      for (Option<?> option : all) {
        assertThat(option.description()).as(option.key()).endsWith(".").doesNotContain("|");
        assertThat(option.type().name()).as(option.key()).isNotBlank().doesNotContain("|");
        option.type().accept(this);
      }
    }

    @Override
    public Void scalar(ScalarType<?> scalar) {
      return null;
    }

    @Override
    public Void list(ListType<?> list) {
      return list.element().accept(this);
    }

    @Override
    public Void map(MapType<?> map) {
      return map.value().accept(this);
    }

    @Override
    public Void section(SectionType section) {
      describe(section.options());
      return null;
    }

    @Override
    public Void settings(SettingsType settings) {
      return null;
    }

    @Override
    public Void json(JsonType json) {
      return null;
    }
  }
}
