package io.tracklayer.sandbox.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.BodyProblem;
import io.tracklayer.sandbox.BodySchema;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A customer's endpoint for TrackLayer's webhook, {@code POST /webhook} or {@code /webhook/NAME}.
 * It verifies the signature over the bytes received, by the Standard Webhooks scheme:
 *
 * <ul>
 *   <li>{@code webhook-signature} holds {@code v1,BASE64} entries, separated by spaces, one of
 *       which must be HMAC-SHA256 of {@code ID.TIMESTAMP.BODY}
 *   <li>the key is the secret; after {@code whsec_}, it is the key in Base64
 *   <li>{@code webhook-timestamp} differs from our clock by at most five minutes
 * </ul>
 *
 * <p>The body must then be valid by its schema. Code checks what that cannot express: that click
 * ids and their times have the same names, and that the request's id is derived from its events.
 */
public final class WebhookApi implements SandboxApi {

  private static final Pattern PATH = Pattern.compile("/webhook(/[\\w.-]{1,64})?");
  private static final BodySchema SCHEMA = BodySchema.of(WebhookApi.class);
  private static final String CLICK_TIMES = "click_ids_at";
  private static final Pattern TIMESTAMP = Pattern.compile("\\d{10}");
  private static final Pattern PLAIN_ID = Pattern.compile("[!-\\-/-~]+");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String BASE64_SECRET = "whsec_";
  private static final String SIGNATURE_VERSION = "v1,";

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public String destination(String path) {
    return PATH.matcher(path).matches() ? path.substring(1) : name();
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    if (!PATH.matcher(request.path()).matches()) {
      return problem(404, "there is no such webhook: use /webhook or /webhook/NAME");
    }
    if (!request.method().equals("POST")) {
      return problem(405, "use POST");
    }
    Optional<String> unsigned = signatureProblem(request, secrets);
    if (unsigned.isPresent()) {
      return problem(401, unsigned.get());
    }
    if (!request.declaresJson()) {
      return problem(415, "Content-Type must be application/json");
    }
    return contentProblem(request)
        .map(problem -> problem(400, problem))
        .orElseGet(() -> SandboxAnswer.of(200, Json.object().put("received", true)));
  }

  @Override
  public JsonNode trouble(int status) {
    return Json.object().put("error", "scripted trouble");
  }

  private static Optional<String> signatureProblem(SandboxRequest request, SandboxSecrets secrets) {
    String id = request.header("webhook-id").orElse("");
    String timestamp = request.header("webhook-timestamp").orElse("");
    String signatures = request.header("webhook-signature").orElse("");
    if (id.isBlank() || timestamp.isBlank() || signatures.isBlank()) {
      return Optional.of("webhook-id, webhook-timestamp and webhook-signature are required");
    }
    if (!TIMESTAMP.matcher(timestamp).matches()) {
      return Optional.of("webhook-timestamp must be seconds since 1970");
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signedAt, request.receivedAt()).abs().compareTo(TOLERANCE) > 0) {
      return Optional.of("webhook-timestamp is more than five minutes off");
    }
    byte[] signed = signedBytes(id, timestamp, request.body());
    boolean valid =
        secrets.isOpen(request.destination())
            ? signatures.startsWith(SIGNATURE_VERSION)
            : secrets.anyMatches(
                request.destination(), secret -> holds(signatures, signature(secret, signed)));
    return valid ? Optional.empty() : Optional.of("the signature does not match");
  }

  private static byte[] signedBytes(String id, String timestamp, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + timestamp + ".").getBytes(UTF_8));
    signed.writeBytes(body);
    return signed.toByteArray();
  }

  private static boolean holds(String signatures, String expected) {
    boolean found = false;
    for (String signature : signatures.split(" ", -1)) {
      found |= MessageDigest.isEqual(signature.getBytes(UTF_8), expected.getBytes(UTF_8));
    }
    return found;
  }

  private static String signature(String secret, byte[] signed) {
    byte[] key =
        secret.startsWith(BASE64_SECRET)
            ? Base64.getDecoder().decode(secret.substring(BASE64_SECRET.length()))
            : secret.getBytes(UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return SIGNATURE_VERSION + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static Optional<String> contentProblem(SandboxRequest request) {
    Optional<JsonNode> body = request.json();
    if (body.isEmpty()) {
      return Optional.of("the body is not JSON");
    }
    List<BodyProblem> findings = SCHEMA.findings(body.get());
    if (!findings.isEmpty()) {
      return Optional.of(findings.get(0).toString());
    }
    JsonNode events = body.get().get("events");
    return clickTimeProblem(events)
        .map(BodyProblem::toString)
        .or(() -> idProblem(request.header("webhook-id").orElse(""), events));
  }

  private static Optional<BodyProblem> clickTimeProblem(JsonNode events) {
    return IntStream.range(0, events.size())
        .filter(i -> !names(events.get(i), "click_ids").equals(names(events.get(i), CLICK_TIMES)))
        .mapToObj(
            i -> BodyProblem.ofRule("must have the fields of click_ids", "events", i, CLICK_TIMES))
        .findFirst();
  }

  private static Set<String> names(JsonNode event, String object) {
    return event.path(object).properties().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * A retry must be recognisable, so the id is derived from the events and nothing else. An event
   * id that does not fit a header or the signed text is hashed like several.
   */
  private static Optional<String> idProblem(String id, JsonNode events) {
    StringJoiner joined = new StringJoiner("\n");
    events.forEach(event -> joined.add(event.path("event_id").asText()));
    String ids = joined.toString();
    boolean isPlain = events.size() == 1 && PLAIN_ID.matcher(ids).matches();
    return id.equals(isPlain ? ids : "b_" + sha256(ids))
        ? Optional.empty()
        : Optional.of(
            "webhook-id must be the event id; for several, b_ and the SHA-256 of the ids, one per"
                + " line");
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static SandboxAnswer problem(int status, String message) {
    return SandboxAnswer.of(status, Json.object().put("error", message));
  }
}
