package io.tracklayer.view.page;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.answers.EventsAnswer;
import io.tracklayer.view.answers.FunnelAnswer;
import io.tracklayer.view.answers.MatchQualityAnswer;
import io.tracklayer.view.answers.ReasonsAnswer;
import io.tracklayer.view.answers.RecordsAnswer;
import io.tracklayer.view.answers.WayAnswer;
import io.tracklayer.view.follow.TopicFollower;
import io.tracklayer.view.store.ViewDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page and its answers: read-only, nothing personal, nothing from other servers. */
public final class ViewPages {

  private static final Logger LOG = LoggerFactory.getLogger(ViewPages.class);

  private final ViewDatabase database;
  private final TopicFollower follower;
  private final FunnelAnswer funnel;
  private final RecordsAnswer records;
  private final AdminAccess access;
  private final Clock clock;

  public ViewPages(
      ViewDatabase database,
      TopicFollower follower,
      ViewConfig config,
      Topics topics,
      Secrets secrets,
      Clock clock) {
    this.database = database;
    this.follower = follower;
    this.funnel = new FunnelAnswer(config.destinations());
    this.records = new RecordsAnswer(topics, config.destinations());
    this.access = new AdminAccess(config.adminSecretRef(), secrets);
    this.clock = clock;
  }

  public void addTo(JavalinConfig admin) {
    addFile(admin, "/", "index.html", "text/html; charset=utf-8");
    addFile(admin, "/view.css", "view.css", "text/css; charset=utf-8");
    addFile(admin, "/view.js", "view.js", "text/javascript; charset=utf-8");
    addFile(admin, "/view.svg", "view.svg", "image/svg+xml");
    add(admin, "/api/funnel", context -> answer(context, Optional.of(funnel())));
    add(
        admin,
        "/api/events",
        context -> {
          EventsAnswer.Filter filter;
          try {
            filter = EventsQuery.of(context);
          } catch (EventsQuery.NotUnderstood e) {
            refuse(context, 400, requireNonNull(e.getMessage()));
            return;
          }
          answer(
              context,
              Optional.of(database.read(statements -> EventsAnswer.of(statements, filter))));
        });
    add(
        admin,
        "/api/events/<id>",
        context -> {
          String id = context.pathParam("id");
          answer(context, database.read(statements -> WayAnswer.of(statements, id)));
        });
    add(
        admin,
        "/api/records",
        context -> {
          String id = EventsQuery.given(context, "id");
          answer(
              context,
              id == null
                  ? Optional.empty()
                  : Optional.of(database.read(statements -> records.of(statements, id))));
        });
    add(
        admin,
        "/api/match-quality",
        context ->
            answer(
                context,
                Optional.of(
                    database.read(
                        statements -> MatchQualityAnswer.of(statements, clock.millis())))));
    add(
        admin,
        "/api/reasons",
        context -> answer(context, Optional.of(database.read(ReasonsAnswer::of))));
  }

  private ObjectNode funnel() throws SQLException {
    ObjectNode answer = database.read(statements -> funnel.of(statements, clock.millis()));
    answer.put("behind", follower.behind());
    return follower.problem().isEmpty() ? answer : answer.put("problem", follower.problem());
  }

  private static void refuse(Context context, int status, String error) {
    context
        .status(status)
        .contentType("application/json")
        .result(Json.write(Json.object().put("error", error)));
  }

  private static void answer(Context context, Optional<ObjectNode> answer) {
    context
        .status(answer.isPresent() ? 200 : 404)
        .contentType("application/json")
        .result(Json.write(answer.orElseGet(() -> Json.object().put("error", "unknown_id"))));
  }

  private void addFile(JavalinConfig admin, String path, String name, String type) {
    byte[] content = content(name);
    add(admin, path, context -> context.contentType(type).result(content));
  }

  private static byte[] content(String name) {
    try (InputStream in = requireNonNull(ViewPages.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(JavalinConfig admin, String path, Handler handler) {
    admin.routes.get(
        path,
        context -> {
          harden(context);
          Optional<AdminAccess.Refusal> refusal = access.refusal(context);
          if (refusal.isPresent()) {
            refuse(context, refusal.get());
          } else {
            handle(context, handler);
          }
        });
  }

  private static void handle(Context context, Handler handler) throws Exception {
    try {
      handler.handle(context);
    } catch (SQLException e) {
      // The database's messages may quote what was asked for.
      LOG.warn("The live view could not answer: error {}", e.getErrorCode());
      refuse(context, 503, "unavailable");
    }
  }

  private static void refuse(Context context, AdminAccess.Refusal refusal) {
    if (refusal.status() == 401) {
      context.header("WWW-Authenticate", "Basic realm=\"TrackLayer\", charset=\"UTF-8\"");
    }
    context
        .status(refusal.status())
        .contentType("text/plain; charset=utf-8")
        .result(refusal.text());
  }

  private static void harden(Context context) {
    context.header(
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
  }
}
