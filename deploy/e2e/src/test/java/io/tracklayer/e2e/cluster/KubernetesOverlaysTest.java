package io.tracklayer.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.e2e.testing.InstalledPrograms;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays of {@code deploy/kubernetes}, as {@code kubectl kustomize} renders them. */
class KubernetesOverlaysTest {

  private static final Set<String> SECRETS =
      Set.of("tracklayer-secrets", "tracklayer-endpoint", "tracklayer-kafka");

  @ParameterizedTest
  @ValueSource(strings = {"one-job", "resolve-and-deliver"})
  void everyResourceIsOneThatKubernetesKnows(String overlay) throws Exception {
    List<JsonNode> rendered = rendered(overlay);
    Set<String> names = new HashSet<>();
    for (JsonNode resource : rendered) {
      String name = resource.get("kind").asText() + " " + resource.at("/metadata/name").asText();
      assertThat(KubernetesSchemas.problems(resource)).as(name).isEmpty();
      assertThat(resource.at("/metadata/namespace").asText()).as(name).isEqualTo("tracklayer");
      assertThat(names.add(name)).as(name).isTrue();
    }
    assertThat(names)
        .contains(
            "Deployment tracklayer-receiver",
            "HorizontalPodAutoscaler tracklayer-receiver",
            "NetworkPolicy tracklayer-receiver",
            "StatefulSet tracklayer-view",
            "Job tracklayer-topics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-job", "resolve-and-deliver"})
  void everyConfigMapThatIsNamedIsThereAndEverySecretIsExplained(String overlay) throws Exception {
    List<JsonNode> rendered = rendered(overlay);
    Set<String> maps = new HashSet<>();
    Set<String> namedMaps = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    for (JsonNode resource : rendered) {
      assertThat(resource.get("kind").asText()).isNotEqualTo("Secret");
      if (resource.get("kind").asText().equals("ConfigMap")) {
        maps.add(resource.at("/metadata/name").asText());
      }
      resource.findValues("configMap").forEach(map -> namedMaps.add(map.get("name").asText()));
      for (String reference : List.of("secretRef", "secretKeyRef")) {
        resource.findValues(reference).forEach(secret -> secrets.add(secret.get("name").asText()));
      }
    }
    assertThat(maps).hasSize(1);
    assertThat(namedMaps).isEqualTo(maps);
    assertThat(secrets).isEqualTo(SECRETS);
    assertThat(Files.readString(RepositoryFiles.at("deploy/kubernetes/README.md")))
        .contains(SECRETS);
  }

  @Test
  void oneJobDoesAllAndApartEachDoesItsStage() throws Exception {
    assertThat(jobs("one-job"))
        .containsExactly(
            Map.entry("tracklayer", List.of("--config", "/etc/tracklayer/tracklayer.yaml")));
    assertThat(jobs("resolve-and-deliver"))
        .containsExactly(
            Map.entry("tracklayer-deliver", stage("deliver")),
            Map.entry("tracklayer-resolve", stage("resolve")));
  }

  @Test
  void theJobThatOnlyResolvesHasNoToken() throws Exception {
    for (JsonNode resource : rendered("resolve-and-deliver")) {
      if (resource.at("/metadata/name").asText().equals("tracklayer-resolve")) {
        assertThat(resource.toString()).contains("TRACKLAYER_IDENTITY_KEY");
        assertThat(resource.findValues("secretRef"))
            .extracting(reference -> reference.get("name").asText())
            .containsOnly("tracklayer-kafka");
      }
    }
  }

  @Test
  void aMisspeltFieldIsAProblemInEveryResource() throws Exception {
    for (JsonNode resource : rendered("one-job")) {
      ObjectNode misspelt = resource.deepCopy();
      ObjectNode part = misspelt.has("spec") ? misspelt.withObject("/spec") : misspelt;
      part.put("replicaz", 2);
      assertThat(KubernetesSchemas.problems(misspelt)).as(misspelt.toString()).isNotEmpty();
    }
  }

  private static List<String> stage(String stage) {
    return List.of("--config", "/etc/tracklayer/tracklayer.yaml", "--stages", stage);
  }

  private static Map<String, List<String>> jobs(String overlay) throws Exception {
    Map<String, List<String>> jobs = new TreeMap<>();
    for (JsonNode resource : rendered(overlay)) {
      if (resource.get("kind").asText().equals("FlinkDeployment")) {
        jobs.put(resource.at("/metadata/name").asText(), Yaml.texts(resource.at("/spec/job/args")));
      }
    }
    return jobs;
  }

  private static List<JsonNode> rendered(String overlay) throws Exception {
    Optional<Path> kubectl = InstalledPrograms.find("kubectl");
    assumeTrue(kubectl.isPresent(), "kubectl is not installed");
    Process process =
        new ProcessBuilder(
                kubectl.get().toString(), "kustomize", "deploy/kubernetes/overlays/" + overlay)
            .directory(RepositoryFiles.at("").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Yaml.parseAll(output);
  }
}
