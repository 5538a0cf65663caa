package io.tracklayer.job.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A destination whose requests are lists of event ids, and whose answers the test chooses: 200
 * delivers, 207 says by a word in the body what becomes of each event, 400 rejects as a whole, 401
 * is about credentials, 422 names the field {@code optional}, events with any other status are
 * tried again.
 */
final class FakeApi implements Outlet, Destination, HttpSender {

  private static final long serialVersionUID = 1L;

  /** What a destination's own code does. */
  enum Deed {
    MAP,
    JOIN,
    REQUEST,
    CLASSIFY
  }

  /** What every purchase counts as. */
  private static final Sale SALE =
      new Sale("order", "account", "action", Instant.EPOCH, new BigDecimal("100"), "EUR");

  private final transient List<List<String>> requests = new ArrayList<>();
  private final transient List<CompletableFuture<Answer>> held = new ArrayList<>();
  private final transient Set<String> invalid = new HashSet<>();
  private final transient Map<Deed, Map<String, Throwable>> faults = new EnumMap<>(Deed.class);
  private final transient Map<String, String> groups = new HashMap<>();
  private transient boolean hasTestFacility;
  private transient boolean isReachable = true;
  private transient int connections;
  private transient Function<List<String>, Answer> answers = events -> status(200);

  static Answer status(int status) {
    return new Answer.Response(status, Map.of(), "");
  }

  /** Says {@code taken} or {@code later} of each event, or in other words that it is refused. */
  static Answer each(List<String> words) {
    return new Answer.Response(207, Map.of(), String.join(",", words));
  }

  void answering(Function<List<String>, Answer> script) {
    answers = script;
  }

  /** Answers nothing until {@link #release}. */
  void holdingAnswers() {
    answers = events -> null;
  }

  boolean holdsAnswers() {
    return !held.isEmpty();
  }

  void release(Answer answer) {
    List<CompletableFuture<Answer>> all = List.copyOf(held);
    held.clear();
    all.forEach(future -> future.complete(answer));
  }

  void rejectingInMapping(String eventId) {
    invalid.add(eventId);
  }

  /** The destination's own code has a mistake that shows with this event. */
  void failingTo(Deed deed, String eventId, Throwable fault) {
    faults.computeIfAbsent(deed, of -> new HashMap<>()).put(eventId, fault);
  }

  private void failIfToldTo(Deed deed, String eventId) {
    Throwable fault = faults.getOrDefault(deed, Map.of()).get(eventId);
    if (fault instanceof Error error) {
      throw error;
    }
    if (fault != null) {
      throw (RuntimeException) fault;
    }
  }

  /** Events of another group do not go in one request with it; the usual group is empty. */
  void grouping(String eventId, String group) {
    groups.put(eventId, group);
  }

  List<List<String>> requests() {
    return requests;
  }

  @Override
  public Destination destination() {
    return this;
  }

  @Override
  public HttpSender sender(Destination destination) {
    return this;
  }

  @Override
  public boolean mayReachPrivateAddresses() {
    return true;
  }

  @Override
  public Mapping map(CanonicalEvent event, MappingContext context) {
    failIfToldTo(Deed.MAP, event.eventId());
    if (invalid.contains(event.eventId())) {
      return new Mapping.Invalid(Reason.MISSING_VALUE);
    }
    String fields = context.without().isEmpty() ? event.eventId() : event.eventId() + "-without";
    if (context.restatement() != null) {
      fields += "=" + context.restatement().of(SALE).value();
    }
    String group = groups.getOrDefault(event.eventId(), "");
    Mapping.Mapped mapped = new Mapping.Mapped(event.eventId(), fields.getBytes(UTF_8), group, 1);
    return event.name().equals("purchase") ? mapped.countedAs(SALE) : mapped;
  }

  @Override
  public boolean joins(List<Mapping.Mapped> others, Mapping.Mapped next) {
    failIfToldTo(Deed.JOIN, next.eventId());
    return others.get(0).group().equals(next.group());
  }

  @Override
  public HttpCall request(List<Mapping.Mapped> events, Instant now) {
    events.forEach(event -> failIfToldTo(Deed.REQUEST, event.eventId()));
    String body = String.join(",", events.stream().map(e -> new String(e.body(), UTF_8)).toList());
    return new HttpCall("POST", URI.create("http://localhost/"), List.of(), body.getBytes(UTF_8));
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call) {
    List<String> events = List.of(new String(call.body(), UTF_8).split(",", -1));
    requests.add(events);
    Answer answer = answers.apply(events);
    if (answer != null) {
      return CompletableFuture.completedFuture(answer);
    }
    CompletableFuture<Answer> future = new CompletableFuture<>();
    held.add(future);
    return future;
  }

  @Override
  public CompletableFuture<Answer> connect(URI uri) {
    connections++;
    return CompletableFuture.completedFuture(
        isReachable ? new Answer.Connected() : new Answer.NoResponse(Reason.CONNECTION_REFUSED));
  }

  void unreachable() {
    isReachable = false;
  }

  int connections() {
    return connections;
  }

  /** From the next start on, the destination has a test facility. */
  void havingATestFacility() {
    hasTestFacility = true;
  }

  @Override
  public Optional<Destination> forTests() {
    return hasTestFacility ? Optional.of(new TestFacility(this)) : Optional.empty();
  }

  /** Its requests begin with a word that says so. */
  private record TestFacility(FakeApi api) implements Destination {

    @Override
    public Mapping map(CanonicalEvent event, MappingContext context) {
      return api.map(event, context);
    }

    @Override
    public HttpCall request(List<Mapping.Mapped> events, Instant now) {
      HttpCall call = api.request(events, now);
      String body = "test," + new String(call.body(), UTF_8);
      return new HttpCall(call.method(), call.uri(), call.headers(), body.getBytes(UTF_8));
    }

    @Override
    public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
      return api.classify(answer, events);
    }

    @Override
    public boolean mayReachPrivateAddresses() {
      return true;
    }
  }

  @Override
  public Verdict classify(Answer answer, List<Mapping.Mapped> events) {
    events.forEach(event -> failIfToldTo(Deed.CLASSIFY, event.eventId()));
    if (!(answer instanceof Answer.Response response)) {
      return new Verdict.Retry(Cause.of(Reason.RESPONSE_TIMEOUT), "", null);
    }
    return switch (response.status()) {
      case 200 -> new Verdict.Delivered();
      case 207 ->
          new Verdict.PerEvent(
              Stream.of(response.body().split(",", -1)).map(FakeApi::ofOne).toList());
      case 400 ->
          new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), "one of them is bad");
      case 401 -> new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_INVALID), "who are you");
      case 422 -> new Verdict.RetryWithout("optional", Cause.of(Reason.MALFORMED_FBC), "no");
      default -> new Verdict.Retry(Cause.of(Reason.SERVER_ERROR), "", null);
    };
  }

  private static Verdict.OfOne ofOne(String word) {
    return switch (word) {
      case "taken" -> new Verdict.Delivered();
      case "later" -> new Verdict.Retry(Cause.of(Reason.RATE_LIMITED), "not now", null);
      default -> new Verdict.RejectedAll(Cause.of(Reason.INVALID_REQUEST), word);
    };
  }

  @Override
  public void close() {
    held.clear();
  }
}
