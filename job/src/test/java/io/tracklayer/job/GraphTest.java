package io.tracklayer.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.job.graph.DeliverGraph;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.graph.ResolveGraph;
import io.tracklayer.job.graph.SavedOperators;
import io.tracklayer.job.graph.SavepointTest;
import io.tracklayer.job.graph.StoredStates;
import io.tracklayer.job.kafka.JobKafka;
import io.tracklayer.job.state.SavedOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * State is found again by its operator's uid and its own name, and read by its type: state whose
 * entry in the list changes is lost at the next upgrade, or refused. {@code
 * -Dtracklayer.golden=write} writes the list anew, which is right only together with a note on how
 * old savepoints are restored.
 */
class GraphTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/io/tracklayer/job/graph/operators.txt");

  private static final String CONFIG =
      """
      kafka: {bootstrap_servers: "localhost:9092", topic_prefix: tracklayer}
      endpoints:
        - url: https://inbound.example.com/rudderstack/events
          account: acct
          environment: production
          secret_ref: ENDPOINT_SECRET
      identity: {key_ref: IDENTITY_KEY}
      destinations:
        - name: crm
          type: webhook
          account: acct
          environment: production
          consent: []
          settings: {url: "https://crm.example.com/hook", signing_secret_ref: CRM_SECRET}
      """;

  @Test
  void everyOperatorKeepsItsUidItsNameAndItsStates() throws Exception {
    String operators = String.join("\n", operators()) + "\n";
    if ("write".equals(System.getProperty("tracklayer.golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, operators, UTF_8);
    }
    assertThat(operators).isEqualTo(Files.readString(GOLDEN, UTF_8));
  }

  @Test
  void whatWasResolvedIsHandedOnWithinOneTask() {
    assertThat(graph().getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .filteredOn(task -> task.contains("Forest"))
        .singleElement()
        .asString()
        .contains("Canonical events");
  }

  @Test
  void messagesBetweenNodesWaitLessForOthersThanEventsDo() {
    List<StreamNode> nodes = List.copyOf(graph().getStreamNodes());
    assertThat(nodes)
        .filteredOn(node -> Set.of("hints", "messages").contains(node.getTransformationUID()))
        .hasSize(2)
        .extracting(StreamNode::getBufferTimeout)
        .containsOnly(5L);
    assertThat(nodes)
        .filteredOn(node -> node.getTransformationUID().equals("recognise"))
        .singleElement()
        .extracting(StreamNode::getBufferTimeout)
        .isEqualTo(20L);
  }

  @Test
  void copiesOnTheirWayToADestinationWaitForOthersAsEventsDo() {
    assertThat(graph().getStreamNodes())
        .filteredOn(node -> node.getTransformationUID().matches("deliver-.*-(select|gate)"))
        .isNotEmpty()
        .extracting(StreamNode::getBufferTimeout)
        .containsOnly(20L);
  }

  @Test
  void everyOperatorWithStateIsInTheKeptSavepoint() {
    assertThat(graph().getStreamNodes())
        .filteredOn(GraphTest::mayStore)
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrderElementsOf(
            SavedOperators.ALL.stream().map(SavedOperator::uid).toList());
  }

  /** State is by key, or is set up by the operator or its function. Flink's own keep their own. */
  private static boolean mayStore(StreamNode node) {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    boolean isOfFunction =
        factory instanceof UdfStreamOperatorFactory<?> ofFunction
            && ofFunction.getUserFunction() instanceof CheckpointedFunction;
    return isOfFunction
        || node.getStatePartitioners().length > 0
        || setsUpState(factory.getStreamOperatorClass(GraphTest.class.getClassLoader()));
  }

  private static boolean setsUpState(Class<?> operator) {
    return Arrays.stream(operator.getMethods())
        .filter(method -> method.getName().equals("initializeState"))
        .anyMatch(method -> method.getDeclaringClass().getName().startsWith("io.tracklayer."));
  }

  @ParameterizedTest
  @CsvSource({"jobmanager.scheduler, adaptive", "scheduler-mode, reactive"})
  void aClusterThatRescalesInPlaceIsRefusedWhereItsClientKnows(String key, String value) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            Configuration.fromMap(Map.of(key, value)));

    assertThatThrownBy(() -> TrackLayerJob.assemble(environment, config(), JobOptions.ALL))
        .hasMessageContaining("jobmanager.scheduler: default");
  }

  /**
   * When the job is stopped with a savepoint, some subtasks of a source end before the barrier and
   * others after it, and so do those behind them that do not wait for all. Flink refuses the
   * savepoint if one of their operators has union state.
   */
  @Test
  void operatorsWithUnionStateWaitForAllSubtasksBeforeThem() throws Exception {
    Set<String> withUnionState = new HashSet<>();
    for (SavedOperator<?> operator : SavedOperators.ALL) {
      if (StoredStates.in(SavepointTest.taken(operator)).toString().contains("list_union")) {
        withUnionState.add(operator.uid());
      }
    }
    assertThat(withUnionState).isNotEmpty();
    StreamGraph graph = graph();
    for (JobVertex task : graph.getJobGraph().getVertices()) {
      if (task.getOperatorIDs().stream()
          .anyMatch(id -> withUnionState.contains(id.getUserDefinedOperatorUid()))) {
        assertThat(task.getInputs())
            .as(task.getName())
            .isNotEmpty()
            .extracting(JobEdge::getDistributionPattern)
            .containsOnly(DistributionPattern.ALL_TO_ALL);
      }
    }
  }

  /** Else its claims would have no operator, and what waits would be lost in silence. */
  @Test
  void theClaimsOfARemovedDestinationGoToAnOperatorOfTheSameUid() {
    StreamExecutionEnvironment env = environment();
    TrackLayerConfig config = config();
    new DeliverGraph(config, kafka(config)).addRemoved(env, "crm");
    List<StreamNode> removed = List.copyOf(env.getStreamGraph(false).getStreamNodes());

    assertThat(graph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("deliver-crm-delivery");
    assertThat(removed)
        .extracting(StreamNode::getTransformationUID)
        .contains("deliver-crm-delivery")
        .doesNotContain("deliver-crm-source");
  }

  /** With each operator's states below it; of sources and sinks, which are Flink's, without. */
  private static List<String> operators() throws Exception {
    Map<String, List<String>> states = new HashMap<>();
    for (SavedOperator<?> operator : SavedOperators.ALL) {
      states.put(operator.uid(), StoredStates.in(SavepointTest.taken(operator)));
    }
    List<String> lines = new ArrayList<>();
    graph().getStreamNodes().stream()
        .sorted(Comparator.comparing(StreamNode::getTransformationUID))
        .forEach(
            node -> {
              lines.add(node.getTransformationUID() + " | " + node.getOperatorName());
              states
                  .getOrDefault(node.getTransformationUID(), List.of())
                  .forEach(state -> lines.add("    " + state));
            });
    return lines;
  }

  private static TrackLayerConfig config() {
    return ((ConfigResult.Valid)
            new ConfigReader(new Destinations().specs()).read("test.yaml", CONFIG))
        .config();
  }

  private static JobKafka kafka(TrackLayerConfig config) {
    return new JobKafka(config.kafka(), Secrets.of(name -> null));
  }

  private static StreamExecutionEnvironment environment() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(20));
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }

  private static StreamGraph graph() {
    TrackLayerConfig config = config();
    StreamExecutionEnvironment env = environment();
    JobKafka kafka = kafka(config);
    new ResolveGraph(config, kafka, OffsetsInitializer.earliest()).addTo(env);
    for (DestinationConfig destination : config.destinations()) {
      new DeliverGraph(config, kafka).addTo(env, destination, Map.of(0, 0L));
    }
    return env.getStreamGraph();
  }
}
