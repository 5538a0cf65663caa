package io.tracklayer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The golden requests of a destination type, and what lies beside them: file name to content. */
public final class GoldenFiles {

  private GoldenFiles() {}

  /** Every type that has any. */
  public static Set<String> types() {
    return inFolder(
        "/golden",
        folder -> {
          try (Stream<Path> types = Files.list(folder)) {
            return types
                .filter(type -> Files.exists(type.resolve("config.json")))
                .map(type -> type.getFileName().toString().replace("/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
          }
        });
  }

  /**
   * @throws AssertionError when the type has none
   */
  public static Map<String, String> of(String type) {
    return inFolder("/golden/" + type, GoldenFiles::read);
  }

  /** A file that a type must have. */
  public static JsonNode json(String type, String file) {
    String content = of(type).get(file);
    if (content == null) {
      throw new AssertionError("the golden requests of " + type + " lack a " + file);
    }
    try {
      return Json.parse(content.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading<T> {
    T of(Path folder) throws IOException;
  }

  /** Of the class path, where tests of another module are in a jar. */
  private static <T> T inFolder(String name, Reading<T> reading) {
    URL folder = GoldenFiles.class.getResource(name);
    if (folder == null) {
      throw new AssertionError(
          "there is no " + name + " among the resources of the destinations' tests");
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return reading.of(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return reading.of(jar.getPath(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
