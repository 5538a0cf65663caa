package io.tracklayer.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.ShortLived;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of reading. */
class KilledViewIT {

  private static final long SEED = 51;

  @TempDir private Path directory;

  @Test
  void afterKillsTheCountsAreThoseOfTheTopics() throws Exception {
    assertCountsAfter(2, 4_000);
  }

  /** What a kill may leave behind was seen after one of twenty. */
  @Test
  @Tag("soak")
  void theSameHoldsForTwentyFiveKills() throws Exception {
    assertCountsAfter(25, 40_000);
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShortLived.JVM_OPTIONS);
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(ReadingProcess.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private void assertCountsAfter(int kills, int events) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      Process process =
          new ProcessBuilder(command(directory.toString(), Integer.toString(events)))
              .redirectErrorStream(true)
              .start();
      StringBuilder said = new StringBuilder();
      Stream<String> lines =
          process.inputReader().lines().peek(line -> said.append(line).append('\n'));
      assertThat(lines.anyMatch(ReadingProcess.IN_THE_MIDDLE::equals))
          .as("it was in the middle: %s", said)
          .isTrue();
      assertThat(process.isAlive()).as("it ended early").isTrue();
      process.destroyForcibly().waitFor();
    }

    ShopTraffic traffic = traffic(events);
    try (Viewed view = new Viewed(directory, traffic.log)) {
      assertThat(view.store.positions()).as("something was read before the kills").isNotEmpty();
      view.readAll(new Random(SEED));
      view.assertCounts(traffic);
    }
  }

  private static ShopTraffic traffic(int events) {
    return new ShopTraffic(SEED, events);
  }

  /** Reads until it is killed. */
  static final class ReadingProcess {

    static final String IN_THE_MIDDLE = "in the middle";

    /** Twice as long as the database waits before it writes. */
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private ReadingProcess() {}

    public static void main(String[] arguments) throws Exception {
      try (Viewed view =
          new Viewed(Path.of(arguments[0]), traffic(Integer.parseInt(arguments[1])).log)) {
        long begin = System.nanoTime();
        boolean isTold = false;
        Random random = new Random();
        for (int read = 1; read > 0; ) {
          read = view.read(50, random);
          if (random.nextInt(20) == 0) {
            view.database.compact();
          }
          if (!isTold && System.nanoTime() - begin > NANOS) {
            System.out.println(IN_THE_MIDDLE);
            isTold = true;
          }
        }
      }
    }
  }
}
