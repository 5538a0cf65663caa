package io.tracklayer.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the repository that are not resources of a module: pages, deployment files, built jars.
 *
 * <p>The build says where the root is. An IDE does not; there it is the nearest directory above the
 * working directory that contains {@code tracklayer} and {@code pom.xml}.
 */
public final class RepositoryFiles {

  private static final String ROOT_PROPERTY = "tracklayer.root";

  private RepositoryFiles() {}

  /**
   * @param path from the root, such as {@code docs/consent.md}; empty for the root itself
   */
  public static Path at(String path) {
    return root().resolve(path);
  }

  private static Path root() {
    String told = System.getProperty(ROOT_PROPERTY);
    if (told != null) {
      return Path.of(told);
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("tracklayer")) && Files.exists(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "%s is in no checkout of TrackLayer: set -D%s".formatted(start, ROOT_PROPERTY));
  }
}
