package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.Main;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class KubernetesFilesTest {

  private static final Path CONFIGURATION =
      RepositoryFiles.at("deploy/kubernetes/base/config/tracklayer.yaml");

  private final JsonNode job = Yaml.read("deploy/kubernetes/base/job/flinkdeployment.yaml");
  private final List<JsonNode> receiver = Yaml.readAll("deploy/kubernetes/base/receiver.yaml");
  private final JsonNode topics = Yaml.read("deploy/kubernetes/base/topics-job.yaml");

  private final List<JsonNode> view = Yaml.readAll("deploy/kubernetes/base/view.yaml");

  @Test
  void everyResourceIsOneThatKubernetesKnows() {
    List<JsonNode> resources = new ArrayList<>(List.of(job, topics));
    resources.addAll(receiver);
    resources.addAll(view);
    assertThat(resources)
        .hasSize(10)
        .allSatisfy(resource -> assertThat(KubernetesSchemas.problems(resource)).isEmpty());
  }

  @Test
  void aFieldThatIsMisspeltMissingOrOfAnotherTypeIsAProblem() {
    ObjectNode nameless = receiver.get(0).deepCopy();
    nameless.withObject("/spec/template/spec/containers/0").remove("name");
    ObjectNode misspelt = receiver.get(0).deepCopy();
    misspelt.withObject("/spec/template/spec/containers/0/resources/request").put("cpu", "1");
    ObjectNode misspeltJob = job.deepCopy();
    misspeltJob.withObject("/spec/taskManager/podTemplate/spec/containers/0").put("enw", "x");
    ObjectNode otherType = job.deepCopy();
    otherType.withObject("/spec/job").put("parallelism", "two");

    assertThat(List.of(nameless, misspelt, misspeltJob, otherType))
        .allSatisfy(
            resource -> assertThat(KubernetesSchemas.problems(resource)).hasSizeGreaterThan(0));
  }

  @Test
  void theJobIsUpgradedBySavepointOnTheFlinkItIsBuiltFor() {
    assertThat(job.get("apiVersion").asText()).isEqualTo("flink.apache.org/v1beta1");
    assertThat(job.get("kind").asText()).isEqualTo("FlinkDeployment");
    assertThat(job.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
    String[] version = EnvironmentInformation.getVersion().split("\\.", -1);
    assertThat(job.at("/spec/flinkVersion").asText())
        .isEqualTo("v" + version[0] + "_" + version[1]);
    assertThat(job.at("/spec/job/jarURI").asText())
        .isEqualTo("local:///opt/flink/usrlib/tracklayer-job.jar");
    assertThat(job.at("/spec/job/entryClass").asText())
        .isEqualTo("io.tracklayer.job.TrackLayerJob");
  }

  @Test
  void theImagesAreMadeFromTheFlinkOfTheComposeFileAndHoldTheJarsThatAreStarted()
      throws IOException {
    String dockerfile = Files.readString(RepositoryFiles.at("deploy/kubernetes/Dockerfile"));
    String flink = Yaml.read("docker-compose.yml").at("/services/jobmanager/image").asText();
    assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM ")))
        .containsExactly(
            "FROM " + flink + " AS job",
            "FROM " + flink + " AS receiver",
            "FROM " + flink + " AS cli");
    assertThat(dockerfile)
        .contains("COPY job/target/tracklayer-job.jar /opt/flink/usrlib/tracklayer-job.jar")
        .contains("COPY connectors/rudderstack/target/tracklayer-receiver.jar ")
        .contains("COPY deploy/cli/target/tracklayer-cli.jar ");
    assertThat(job.at("/spec/image").asText()).endsWith("/tracklayer-job:0.1.0");
    assertThat(container(receiver.get(0)).get("image").asText())
        .endsWith("/tracklayer-receiver:0.1.0");
    assertThat(container(topics).get("image").asText()).endsWith("/tracklayer-cli:0.1.0");
  }

  @Test
  void theTopicsAreMadeByACommandThatTheJarHasFromTheConfigurationOfTheJob() {
    String[] arguments = Yaml.texts(container(topics).get("args")).toArray(String[]::new);
    ParseResult command = Main.commandLine().parseArgs(arguments).subcommand();

    assertThat(command.commandSpec().name()).isEqualTo("topics");
    assertThat(command.matchedOptionValue("--create", false)).isTrue();
    assertThat(command.matchedOptionValue("--config", Path.of("")))
        .hasToString(Yaml.texts(job.at("/spec/job/args")).get(1));
    for (String mounts : List.of("/volumes/0/configMap", "/containers/0/volumeMounts/0")) {
      assertThat(pod(topics).at(mounts)).isEqualTo(pod(receiver.get(0)).at(mounts));
    }
    assertThat(topics.get("apiVersion").asText()).isEqualTo("batch/v1");
    assertThat(topics.get("kind").asText()).isEqualTo("Job");
    assertThat(pod(topics).get("restartPolicy").asText()).isEqualTo("Never");
    assertThat(container(topics).toString())
        .as("which the topics need no secret of")
        .doesNotContain("tracklayer-secrets");
  }

  @Test
  void theJobRunsWithTheConfigurationThatTheClusterTestsRun() {
    Configuration tested =
        GlobalConfiguration.loadConfiguration(RepositoryFiles.at("deploy/flink").toString());
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    job.at("/spec/flinkConfiguration")
        .properties()
        .forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
    tested
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.matches("(execution|state|restart-strategy|metrics|web)\\..*")) {
                expected.put(key, value);
              }
            });
    expected.keySet().removeIf(key -> key.endsWith("dir"));
    assertThat(expected).hasSizeGreaterThan(15);
    assertThat(found).containsAllEntriesOf(expected);
    assertThat(found)
        .containsEntry("high-availability.type", "kubernetes")
        .containsKeys(
            "high-availability.storageDir",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir");
  }

  @Test
  void noPodRunsAsRoot() {
    assertThat(job.at("/spec/podTemplate/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(job.at("/spec/podTemplate/spec/securityContext/runAsUser").asInt()).isEqualTo(9999);
    for (JsonNode ours : List.of(receiver.get(0), topics, view.get(0))) {
      assertThat(pod(ours).at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(container(ours).at("/securityContext/readOnlyRootFilesystem").asBoolean())
          .isTrue();
    }
  }

  @Test
  void secretsOfDestinationsAreGivenToTaskManagersOnly() {
    assertThat(job.at("/spec/podTemplate").toString()).doesNotContain("tracklayer-secrets");
    assertThat(job.at("/spec/jobManager").toString()).doesNotContain("tracklayer-secrets");
    assertThat(job.at("/spec/taskManager").toString()).contains("tracklayer-secrets");
  }

  @Test
  void theReceiverIsAskedOnItsAdminPortWhetherItLivesAndIsReady() {
    JsonNode container = container(receiver.get(0));
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/livez");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(container.at("/ports/1/name").asText()).isEqualTo("admin");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo("admin");
    }
    assertThat(Yaml.texts(container.get("args")))
        .containsSequence("--port", container.at("/ports/0/containerPort").asText())
        .containsSequence("--admin-port", container.at("/ports/1/containerPort").asText());
  }

  @Test
  void whateverSelectsTheReceiversPodsFindsThem() {
    JsonNode labels = receiver.get(0).at("/spec/template/metadata/labels");
    assertThat(labels.isEmpty()).isFalse();
    assertThat(receiver.get(0).at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(ofReceiver("Service").at("/spec/selector")).isEqualTo(labels);
    assertThat(ofReceiver("Service").at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
    assertThat(ofReceiver("PodDisruptionBudget").at("/spec/selector/matchLabels"))
        .isEqualTo(labels);
    assertThat(ofReceiver("NetworkPolicy").at("/spec/podSelector/matchLabels")).isEqualTo(labels);
  }

  @Test
  void theAutoscalerAloneSaysHowManyReceiversRunAndTheBudgetLeavesRoomToMoveOne() {
    JsonNode autoscaler = ofReceiver("HorizontalPodAutoscaler");
    JsonNode target = autoscaler.at("/spec/scaleTargetRef");
    assertThat(target.get("kind")).isEqualTo(receiver.get(0).get("kind"));
    assertThat(target.get("name")).isEqualTo(receiver.get(0).at("/metadata/name"));
    assertThat(receiver.get(0).get("spec").has("replicas")).isFalse();
    assertThat(autoscaler.at("/spec/minReplicas").asInt())
        .isGreaterThan(ofReceiver("PodDisruptionBudget").at("/spec/minAvailable").asInt());
    assertThat(container(receiver.get(0)).at("/resources/requests").has("cpu"))
        .as("which utilization is a share of")
        .isTrue();
  }

  @Test
  void eventsMayComeFromAnywhereAndMetricsAreForThoseWhoScrape() {
    for (JsonNode rule : ofReceiver("NetworkPolicy").at("/spec/ingress")) {
      List<String> ports = rule.get("ports").findValuesAsText("port");
      assertThat(ports.equals(List.of("http"))).isEqualTo(!rule.has("from"));
    }
  }

  @Test
  void oneLiveViewIsServedWithItsPasswordFromADirectoryThatOutlivesItsPod() {
    ConfigResult.Valid config =
        (ConfigResult.Valid) ConfigReader.withoutDestinations().read(CONFIGURATION);
    String directory = config.config().view().place().orElseThrow().toString();
    JsonNode mount = container(view.get(0)).at("/volumeMounts/1");
    assertThat(mount.get("mountPath").asText()).isEqualTo(directory);
    assertThat(mount.get("name"))
        .isEqualTo(view.get(0).at("/spec/volumeClaimTemplates/0/metadata/name"));
    assertThat(view.get(0).at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(config.config().view().adminSecretRef()).isNotNull();
    assertThat(Yaml.texts(container(view.get(0)).get("args")))
        .containsSequence("--admin-host", "0.0.0.0");
    assertThat(Yaml.texts(container(receiver.get(0)).get("args"))).contains("--no-view");
    assertThat(view.get(1).at("/spec/selector"))
        .isEqualTo(view.get(0).at("/spec/template/metadata/labels"));
  }

  @Test
  void theExampleOfAConfigurationIsValid() {
    assertThat(new ConfigReader(new Destinations().specs()).read(CONFIGURATION))
        .isInstanceOf(ConfigResult.Valid.class);
  }

  private JsonNode ofReceiver(String kind) {
    return receiver.stream()
        .filter(resource -> resource.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode pod(JsonNode owner) {
    return owner.at("/spec/template/spec");
  }

  private static JsonNode container(JsonNode owner) {
    return pod(owner).at("/containers/0");
  }
}
