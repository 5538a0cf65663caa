package io.tracklayer.e2e.testing;

import io.tracklayer.testing.KafkaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker for the tests of this JVM that do not harm it, started for the first and stopped after
 * the last of them. Each has topics of a prefix of its own.
 */
public final class SharedKafka implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedKafka.class);

  private record Broker(Path directory, KafkaProcess process) implements AutoCloseable {

    static Broker start() {
      try {
        Path directory = Files.createTempDirectory("kafka");
        return new Broker(directory, KafkaProcess.start(directory));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.close();
      FileUtils.deleteDirectoryQuietly(directory.toFile());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == KafkaProcess.class;
  }

  @Override
  public KafkaProcess resolveParameter(ParameterContext parameter, ExtensionContext test) {
    // Not the root's store: with several test JVMs, each class is an execution with a root of its
    // own.
    return test.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .getOrComputeIfAbsent(Broker.class, broker -> Broker.start(), Broker.class)
        .process();
  }
}
