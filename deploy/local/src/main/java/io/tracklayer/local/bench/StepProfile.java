package io.tracklayer.local.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a job's CPU time goes, by what its threads are for. Flink names a thread after the chain of
 * operators that it runs.
 */
final class StepProfile {

  /** Linux keeps 15 bytes of a name. The first prefix that fits counts. */
  private static final Map<String, String> GROUPS = groups();

  private static final String ENDED = "threads that have ended";

  private StepProfile() {}

  /**
   * Microseconds an event of each group, the largest first. The JIT compilers are left out.
   *
   * @param rounds at least one
   */
  static Map<String, Double> of(List<Round> rounds) {
    double events = rounds.stream().mapToDouble(Round::events).sum();
    Map<String, Long> groups = new TreeMap<>();
    long rest = 0;
    for (Round round : rounds) {
      rest += round.job().micros();
      for (Map.Entry<String, Long> thread : round.job().threads().entrySet()) {
        groups.merge(group(thread.getKey()), thread.getValue(), Long::sum);
        rest -= thread.getValue();
      }
    }
    groups.merge(ENDED, Math.max(0, rest), Long::sum);
    groups.remove(group("C2 CompilerThre"));
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(groups.entrySet());
    sorted.sort(Collections.reverseOrder(Map.Entry.comparingByValue()));
    Map<String, Double> profile = new LinkedHashMap<>();
    sorted.forEach(group -> profile.put(group.getKey(), group.getValue() / events));
    return profile;
  }

  /**
   * @param thread its name as Linux keeps it
   */
  static String group(String thread) {
    return GROUPS.entrySet().stream()
        .filter(group -> thread.startsWith(group.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> thread.replaceAll(" *\\([^)]*\\)?$", "").strip());
  }

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("Source Data Fet", "Kafka consumers");
    groups.put("kafka-producer-", "Kafka producers");
    groups.put("OutputFlusher", "flushing of buffers");
    groups.put("rocksdb:", "RocksDB in the background");
    groups.put("AsyncOperations", "checkpoints");
    groups.put("G1 ", "garbage collection");
    groups.put("GC Thread", "garbage collection");
    groups.put("VM Thread", "garbage collection");
    groups.put("C1 CompilerThre", "JIT compilers");
    groups.put("C2 CompilerThre", "JIT compilers");
    groups.put("httpclient-", "HTTP client");
    groups.put("flink-", "Flink itself");
    groups.put("Flink ", "Flink itself");
    groups.put("pekko", "Flink itself");
    groups.put("kafka-admin", "Flink itself");
    groups.put("SourceCoordinat", "Flink itself");
    groups.put("java", "Flink itself");
    groups.put("jobmanager-", "Flink itself");
    groups.put("Source: Raw", "source of raw events and intake");
    groups.put("Source: Loop", "source of the loop");
    groups.put("Source: " + BenchConfig.DESTINATION, "source of canonical events and select");
    groups.put("Recognise", "recognise");
    groups.put("Forest", "forest and canonical events");
    groups.put("Checkouts", "copies");
    groups.put("Event id owners", "copies");
    groups.put("Copies", "copies");
    groups.put("With", "copies");
    groups.put("Fit", "fit and sink of canonical events");
    groups.put("Denials", "other sinks");
    groups.put("Duplicates", "other sinks");
    groups.put(BenchConfig.DESTINATION + ": gate", "gate");
    groups.put(BenchConfig.DESTINATION + ": deli", "delivery");
    return Collections.unmodifiableMap(groups);
  }
}
