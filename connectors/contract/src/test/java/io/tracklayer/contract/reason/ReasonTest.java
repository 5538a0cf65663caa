package io.tracklayer.contract.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.GeneratedPage;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  private static final Path PAGE = RepositoryFiles.at("docs/reasons.md");

  @Test
  void thePageSaysWhatTheEnumerationSays() throws IOException {
    String page = ReasonsPage.text();
    GeneratedPage.assertIsCurrent(PAGE, page);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonSaysWhatItMeansAndWhatToDo(Reason reason) {
    assertThat(reason.where()).isNotEmpty();
    assertThat(reason.meaning()).endsWith(".").doesNotContain("|");
    assertThat(reason.remedy()).endsWith(".").doesNotContain("|").isNotEqualTo(reason.meaning());
  }
}
