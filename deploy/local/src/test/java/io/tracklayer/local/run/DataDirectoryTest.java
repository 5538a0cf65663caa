package io.tracklayer.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.cli.Addresses;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir private Path parent;

  @Test
  void isHeldByOneRunAtATime() throws Exception {
    Path directory = parent.resolve("not yet there");
    try (DataDirectory held = DataDirectory.take(directory)) {
      assertThat(held.root()).isDirectory();
      assertThatThrownBy(() -> DataDirectory.take(directory))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("--data");
    }

    try (DataDirectory again = DataDirectory.take(directory)) {
      assertThat(again.root()).isEqualTo(directory);
    }
  }

  @Test
  void addressesComeBackAsTheyWereWritten() throws Exception {
    Addresses addresses =
        new Addresses(
            "http://localhost:1/x",
            "http://localhost:2",
            "localhost:3",
            "http://localhost:4",
            "http://localhost:5",
            "tracklayer");
    addresses.write(parent);

    assertThat(Addresses.read(parent)).isEqualTo(addresses);
  }
}
