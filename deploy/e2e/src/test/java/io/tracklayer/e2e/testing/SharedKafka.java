package io.tracklayer.e2e.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tracklayer.testing.KafkaProcess;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker for all tests that do not harm it, in whichever JVM they run: the first JVM starts it,
 * and the last one stops it. Each test has topics of a prefix of its own.
 */
public final class SharedKafka implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedKafka.class);

  /**
   * A JVM's use of the broker. Every user holds a shared lock of one file, so that whoever gets it
   * alone is the first or the last; another file's lock lets one JVM at a time come or go.
   */
  private static final class Use implements AutoCloseable {

    private static final Path DIRECTORY = RepositoryFiles.at("deploy/e2e/target/shared-kafka");
    private static final Path DATA = DIRECTORY.resolve("broker");
    private static final Path DOOR = DIRECTORY.resolve("door");
    private static final Path USERS = DIRECTORY.resolve("users");

    /** The port, and the process: its id, which others may get once it has ended, and its start. */
    private static final Path RUNNING = DIRECTORY.resolve("running");

    private final FileChannel users;
    private final KafkaProcess broker;

    private Use(FileChannel users, KafkaProcess broker) {
      this.users = users;
      this.broker = broker;
    }

    static Use begin() {
      try {
        Files.createDirectories(DIRECTORY);
        try (FileChannel door = open(DOOR);
            FileLock alone = door.lock()) {
          FileChannel users = open(USERS);
          FileLock first = users.tryLock();
          KafkaProcess broker =
              first == null ? requireNonNull(running(), "the shared broker has ended") : started();
          if (first != null) {
            first.release();
          }
          users.lock(0, Long.MAX_VALUE, true);
          return new Use(users, broker);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static KafkaProcess started() throws IOException {
      KafkaProcess left = Files.exists(RUNNING) ? running() : null;
      if (left != null) {
        left.close(); // by tests that were killed
      }
      FileUtils.deleteDirectoryQuietly(DATA.toFile());
      KafkaProcess broker = KafkaProcess.start(DATA);
      ProcessHandle process = broker.process();
      Files.writeString(
          RUNNING,
          String.join(
              " ", Integer.toString(broker.port()), Long.toString(process.pid()), startOf(process)),
          UTF_8);
      return broker;
    }

    private static String startOf(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static @Nullable KafkaProcess running() throws IOException {
      String[] words = Files.readString(RUNNING, UTF_8).split(" ", -1);
      return ProcessHandle.of(Long.parseLong(words[1]))
          .filter(process -> startOf(process).equals(words[2]))
          .map(process -> KafkaProcess.running(DATA, Integer.parseInt(words[0]), process))
          .orElse(null);
    }

    private static FileChannel open(Path file) throws IOException {
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
      try (FileChannel door = open(DOOR);
          FileLock alone = door.lock()) {
        users.close();
        try (FileChannel others = open(USERS)) {
          if (others.tryLock() != null) {
            broker.close();
            Files.delete(RUNNING);
            FileUtils.deleteDirectoryQuietly(DATA.toFile());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
        .getOrComputeIfAbsent(Use.class, use -> Use.begin(), Use.class)
        .broker;
  }
}
