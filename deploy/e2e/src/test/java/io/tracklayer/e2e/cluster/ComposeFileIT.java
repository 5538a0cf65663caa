package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** After the build: what {@code docker-compose.yml} starts is there. */
class ComposeFileIT {

  @Test
  void everyJarThatIsStartedIsBuiltAndHasAMainClass() throws IOException {
    Map<String, String> mainClasses = new HashMap<>();
    for (JsonNode service : Yaml.read("docker-compose.yml").get("services")) {
      for (String word : Yaml.texts(service.path("entrypoint"))) {
        if (word.endsWith(".jar")) {
          Path jar = RepositoryFiles.at(onThisMachine(word, Yaml.texts(service.get("volumes"))));
          try (JarFile file = new JarFile(jar.toFile())) {
            mainClasses.put(
                jar.getFileName().toString(),
                file.getManifest().getMainAttributes().getValue("Main-Class"));
          }
        }
      }
    }
    assertThat(mainClasses)
        .containsOnly(
            Map.entry("tracklayer-job.jar", "io.tracklayer.job.TrackLayerJob"),
            Map.entry("tracklayer-receiver.jar", "io.tracklayer.rudderstack.ReceiverMain"),
            Map.entry("tracklayer-cli.jar", "io.tracklayer.cli.Main"));
  }

  private static String onThisMachine(String path, List<String> mounts) {
    for (String mount : mounts) {
      String[] parts = mount.split(":", -1);
      if (parts[1].equals(path)) {
        return parts[0];
      }
    }
    throw new AssertionError(path + " is not mounted");
  }
}
