package io.tracklayer.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml} and the configuration that it mounts. */
class ComposeFileTest {

  /** What a build leaves behind, and which module builds it. */
  private static final Set<String> BUILT =
      Set.of(
          "./job/target/tracklayer-job.jar",
          "./connectors/rudderstack/target/tracklayer-receiver.jar",
          "./deploy/cli/target/tracklayer-cli.jar");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]+}");

  private final JsonNode compose = Yaml.read("docker-compose.yml");
  private final JsonNode services = compose.get("services");

  @Test
  void itFollowsTheComposeSpecification() throws IOException {
    Schema spec =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
            .getSchema(composeSpecification());
    assertThat(spec.validate(compose)).isEmpty();

    ObjectNode misspelt = compose.deepCopy();
    misspelt.withObject("/services/kafka").put("imagge", "apache/kafka:4.2.0");
    assertThat(spec.validate(misspelt)).isNotEmpty();
  }

  /** Without its {@code id}s: they are draft 4's word for what the draft it names calls $id. */
  private static JsonNode composeSpecification() throws IOException {
    try (InputStream file =
        ComposeFileTest.class.getResourceAsStream("/compose-spec/compose_spec.json")) {
      JsonNode schema = new ObjectMapper().readTree(file);
      for (JsonNode part : schema.findParents("id")) {
        if (part.get("id").isTextual()) {
          ((ObjectNode) part).remove("id");
        }
      }
      return schema;
    }
  }

  @Test
  void everyServiceThatAnotherWaitsForExists() {
    services
        .properties()
        .forEach(
            service ->
                service
                    .getValue()
                    .path("depends_on")
                    .properties()
                    .forEach(
                        dependency -> {
                          JsonNode other = services.get(dependency.getKey());
                          assertThat(other).as(dependency.getKey()).isNotNull();
                          if (dependency.getValue().get("condition").asText().endsWith("healthy")) {
                            assertThat(other.has("healthcheck")).as(dependency.getKey()).isTrue();
                          }
                        }));
  }

  @Test
  void everyImageIsPinned() {
    for (JsonNode service : services) {
      assertThat(service.get("image").asText()).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+[a-z0-9_.-]*");
    }
    assertThat(services.at("/jobmanager/image").asText())
        .as("the version that the job is built for")
        .startsWith("flink:" + EnvironmentInformation.getVersion() + "-");
    assertThat(services.at("/taskmanager/image")).isEqualTo(services.at("/jobmanager/image"));
  }

  @Test
  void everyFileThatIsMountedIsInTheRepositoryOrBuilt() {
    Set<String> volumes = new TreeSet<>();
    compose.get("volumes").fieldNames().forEachRemaining(volumes::add);
    Set<String> built = new TreeSet<>();
    for (JsonNode service : services) {
      for (String mount : Yaml.texts(service.path("volumes"))) {
        String source = mount.substring(0, mount.indexOf(':'));
        if (BUILT.contains(source)) {
          built.add(source);
        } else if (source.startsWith("./")) {
          assertThat(RepositoryFiles.at(source)).exists();
        } else {
          assertThat(volumes).contains(source);
        }
      }
    }
    assertThat(built).isEqualTo(new TreeSet<>(BUILT));
    assertThat(RepositoryFiles.at("job/target/classes")).as("the module of the job").exists();
  }

  @Test
  void everyVariableIsInTheExampleAndNoneHasAValueThere() throws IOException {
    Set<String> used = new TreeSet<>();
    Matcher matcher = VARIABLE.matcher(Files.readString(RepositoryFiles.at("docker-compose.yml")));
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
    Properties example = new Properties();
    try (InputStream file = Files.newInputStream(RepositoryFiles.at(".env.example"))) {
      example.load(file);
    }
    assertThat(example.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(used);
    assertThat(example.values()).containsOnly("");
  }

  @Test
  void theMountedConfigurationIsValidAndItsSecretsAreWhereTheyAreNeeded() {
    Path file = RepositoryFiles.at("deploy/compose/tracklayer.yaml");
    ConfigResult.Valid config = valid(new ConfigReader(new Destinations().specs()).read(file));
    assertThat(config.config().kafka().bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(config.config().destinations()).hasSize(2);

    ConfigResult.Valid ofReceiver = valid(ConfigReader.withoutDestinations().read(file));
    assertThat(ofReceiver.problemsOfSecrets(secretsOf("receiver"))).isEmpty();
    assertThat(config.problemsOfSecrets(secretsOf("taskmanager")))
        .as("the job needs no secret of an endpoint or of the live view")
        .allSatisfy(problem -> assertThat(problem.path()).matches("endpoints\\[.*|view\\..*"));
  }

  @Test
  void theLiveViewKeepsWhatItHasReadInAVolumeAndAsksForAPassword() {
    ViewConfig view =
        valid(
                ConfigReader.withoutDestinations()
                    .read(RepositoryFiles.at("deploy/compose/tracklayer.yaml")))
            .config()
            .view();
    String mount = "view-data:" + view.place().orElseThrow();
    assertThat(Yaml.texts(services.at("/receiver/volumes"))).contains(mount);
    assertThat(Yaml.texts(services.at("/state-owner/volumes"))).contains(mount);
    assertThat(Yaml.texts(services.at("/state-owner/entrypoint")))
        .contains(view.place().orElseThrow().toString());
    assertThat(view.adminSecretRef()).as("Docker's own address is not the machine's").isNotNull();
  }

  @Test
  void grafanaReadsPrometheusAndTheDashboards() {
    JsonNode source =
        Yaml.read("deploy/monitoring/grafana/provisioning/datasources/prometheus.yaml")
            .at("/datasources/0");
    URI address = URI.create(source.get("url").asText());
    assertThat(services.has(address.getHost())).isTrue();
    assertThat(services.at("/" + address.getHost() + "/ports/0").asText())
        .endsWith(":" + address.getPort());

    String folder =
        Yaml.read("deploy/monitoring/grafana/provisioning/dashboards/tracklayer.yaml")
            .at("/providers/0/options/path")
            .asText();
    assertThat(Yaml.texts(services.at("/grafana/volumes")))
        .contains("./deploy/monitoring/grafana/dashboards:" + folder + ":ro");
    String home =
        services.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText();
    assertThat(home).startsWith(folder + "/");
    assertThat(
            RepositoryFiles.at(
                "deploy/monitoring/grafana/dashboards/" + home.substring(folder.length() + 1)))
        .exists();
  }

  @Test
  void noPortButThatForEventsIsOpenToOtherMachines() {
    List<String> open = new ArrayList<>();
    for (JsonNode service : services) {
      for (String port : Yaml.texts(service.path("ports"))) {
        if (!port.startsWith("127.0.0.1:")) {
          open.add(port);
        }
      }
    }
    assertThat(open).containsExactly("8080:8080");
  }

  @Test
  void noSecretIsGivenToAProcessThatDoesNotNeedIt() {
    List<String> withSecrets = new ArrayList<>();
    services
        .properties()
        .forEach(
            service -> {
              if (VARIABLE.matcher(service.getValue().toString()).find()) {
                withSecrets.add(service.getKey());
              }
            });
    assertThat(withSecrets).containsExactlyInAnyOrder("receiver", "taskmanager");
    assertThat(services.at("/taskmanager/environment").has("TRACKLAYER_DESTINATION_SECRET"))
        .isFalse();
    assertThat(services.at("/receiver/environment").has("META_ACCESS_TOKEN")).isFalse();
  }

  private static ConfigResult.Valid valid(ConfigResult result) {
    if (result instanceof ConfigResult.Invalid invalid) {
      throw new AssertionError(invalid.problems().toString());
    }
    return (ConfigResult.Valid) result;
  }

  private Secrets secretsOf(String service) {
    Map<String, String> environment = new HashMap<>();
    services
        .at("/" + service + "/environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), "x".repeat(64)));
    return Secrets.of(environment::get);
  }
}
