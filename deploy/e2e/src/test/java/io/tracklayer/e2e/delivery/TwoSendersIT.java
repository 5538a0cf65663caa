package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs are started on one destination, by mistake or because an old one was taken for dead. */
@ExtendWith(SharedKafka.class)
class TwoSendersIT {

  private static final String ACCOUNT = "acct";

  @TempDir Path directory;

  @Test
  void theOlderStopsSendingAndSaysSo(KafkaProcess kafka) throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, "requests_per_second: 500");
      try (DeliveryRun older =
              new DeliveryRun(
                  kafka, directory.resolve("senders"), List.of(crm), Duration.ofSeconds(1));
          DeliveryRun newer = older.beside(directory.resolve("beside"))) {
        older.publish(Purchases.granted(ACCOUNT, "before", 100), "delivered");
        older.start(DeliveryRun.DELIVER, null);
        older.awaitComplete();

        newer.start(DeliveryRun.DELIVER, null);
        Awaitility.await("the older one knows that it is replaced")
            .atMost(DeliveryRun.DEADLINE)
            .until(() -> older.flink().sum("sender_replaced") == DeliveryRun.PARALLELISM);
        older.publish(Purchases.granted(ACCOUNT, "after", 500), "delivered");
        older.awaitComplete();

        assertThat(newer.flink().sum("sender_replaced")).isZero();
        assertThat(older.oracle().breaches(sandbox, false)).isEmpty();
        assertThat(older.oracle().doubled(sandbox)).isEmpty();
      }
    }
  }
}
