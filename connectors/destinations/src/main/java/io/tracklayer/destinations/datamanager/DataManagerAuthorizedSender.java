package io.tracklayer.destinations.datamanager;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.answers.AnswerJson;
import io.tracklayer.destinations.http.AddressRule;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds an OAuth access token to each request. All requests share one token until shortly before it
 * expires; then a single request fetches the next token, and the others wait for it. A token that
 * the API refuses is discarded: the refused request is sent once more with a new token, and the
 * second answer counts. Without a token nothing is sent.
 *
 * <p>Thread-safe. Never blocks, and keeps tokens only in memory.
 */
final class DataManagerAuthorizedSender implements HttpSender {

  /** So that no token expires while a request is on its way. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  private static final long SHORTEST_SECONDS = 60;
  private static final long LONGEST_SECONDS = 3_600;

  /** The characters of a token, RFC 6750; any other text is not one. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8192}");

  /** {@code invalid_grant} and the like, RFC 6749. */
  private static final Pattern OAUTH_ERROR = Pattern.compile("[a-z_]{1,50}");

  private static final Logger LOG = LoggerFactory.getLogger(DataManagerAuthorizedSender.class);

  private final HttpSender sender;
  private final Function<Instant, HttpCall> tokenRequest;
  private final InstantSource clock;
  private @Nullable CompletableFuture<Token> token;

  /** What the token endpoint returned: a token, or why there is none. */
  private record Token(@Nullable String value, Instant renewAt, @Nullable Reason refusal) {

    private static Token none(Reason refusal) {
      return new Token(null, Instant.MIN, refusal);
    }

    private boolean isUsable(Instant now) {
      return value != null && now.isBefore(renewAt);
    }

    @Override
    public String toString() {
      return "Token[…]";
    }
  }

  /**
   * @param tokenRequest called each time a token is needed; may throw {@link IllegalStateException}
   *     when the credentials are unusable
   */
  DataManagerAuthorizedSender(
      HttpSender sender, Function<Instant, HttpCall> tokenRequest, InstantSource clock) {
    this.sender = sender;
    this.tokenRequest = tokenRequest;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call) {
    return attempt(call)
        .thenCompose(
            answer ->
                isRefused(answer) ? attempt(call) : CompletableFuture.completedFuture(answer));
  }

  private CompletableFuture<Answer> attempt(HttpCall call) {
    CompletableFuture<Token> current = current();
    return current.thenCompose(
        known ->
            known.value() == null
                ? CompletableFuture.completedFuture(
                    new Answer.NoResponse(requireNonNull(known.refusal())))
                : sender
                    .send(authorized(call, known.value()))
                    .thenApply(answer -> afterAnswer(answer, current)));
  }

  private static HttpCall authorized(HttpCall call, String token) {
    return call.with(new HttpCall.Header("authorization", "Bearer " + token, true));
  }

  private static boolean isRefused(Answer answer) {
    return answer instanceof Answer.Response response && response.status() == 401;
  }

  /** Discards a refused token, so that the next request fetches a new one. */
  private synchronized Answer afterAnswer(Answer answer, CompletableFuture<Token> used) {
    if (isRefused(answer) && token == used) {
      token = null;
    }
    return answer;
  }

  private synchronized CompletableFuture<Token> current() {
    Instant now = clock.instant();
    CompletableFuture<Token> known = token;
    if (known == null || (known.isDone() && !known.join().isUsable(now))) {
      known = fetch(now);
      token = known;
    }
    return known;
  }

  private CompletableFuture<Token> fetch(Instant now) {
    HttpCall request;
    try {
      request = tokenRequest.apply(now);
    } catch (IllegalStateException e) {
      LOG.warn("No access token for Google: {}", e.getMessage());
      return CompletableFuture.completedFuture(Token.none(Reason.TOKEN_REFUSED));
    }
    return sender.send(request).thenApply(answer -> token(answer, now));
  }

  private static Token token(Answer answer, Instant now) {
    if (answer instanceof Answer.NoResponse noResponse) {
      return noToken(
          AddressRule.refused(noResponse) ? noResponse.reason() : Reason.TOKEN_UNAVAILABLE,
          noResponse.reason().text());
    }
    Answer.Response response = (Answer.Response) answer;
    JsonNode body = AnswerJson.of(response);
    int status = response.status();
    String said = body.path("error").asText("");
    String answered = "status " + status + (OAUTH_ERROR.matcher(said).matches() ? ", " + said : "");
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      return noToken(Reason.TOKEN_REFUSED, answered);
    }
    String value = body.path("access_token").asText("");
    if (status != 200 || !TOKEN.matcher(value).matches()) {
      return noToken(Reason.TOKEN_UNAVAILABLE, answered);
    }
    long seconds = body.path("expires_in").asLong(LONGEST_SECONDS) - EARLY.toSeconds();
    long kept = Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, seconds));
    return new Token(value, now.plusSeconds(kept), null);
  }

  private static Token noToken(Reason refusal, String why) {
    LOG.warn("No access token for Google: the token endpoint gave none ({})", why);
    return Token.none(refusal);
  }

  @Override
  public CompletableFuture<Answer> connect(URI uri) {
    return sender.connect(uri);
  }

  @Override
  public void close() {
    sender.close();
  }
}
