package io.tracklayer.view.page;

import io.javalin.http.Context;
import io.tracklayer.view.answers.EventsAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events a request asks for. What is not understood is refused, not left out of account. */
final class EventsQuery {

  private static final List<String> PARAMETERS =
      List.of("id", "destination", "outcome", "name", "reason", "limit");
  private static final int USUAL_LIMIT = 50;
  private static final int LARGEST_LIMIT = 500;

  /** Says what is wrong, and quotes nothing of the request. */
  static final class NotUnderstood extends Exception {

    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
      super(message);
    }
  }

  private EventsQuery() {}

  static EventsAnswer.Filter of(Context context) throws NotUnderstood {
    List<String> unknown = new ArrayList<>(context.queryParamMap().keySet());
    unknown.removeAll(PARAMETERS);
    if (!unknown.isEmpty()) {
      throw new NotUnderstood("the parameters are " + String.join(", ", PARAMETERS));
    }
    return new EventsAnswer.Filter(
        given(context, "id"),
        given(context, "destination"),
        given(context, "outcome"),
        given(context, "name"),
        given(context, "reason"),
        limit(given(context, "limit")));
  }

  static @Nullable String given(Context context, String parameter) {
    String value = context.queryParam(parameter);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static int limit(@Nullable String written) throws NotUnderstood {
    if (written == null) {
      return USUAL_LIMIT;
    }
    if (!written.matches("[0-9]{1,9}")) {
      throw new NotUnderstood("limit is a whole number, at most " + LARGEST_LIMIT);
    }
    return Math.min(LARGEST_LIMIT, Integer.parseInt(written));
  }
}
