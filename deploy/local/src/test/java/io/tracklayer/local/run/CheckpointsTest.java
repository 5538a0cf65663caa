package io.tracklayer.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  @TempDir private Path directory;

  @Test
  void theNewestCompleteOneOfAnyJobIsFound() throws Exception {
    complete("job-a/chk-7", 100);
    complete("job-b/chk-2", 200);
    Files.createDirectories(directory.resolve("job-b/chk-3"));
    complete("job-b/shared", 300);

    assertThat(Checkpoints.newest(directory)).contains(directory.resolve("job-b/chk-2"));
  }

  @Test
  void withoutAnyThereIsNone() throws Exception {
    assertThat(Checkpoints.newest(directory)).isEmpty();
    assertThat(Checkpoints.newest(directory.resolve("missing"))).isEmpty();
  }

  private void complete(String checkpoint, long second) throws Exception {
    Path metadata = Files.createDirectories(directory.resolve(checkpoint)).resolve("_metadata");
    Files.createFile(metadata);
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(second)));
  }
}
