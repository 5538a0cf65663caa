package io.tracklayer.contract.config.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.reading.ExampleConfig;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  private static final Path PAGE = RepositoryFiles.at("docs/configuration.md");

  @Test
  void thePageSaysWhatTheReaderDoes() throws IOException {
    String page = ConfigurationPage.text(ExampleConfig.yaml());
    if (Boolean.getBoolean("tracklayer.docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("regenerate it with -Dtracklayer.docs.write=true")
        .content()
        .isEqualTo(page);
  }

  @Test
  void everyOptionIsDescribed() {
    describe(Options.ROOT);
  }

  private static void describe(OptionGroup spec) {
    for (Option<?> option : spec.options()) {
      assertThat(option.doc()).as(option.key()).endsWith(".").doesNotContain("|");
      assertThat(option.kind().description()).as(option.key()).isNotBlank().doesNotContain("|");
      option.kind().inner().ifPresent(ConfigurationPageTest::describe);
    }
  }
}
