package io.tracklayer.rudderstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessIT {

  @Test
  void aKilledBrokerComesBackWithItsTopicsOnTheSamePort(@TempDir Path directory) throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory);
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);
      kafka.kill();
      kafka.start();
      assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains("kept");
    }
  }
}
