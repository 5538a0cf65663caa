package io.tracklayer.job.delivery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.delivery.BreakerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaNoticesTest {

  @Test
  void aKafkaThatIsAwayHoldsUpNeitherTheTaskNorItsEnd() {
    Properties nowhere = new Properties();
    nowhere.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    KafkaNotices notices = new KafkaNotices(nowhere, new Topics("shop"), "meta");
    long begin = System.nanoTime();

    for (int subtask = 0; subtask < 1000; subtask++) {
      notices.write(
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
    notices.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    Awaitility.await("the end of the thread").until(() -> writers() == 0);
  }

  private static long writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("notices of meta"))
        .count();
  }
}
