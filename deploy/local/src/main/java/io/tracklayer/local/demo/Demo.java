package io.tracklayer.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.cli.Addresses;
import io.tracklayer.cli.output.Colours;
import io.tracklayer.cli.validate.EndpointClient;
import io.tracklayer.cli.validate.ValidateBlock;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Sends the story through a running system and checks the outcome. Not thread-safe.
 *
 * <p>Waits for the events that must arrive, never longer than {@link #PATIENCE} in all.
 */
public final class Demo {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  /** Time for a duplicate that was still on its way when the last event arrived. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final EndpointClient endpoint;
  private final SandboxView sandbox;
  private final Story story;
  private final PrintWriter out;
  private final Colours colours;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private boolean allStored = true;

  Demo(
      EndpointClient endpoint, SandboxView sandbox, Story story, PrintWriter out, Colours colours) {
    this.endpoint = endpoint;
    this.sandbox = sandbox;
    this.story = story;
    this.out = out;
    this.colours = colours;
  }

  /**
   * For a local run with the built-in configuration.
   *
   * @param out where the story is printed, line by line
   */
  public static Demo of(
      Addresses addresses, TrackLayerConfig config, Clock clock, PrintWriter out, Colours colours) {
    HttpClient http = HttpClient.newHttpClient();
    EndpointConfig way = config.endpoints().get(0);
    EndpointClient endpoint =
        EndpointClient.at(
            URI.create(addresses.receiver() + way.path()),
            way,
            Secrets.ofThisProcess().require(way.secretRefs().get(0)));
    Instant now = clock.instant();
    Story story = new Story(Long.toString(now.toEpochMilli(), 36), now);
    return new Demo(
        endpoint, new SandboxView(http, URI.create(addresses.sandbox())), story, out, colours);
  }

  /** Runs the story, and returns whether every check passed. */
  public boolean run() throws IOException, InterruptedException {
    say("Device A: a visitor looks at a product, coming from an advertisement.");
    post(story.productViewedOnDeviceA());
    // Of events that are under way at the same time, a younger one may be resolved first, and would
    // carry the profile id from before the older one was known.
    await(r -> r.has(Received.CRM, "view_content"));
    say("Device A: the visitor signs up, with a user id and an e-mail.");
    post(story.identifyOnDeviceA());
    post(story.signedUpOnDeviceA());
    say("Device B: somebody leaves a lead, under another e-mail.");
    post(story.leadOnDeviceB());
    say("Device A: sends an event that the filter drops.");
    JsonNode filtered = post(story.cartViewedOnDeviceA());
    await(r -> r.has(Received.CRM, "sign_up") && r.has(Received.CRM, "lead"));

    say("The shop's server: the order is completed, with the user id and the other e-mail.");
    JsonNode order = post(story.orderCompleted());
    say("RudderStack retries the order.");
    post(story.orderCompleted());
    say("The shop's back end sends the same order under another message id.");
    post(story.sameOrderFromTheBackEnd());
    await(r -> r.has(Received.CRM, "purchase") && r.has(Received.META, "Purchase"));
    say("Device A: a last event, to see that nothing else follows.");
    post(story.checkoutAfterwards());
    await(r -> r.has(Received.CRM, "begin_checkout") && r.has(Received.META, "InitiateCheckout"));
    Thread.sleep(GRACE.toMillis());
    return judge(new DemoVerdict.Posts(allStored, order, filtered));
  }

  private boolean judge(DemoVerdict.Posts posts) throws IOException, InterruptedException {
    DemoVerdict verdict = new DemoVerdict(story, posts, sandbox.received());
    out.println();
    out.println("What the destinations received:");
    for (String destination : List.of(Received.META, Received.CRM, Received.NEWSLETTER)) {
      tell(destination, verdict.received().events(destination));
    }
    out.println();
    List<Check> checks = verdict.checks();
    checks.forEach(check -> out.println(check.line(colours)));
    out.println();
    out.println(
        new ValidateBlock(
            allStored,
            posts.order().path("accepted").asBoolean(),
            posts.order().path("canonical_event").asText(null),
            verdict.purchase().map(p -> p.path("identity_state").asText(null)).orElse(null),
            verdict.downstreamReady(),
            List.of(),
            List.of()));
    out.println();
    boolean right = checks.stream().allMatch(Check::isRight);
    out.println(
        right ? colours.good("All checks passed.") : colours.bad("Some checks failed, see above."));
    out.flush();
    return right;
  }

  private void tell(String destination, List<JsonNode> events) {
    out.println("  " + DemoVerdict.label(destination) + ":" + (events.isEmpty() ? " nothing" : ""));
    for (JsonNode event : events) {
      out.println("    " + Received.name(event) + "  event_id " + Received.eventId(event));
    }
  }

  private JsonNode post(JsonNode event) throws IOException, InterruptedException {
    EndpointClient.Reply reply = endpoint.post(event);
    JsonNode body = reply.body();
    if (body == null || !reply.isStored()) {
      allStored = false;
      say("  the receiver answered " + reply.status());
      return Json.object();
    }
    return body;
  }

  private void await(Predicate<Received> condition) throws IOException, InterruptedException {
    sandbox.await(condition, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
