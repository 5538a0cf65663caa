package io.tracklayer.view;

import io.javalin.config.JavalinConfig;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.view.facts.FactReader;
import io.tracklayer.view.follow.TopicFollower;
import io.tracklayer.view.page.ViewPages;
import io.tracklayer.view.store.Retention;
import io.tracklayer.view.store.ViewDatabase;
import io.tracklayer.view.store.ViewStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live view: follows the topics into a store on disk and shows what it knows. It never keeps
 * the receiver from its work: where it cannot run, the receiver runs without it.
 */
public final class LiveView implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

  private final ViewDatabase database;
  private final TopicFollower follower;
  private final ViewPages pages;

  private LiveView(ViewDatabase database, TopicFollower follower, ViewPages pages) {
    this.database = database;
    this.follower = follower;
    this.pages = pages;
  }

  /**
   * Empty if the configuration wants none, or it cannot have its directory, which is then logged.
   *
   * @param connection properties of Kafka's clients
   */
  public static Optional<LiveView> open(
      ViewConfig config, Topics topics, Properties connection, Secrets secrets, Clock clock) {
    Optional<Path> directory = config.place();
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    try {
      ViewDatabase database = ViewDatabase.open(directory.get());
      ViewStore store = new ViewStore(database, config.destinations());
      TopicFollower follower =
          new TopicFollower(
              () -> TopicFollower.consumer(connection),
              new FactReader(topics),
              store,
              new Retention(store, config.keep(), config.maxBytes()),
              config.keep(),
              clock);
      ViewPages pages = new ViewPages(database, follower, config, topics, secrets, clock);
      return Optional.of(new LiveView(database, follower, pages));
    } catch (SQLException e) {
      LOG.warn(
          "There is no live view: it cannot use the directory {}: {}",
          directory.get(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /** Adds the page and its answers to a server. */
  public void addTo(JavalinConfig admin) {
    pages.addTo(admin);
  }

  public void start() {
    follower.start();
  }

  @Override
  public void close() {
    follower.close();
    database.close();
  }
}
