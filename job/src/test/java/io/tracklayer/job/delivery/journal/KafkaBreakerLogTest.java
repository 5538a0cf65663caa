package io.tracklayer.job.delivery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.BreakerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaBreakerLogTest {

  @Test
  void aKafkaThatIsAwayHoldsUpNeitherTheTaskNorItsEnd() {
    Properties nowhere = new Properties();
    nowhere.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    KafkaBreakerLog log = new KafkaBreakerLog(nowhere, "shop.breakers", "meta");
    long begin = System.nanoTime();

    for (int subtask = 0; subtask < 1000; subtask++) {
      log.write(
          new BreakerRecord(
              1,
              "meta",
              subtask,
              1000,
              BreakerRecord.State.CLOSED,
              Instant.EPOCH,
              null,
              null,
              Instant.EPOCH));
    }
    assertThat(writers()).isEqualTo(1);
    log.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    Awaitility.await("the end of the thread").until(() -> writers() == 0);
  }

  private static long writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("breaker of meta"))
        .count();
  }
}
