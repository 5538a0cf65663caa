package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.cli.Main;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class KubernetesFilesTest {

  private final JsonNode job = Yaml.read("deploy/kubernetes/flinkdeployment.yaml");
  private final List<JsonNode> receiver = Yaml.readAll("deploy/kubernetes/receiver.yaml");
  private final JsonNode topics = Yaml.read("deploy/kubernetes/topics-job.yaml");

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
    for (JsonNode ours : List.of(receiver.get(0), topics)) {
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
  void serviceAndDisruptionBudgetFindTheReceiversPods() {
    JsonNode labels = receiver.get(0).at("/spec/template/metadata/labels");
    assertThat(labels.isEmpty()).isFalse();
    assertThat(receiver.get(0).at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(receiver.get(1).get("kind").asText()).isEqualTo("Service");
    assertThat(receiver.get(1).at("/spec/selector")).isEqualTo(labels);
    assertThat(receiver.get(1).at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
    assertThat(receiver.get(2).at("/spec/selector/matchLabels")).isEqualTo(labels);
  }

  private static JsonNode pod(JsonNode owner) {
    return owner.at("/spec/template/spec");
  }

  private static JsonNode container(JsonNode owner) {
    return pod(owner).at("/containers/0");
  }
}
