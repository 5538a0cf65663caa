package io.tracklayer.view.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database file. One connection writes; the readers each see what was committed last, and
 * neither waits for the other.
 *
 * <p>H2 may write to the file at any time, also between the parts of one change, by a thread of its
 * own; a process that is killed just after leaves tables and indexes that contradict each other. So
 * that thread is off: a transaction is written when it is committed, and {@link #compact} does what
 * else the thread does.
 *
 * <p>Nor does closing compact it: with a short retention time, the file sometimes did not open any
 * more after that ({@code Double mark}).
 *
 * <p>Everything in it can be read again from the topics. So a file that cannot be opened, or was
 * written by another version, is replaced by an empty one. A file that another process has open is
 * left alone.
 */
// https://github.com/h2database/h2database/issues/2752
public final class ViewDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewDatabase.class);

  private static final String VERSION = "4";
  private static final String FILE = "view";
  private static final int READERS = 4;
  private static final int SECONDS_TO_GET_ONE = 5;

  /**
   * How soon what was overwritten may be used again. H2's own 45 s let the file grow to several
   * times its size while a backlog is read. They are for disks that write out of order: should such
   * a disk lose its power, the topics are read anew.
   */
  private static final int MILLIS_UNTIL_REUSED = 1000;

  /** A chunk of the file of which less is in use, in percent, is written anew by a compaction. */
  private static final int WORTH_KEEPING = 80;

  private static final int MOST_COMPACTED_AT_A_TIME = 16 << 20;

  /** What H2 says when tables and indexes contradict each other; nothing is inserted twice. */
  private static final Set<Integer> DAMAGED =
      Set.of(
          ErrorCode.DUPLICATE_KEY_1,
          ErrorCode.FILE_CORRUPTED_1,
          ErrorCode.ROW_NOT_FOUND_IN_PRIMARY_INDEX,
          ErrorCode.ROW_NOT_FOUND_WHEN_DELETING_1);

  private static final String[] SCHEMA = {
    "CREATE TABLE meta(name VARCHAR PRIMARY KEY, word VARCHAR NOT NULL)",
    "CREATE TABLE place(topic VARCHAR, part INT, next BIGINT NOT NULL, PRIMARY KEY(topic, part))",
    """
    CREATE TABLE event(
      id BIGINT PRIMARY KEY,
      account VARCHAR NOT NULL, environment VARCHAR NOT NULL, message VARCHAR NOT NULL,
      received BIGINT NOT NULL, raws INT NOT NULL, fate VARCHAR, reason VARCHAR, refusal VARCHAR,
      name VARCHAR, event_id VARCHAR, order_id VARCHAR, claim VARCHAR, copy_of VARCHAR)""",
    "CREATE UNIQUE INDEX event_key ON event(message, account, environment)",
    // Read in their own order, from the newest on: the database cannot read an index backwards.
    "CREATE INDEX event_received ON event(received DESC)",
    "CREATE INDEX event_claim ON event(claim)",
    "CREATE INDEX event_refusal ON event(refusal, received DESC)",
    "CREATE INDEX event_fate ON event(fate, reason, received DESC)",
    "CREATE INDEX event_name ON event(name, received DESC)",
    "CREATE TABLE ident(word VARCHAR, event BIGINT, PRIMARY KEY(word, event))",
    "CREATE INDEX ident_event ON ident(event)",
    """
    CREATE TABLE step(
      event BIGINT, same VARCHAR, at BIGINT NOT NULL, rank INT NOT NULL, shown VARCHAR NOT NULL,
      part INT NOT NULL, pos BIGINT NOT NULL,
      PRIMARY KEY(event, same))""",
    """
    CREATE TABLE outcome(
      event BIGINT, destination VARCHAR, state VARCHAR NOT NULL, reason VARCHAR NOT NULL,
      at BIGINT NOT NULL, lifted BIGINT NOT NULL, matched BIGINT,
      PRIMARY KEY(event, destination))""",
    "CREATE INDEX outcome_of ON outcome(destination, state, reason, at DESC)",
    "CREATE INDEX outcome_oldest ON outcome(destination, state, at)",
    """
    CREATE TABLE arrival(
      slot BIGINT, kind VARCHAR, reason VARCHAR, n BIGINT NOT NULL,
      PRIMARY KEY(slot, kind, reason))""",
    """
    CREATE TABLE total(
      destination VARCHAR, state VARCHAR, reason VARCHAR, n BIGINT NOT NULL,
      first_at BIGINT NOT NULL, PRIMARY KEY(destination, state, reason))""",
    """
    CREATE TABLE matched(
      destination VARCHAR, name VARCHAR, keys BIGINT, n BIGINT NOT NULL,
      PRIMARY KEY(destination, name, keys))""",
    """
    CREATE TABLE recent(
      slot BIGINT, destination VARCHAR, state VARCHAR, n BIGINT NOT NULL,
      PRIMARY KEY(slot, destination, state))""",
    """
    CREATE TABLE health(
      destination VARCHAR PRIMARY KEY, delivered_at BIGINT NOT NULL, failed_at BIGINT NOT NULL,
      failure VARCHAR NOT NULL)""",
    "CREATE TABLE pause(destination VARCHAR PRIMARY KEY, paused BOOLEAN NOT NULL, at BIGINT)",
    """
    CREATE TABLE breaker(
      destination VARCHAR, subtask INT, subtasks INT NOT NULL, isopen BOOLEAN NOT NULL,
      since BIGINT NOT NULL, reason VARCHAR NOT NULL, status INT,
      PRIMARY KEY(destination, subtask))""",
    """
    CREATE TABLE assessment(
      destination VARCHAR PRIMARY KEY, at BIGINT NOT NULL, said VARCHAR NOT NULL)""",
    "INSERT INTO meta VALUES('version', '" + VERSION + "')",
  };

  private final Path directory;
  private volatile JdbcConnectionPool readers;
  private Connection writer;

  private ViewDatabase(Path directory) throws SQLException {
    this.directory = directory;
    writer = connect(url(directory));
    readers = pool(directory);
  }

  /**
   * @throws SQLException when it can be neither opened nor replaced, or another process has it open
   */
  public static ViewDatabase open(Path directory) throws SQLException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new SQLException("cannot write to " + directory + ": " + e.getMessage(), e);
    }
    ViewDatabase database;
    try {
      database = new ViewDatabase(directory);
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        throw e;
      }
      LOG.warn("The live view's data cannot be opened; it is read anew from the topics", e);
      delete(directory);
      database = new ViewDatabase(directory);
    }
    try {
      if (!database.isOfThisVersion()) {
        database.clear();
      }
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  private static String url(Path directory) {
    return "jdbc:h2:file:"
        + directory.toAbsolutePath().resolve(FILE)
        + ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384;TRACE_LEVEL_FILE=0;WRITE_DELAY=0;MAX_COMPACT_TIME=0"
        + ";RETENTION_TIME="
        + MILLIS_UNTIL_REUSED;
  }

  private static Connection connect(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url, "", "");
    connection.setAutoCommit(false);
    return connection;
  }

  private static JdbcConnectionPool pool(Path directory) {
    JdbcConnectionPool pool = JdbcConnectionPool.create(url(directory), "", "");
    pool.setMaxConnections(READERS);
    pool.setLoginTimeout(SECONDS_TO_GET_ONE);
    return pool;
  }

  private boolean isOfThisVersion() throws SQLException {
    try (Statement statement = writer.createStatement();
        ResultSet table =
            statement.executeQuery(
                "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'META'")) {
      if (!table.next()) {
        return false;
      }
    }
    try (Statement statement = writer.createStatement();
        ResultSet version =
            statement.executeQuery("SELECT word FROM meta WHERE name = 'version'")) {
      return version.next() && version.getString(1).equals(VERSION);
    }
  }

  /** Forgets everything. */
  void clear() throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute("DROP ALL OBJECTS");
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    }
    writer.commit();
  }

  /** Closes the file and opens it again: after a failure of the disk, it stays shut otherwise. */
  void reopen() throws SQLException {
    close();
    begin();
  }

  private void begin() throws SQLException {
    readers = pool(directory);
    writer = connect(url(directory));
    if (!isOfThisVersion()) {
      clear();
    }
  }

  /** Whether a failure shows that the file is damaged, so that it is of no use any more. */
  static boolean isDamage(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException told && DAMAGED.contains(told.getErrorCode())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes room in the file where what was overwritten lies between what is not. For the thread that
   * writes, between its transactions.
   */
  public void compact() throws SQLException {
    if (writer.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
      session
          .getDatabase()
          .getStore()
          .getMvStore()
          .compact(WORTH_KEEPING, MOST_COMPACTED_AT_A_TIME);
    }
  }

  /** Puts an empty file in the place of this one. */
  void replace() throws SQLException {
    LOG.warn("The live view's data is damaged; it is read anew from the topics");
    close();
    delete(directory);
    begin();
  }

  /** The connection that writes; for one thread. */
  Connection writer() {
    return writer;
  }

  /** A question to the database. */
  @FunctionalInterface
  public interface Question<T> {
    T ask(Statements statements) throws SQLException;
  }

  /** Answers from one snapshot, so that all parts of an answer agree. */
  public <T> T read(Question<T> question) throws SQLException {
    try (Connection connection = readers.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
      }
      try (Statements statements = new Statements(connection)) {
        return question.ask(statements);
      } finally {
        connection.rollback();
      }
    }
  }

  /** About how many bytes on disk hold something; the rest of the file is used again. */
  long bytesInUse() throws SQLException {
    return read(
        statements -> {
          long size = setting(statements, "info.FILE_SIZE", 0);
          long fill = setting(statements, "info.FILL_RATE", 100);
          long chunks = setting(statements, "info.CHUNKS_FILL_RATE", 100);
          return size / 100 * fill / 100 * chunks;
        });
  }

  private static long setting(Statements statements, String name, long otherwise)
      throws SQLException {
    return statements
        .one(
            row -> Long.parseLong(row.getString(1)),
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = ?",
            name)
        .orElse(otherwise);
  }

  private static void delete(Path directory) throws SQLException {
    try {
      Files.deleteIfExists(directory.resolve(FILE + ".mv.db"));
    } catch (IOException e) {
      throw new SQLException("cannot replace what is in " + directory + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    readers.dispose();
    try {
      writer.close();
    } catch (SQLException e) {
      LOG.warn("The live view's data in {} was not closed cleanly", directory, e);
    }
  }
}
