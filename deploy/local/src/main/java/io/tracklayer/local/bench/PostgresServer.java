package io.tracklayer.local.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server with an empty database, from the binaries that are installed. Its settings
 * are PostgreSQL's own, but for more memory.
 */
final class PostgresServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

  private static final Path OF_DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration END_DEADLINE = Duration.ofSeconds(10);

  private final Process process;
  private final Path directory;
  private final int port;

  private PostgresServer(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers. Tells why if it cannot be started on this machine.
   *
   * @param logs where its log goes
   * @param started learns of it, or of its directory, as soon as there is something to remove
   */
  static Optional<PostgresServer> start(Path logs, Consumer<AutoCloseable> started)
      throws IOException, InterruptedException, BenchFailure {
    Optional<Path> binaries = binaries();
    if (binaries.isEmpty()) {
      return cannotRun("no PostgreSQL here (neither on PATH nor in " + OF_DEBIAN + ")");
    }
    boolean isRoot = System.getProperty("user.name").equals("root");
    if (isRoot && (onPath("setpriv").isEmpty() || user().isEmpty())) {
      return cannotRun("PostgreSQL refuses to run as root; run this as another user");
    }
    // Not within the benchmark's own directory, into which no other user may look.
    Path directory = Files.createTempDirectory(Path.of(File.separator + "tmp"), "tracklayer-bench");
    if (isRoot) {
      Files.setOwner(directory, user().orElseThrow());
    }
    List<String> prefix =
        isRoot
            ? List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups")
            : List.of();
    Path data = directory.resolve("data");
    Path log = logs.resolve("postgres.log");
    Path initdb = binaries.get().resolve("initdb");
    Process creating =
        process(
            prefix,
            log,
            initdb.toString(),
            "--pgdata=" + data,
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale");
    started.accept(() -> remove(creating, directory));
    if (creating.waitFor() != 0) {
      throw new BenchFailure("PostgreSQL could not create a database: " + Files.readString(log));
    }
    int port = freePort();
    Process server =
        process(
            prefix,
            log,
            binaries.get().resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-h",
            "127.0.0.1",
            "-k",
            directory.toString(),
            "-c",
            "shared_buffers=512MB",
            "-c",
            "max_wal_size=4GB");
    PostgresServer postgres = new PostgresServer(server, directory, port);
    started.accept(postgres);
    postgres.awaitAnswer();
    return Optional.of(postgres);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER);
  }

  /** As it tells it. */
  String version() throws SQLException {
    try (Connection connection = connect()) {
      return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
    }
  }

  private void awaitAnswer() throws InterruptedException, BenchFailure {
    long deadline = System.nanoTime() + START_DEADLINE.toNanos();
    while (true) {
      try (Connection connection = connect()) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new BenchFailure("PostgreSQL did not start: " + e.getMessage(), e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Ends it as Ctrl-C would, without waiting for its connections, and removes its data. */
  @Override
  public void close() throws IOException, InterruptedException {
    // SIGINT is a fast shutdown; SIGTERM, which the JDK sends, waits for open connections first.
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    boolean hasEnded = process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    LOG.info("PostgreSQL {}", hasEnded ? "has ended" : "is ended by force");
    remove(process, directory);
  }

  private static void remove(Process process, Path directory)
      throws IOException, InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    FileUtils.deleteDirectory(directory.toFile());
  }

  private static Optional<PostgresServer> cannotRun(String reason) {
    new ChildMessage.CannotRun(reason).tell();
    return Optional.empty();
  }

  /** The directory of {@code initdb} and {@code postgres}, of the newest version if of several. */
  private static Optional<Path> binaries() throws IOException {
    Optional<Path> onPath = onPath("initdb").filter(PostgresServer::isComplete);
    if (onPath.isPresent() || !Files.isDirectory(OF_DEBIAN)) {
      return onPath;
    }
    try (Stream<Path> versions = Files.list(OF_DEBIAN)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("\\d{1,4}"))
          .sorted(Comparator.comparing(PostgresServer::number).reversed())
          .map(version -> version.resolve("bin"))
          .filter(PostgresServer::isComplete)
          .findFirst();
    }
  }

  private static int number(Path version) {
    return Integer.parseInt(version.getFileName().toString());
  }

  private static boolean isComplete(Path directory) {
    return Files.isExecutable(directory.resolve("initdb"))
        && Files.isExecutable(directory.resolve("postgres"));
  }

  /** The directory of the first program of this name. */
  private static Optional<Path> onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(directory -> !directory.isBlank())
        .map(Path::of)
        .filter(directory -> Files.isExecutable(directory.resolve(program)))
        .findFirst();
  }

  private static Optional<UserPrincipal> user() throws IOException {
    try {
      return Optional.of(
          OF_DEBIAN.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    } catch (UserPrincipalNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Process process(List<String> prefix, Path log, String... command)
      throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole)
        .directory(new File(File.separator))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
