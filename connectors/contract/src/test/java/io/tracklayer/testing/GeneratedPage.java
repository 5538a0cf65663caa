package io.tracklayer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that is generated from the code and kept with it. */
public final class GeneratedPage {

  private GeneratedPage() {}

  /** With {@code -Dtracklayer.docs.write=true}, the file is written first. */
  public static void assertIsCurrent(Path file, String content) throws IOException {
    if (Boolean.getBoolean("tracklayer.docs.write")) {
      Files.writeString(file, content);
    }
    assertThat(file)
        .as("regenerate it with -Dtracklayer.docs.write=true, and review the difference as code")
        .content()
        .isEqualTo(content);
  }
}
