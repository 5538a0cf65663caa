package io.tracklayer.e2e.testing;

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
import java.util.TreeMap;
import java.util.stream.Stream;

/** The golden requests of a destination type, and what lies beside them: file name to content. */
public final class GoldenFiles {

  private GoldenFiles() {}

  /**
   * @throws AssertionError when the type has none
   */
  public static Map<String, String> of(String type) {
    URL folder = GoldenFiles.class.getResource("/golden/" + type);
    if (folder == null) {
      throw new AssertionError(
          "the type " + type + " has no golden requests among the tests of the destinations");
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath("golden", type));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
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
