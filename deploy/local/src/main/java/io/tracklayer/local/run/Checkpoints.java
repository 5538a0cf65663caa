package io.tracklayer.local.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds Flink's checkpoints in a directory, {@code JOB-ID/chk-NUMBER/_metadata}, and the savepoints
 * of stopped jobs, {@code savepoint-NAME/_metadata}.
 */
final class Checkpoints {

  private record Completed(Path directory, FileTime at) {}

  private Checkpoints() {}

  /** The newest complete one of all jobs. A checkpoint is complete if it has metadata. */
  static Optional<Path> newest(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(directory, 3, (path, file) -> isMetadata(path))) {
      return files
          .flatMap(Checkpoints::completed)
          .max(Comparator.comparing(Completed::at))
          .map(Completed::directory);
    }
  }

  private static boolean isMetadata(Path path) {
    Path folder = path.getParent();
    return folder != null
        && isSnapshot(folder.getFileName().toString())
        && path.getFileName().toString().equals("_metadata");
  }

  private static boolean isSnapshot(String folder) {
    return folder.startsWith("chk-") || folder.startsWith("savepoint-");
  }

  private static Stream<Completed> completed(Path metadata) {
    try {
      return Stream.of(
          new Completed(requireNonNull(metadata.getParent()), Files.getLastModifiedTime(metadata)));
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
