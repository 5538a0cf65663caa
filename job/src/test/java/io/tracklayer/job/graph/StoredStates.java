package io.tracklayer.job.graph;

import static org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys.KEYED_STATE_TYPE;
import static org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE;
import static org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys.VALUE_SERIALIZER;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/** Reads, from what an operator stored, the names and types of its states. */
public final class StoredStates {

  private static final ClassLoader CLASSES = StoredStates.class.getClassLoader();

  private final TreeSet<String> lines = new TreeSet<>();

  private StoredStates() {}

  /** A line for each state, and one for the key. */
  public static List<String> in(OperatorSubtaskState stored) throws IOException {
    StoredStates states = new StoredStates();
    for (KeyedStateHandle handle : stored.getManagedKeyedState()) {
      states.readKeyed((StreamStateHandle) handle);
    }
    for (OperatorStateHandle handle : stored.getManagedOperatorState()) {
      states.readOperator(handle);
    }
    return List.copyOf(states.lines);
  }

  private void readKeyed(StreamStateHandle handle) throws IOException {
    try (FSDataInputStream in = handle.openInputStream()) {
      KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(CLASSES);
      proxy.read(new DataInputViewStreamWrapper(in));
      lines.add("keyed by " + type(proxy.getKeySerializerSnapshot()));
      proxy
          .getStateMetaInfoSnapshots()
          .forEach(state -> add(state, state.getOption(KEYED_STATE_TYPE)));
    }
  }

  private void readOperator(OperatorStateHandle handle) throws IOException {
    try (FSDataInputStream in = handle.openInputStream()) {
      OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(CLASSES);
      proxy.read(new DataInputViewStreamWrapper(in));
      proxy
          .getOperatorStateMetaInfoSnapshots()
          .forEach(
              state -> add(state, "LIST_" + state.getOption(OPERATOR_STATE_DISTRIBUTION_MODE)));
    }
  }

  private void add(StateMetaInfoSnapshot state, String kind) {
    lines.add(
        "state "
            + state.getName()
            + ": "
            + (kind == null ? "timers" : kind.toLowerCase(Locale.ROOT))
            + " of "
            + type(state.getTypeSerializerSnapshot(VALUE_SERIALIZER)));
  }

  private static String type(TypeSerializerSnapshot<?> snapshot) {
    if (snapshot instanceof io.tracklayer.job.state.CodecSerializer.Snapshot<?>) {
      return snapshot.toString();
    }
    String name =
        snapshot.getClass().getSimpleName().replaceAll("SerializerSnapshot$|Snapshot$", "");
    return snapshot instanceof CompositeTypeSerializerSnapshot<?, ?> composite
        ? Stream.of(composite.getNestedSerializerSnapshots())
            .map(StoredStates::type)
            .collect(Collectors.joining(", ", name + "(", ")"))
        : name;
  }
}
