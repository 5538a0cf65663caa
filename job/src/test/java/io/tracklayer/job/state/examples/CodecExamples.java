package io.tracklayer.job.state.examples;

import static java.util.Map.entry;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.delivery.DeliveryExamples;
import io.tracklayer.job.gate.GateExamples;
import io.tracklayer.job.gate.selection.SelectionExamples;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.Letter;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Findings;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeDenials;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.identity.protocol.Whereabouts;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.intake.draft.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * For each codec, by its id, values in which every field of its form occurs. They are written once,
 * when a fixture is made; afterwards the fixture counts.
 */
final class CodecExamples {

  private static final Identifier USER = new Identifier("user_id", "u-1");
  private static final Identifier OTHER_USER = new Identifier("user_id", "u-2");
  private static final Identifier EMAIL = new Identifier("email", "ada@example.com");
  private static final Identifier CRM = new Identifier("crm_id", "c-7");
  private static final Limits LIMITS = new Limits(Map.of("user_id", 1, "email", 5));
  private static final Epoch EPOCH = new Epoch(NodeId.ofHex("00112233445566778899aabbccddeeff"), 3);

  static final Map<String, List<?>> BY_ID =
      Map.ofEntries(
          entry("canonical-record", List.of(canonicalRecord(), canonicalRecordOfNobody())),
          entry("claim", DeliveryExamples.CLAIMS),
          entry("copy", DeliveryExamples.COPIES),
          entry("copy-ref", DeliveryExamples.REFS),
          entry("draft", List.of(draft(), Drafts.unnamed(draft()), draftOfNobody())),
          entry("fence-past", List.of(new Fence.PastEpoch(EPOCH, 17, 3_600_000))),
          entry("gate-incoming", DeliveryExamples.INCOMING),
          entry("gate-outgoing", DeliveryExamples.OUTGOING),
          entry("kept-consent", GateExamples.KEPT),
          entry("known-copies", DeliveryExamples.KNOWN_COPIES),
          entry("loop-record", List.of(loopRecord())),
          entry(
              "marked-event",
              List.of(
                  new MarkedEvent(
                      canonicalRecord(),
                      DeliveryExamples.CLAIM,
                      "event-1",
                      "owned",
                      "message-0",
                      "checkout"),
                  MarkedEvent.first(canonicalRecordOfNobody()))),
          entry(
              "message",
              List.of(
                  join(),
                  startingJoin(),
                  propose(),
                  accept(),
                  reject(),
                  hint(),
                  back(),
                  rejectOfDevice(),
                  seen(),
                  adopted())),
          entry("news", DeliveryExamples.NEWS),
          entry(
              "node-denials",
              List.of(
                  new NodeDenials(node(USER), node(USER), profile().denied()),
                  new NodeDenials(node(EMAIL).apart(), node(EMAIL), new TreeMap<>()))),
          entry("node-id", List.of(node(USER))),
          entry("node-state", List.of(child(), root(), waitingRoot())),
          entry("profile", List.of(Profile.EMPTY, profile())),
          entry("profile-consent", List.of(DeliveryExamples.CONSENT)),
          entry("published", SelectionExamples.PUBLISHED),
          entry("resolved", List.of(resolved())),
          entry("started", DeliveryExamples.STARTED),
          entry("whereabouts", List.of(new Whereabouts(node(USER), true))),
          entry("withdrawal", DeliveryExamples.WITHDRAWALS));

  private CodecExamples() {}

  private static CanonicalRecord canonicalRecord() {
    return new CanonicalRecord(
        new EventRef("event-1", "message-1", "purchase", "acct", "production"),
        node(USER).hex(),
        "order-1",
        1_755_684_000_000L,
        json(),
        List.of(node(EMAIL).hex(), node(CRM).hex()));
  }

  private static CanonicalRecord canonicalRecordOfNobody() {
    return new CanonicalRecord(
        new EventRef("event-2", "message-2", "view_content", "acct", "production"),
        null,
        null,
        1_755_684_000_000L,
        json(),
        List.of());
  }

  private static Draft draft() {
    return Drafts.draft(
        "m1",
        1_755_684_000_000L,
        List.of(USER, EMAIL, CRM),
        new Contribution(
            new TreeMap<>(Map.of("city", "köln", "first_name", "ada")),
            new TreeMap<>(Map.of("city", "bern", "country", "CH")),
            new TreeMap<>(Map.of("fbclid", "Click_Aa", "fbp", "fb.1.1.2")),
            new TreeMap<>(
                Map.of(
                    "email", new StatedConsent(ConsentState.DENIED, "consent", "no"),
                    "marketing", new StatedConsent(ConsentState.GRANTED, "context.gpc", null))),
            "Browser/1"));
  }

  private static Draft draftOfNobody() {
    return Drafts.draft(
        "m2",
        1_755_684_000_000L,
        List.of(),
        new Contribution(Map.of(), Map.of(), Map.of(), Map.of(), null));
  }

  private static Profile profile() {
    Draft other =
        Drafts.draft(
            "m3",
            1_755_600_000_000L,
            List.of(OTHER_USER),
            Drafts.contribution(Map.of("city", "bonn"), Map.of("fbclid", "Click_Bb")));
    return Profile.of(draft())
        .mergeStated(Profile.of(other), LIMITS)
        .seenWith(new Sighting(node(EMAIL), EMAIL), node(OTHER_USER), 1_755_684_000_000L)
        .refusing(
            Set.of(node(new Identifier("email", "bob@example.com"))), 1_755_684_000_000L, LIMITS);
  }

  private static NodeState child() {
    return new NodeState(node(USER), null, 0, Profile.EMPTY);
  }

  private static NodeState root() {
    return new NodeState(null, null, 2, profile());
  }

  private static NodeState waitingRoot() {
    return new NodeState(null, new NodeState.Proposal(node(CRM), 3), 3, profile());
  }

  private static Walk walk() {
    return new Walk(
        draft(),
        node(USER),
        nodes(CRM),
        1,
        nodes(EMAIL),
        nodes(EMAIL),
        new Findings(true, false, true),
        node(CRM),
        2);
  }

  private static Message join() {
    return new Message.Join(
        node(EMAIL),
        walk(),
        new Message.Side(node(USER), node(CRM), profile().standing(LIMITS), true, false),
        true);
  }

  private static Message startingJoin() {
    return new Message.Join(node(EMAIL), walk(), null, false);
  }

  private static Message propose() {
    return new Message.Propose(node(USER), node(EMAIL), 4, profile(), walk(), false, true);
  }

  private static Message accept() {
    return new Message.Accept(node(USER), node(EMAIL), 4);
  }

  private static Message reject() {
    return new Message.Reject(node(USER), node(EMAIL), 4, node(CRM), 1_755_684_000_000L);
  }

  private static Message hint() {
    return new Message.Hint(node(USER), node(EMAIL), nodes(CRM));
  }

  private static Message rejectOfDevice() {
    return new Message.Reject(node(USER), node(EMAIL), 4, null, 1_755_684_000_000L);
  }

  private static Message seen() {
    return new Message.Seen(
        new Sighting(node(EMAIL), EMAIL),
        node(OTHER_USER),
        node(USER),
        new IdentityChange.Trigger(
            "acct",
            "production",
            "message-1",
            "event-1",
            Instant.ofEpochMilli(1_755_684_000_000L)));
  }

  private static Message adopted() {
    return new Message.Adopted(node(USER), walk());
  }

  private static Message back() {
    return new Message.Return(node(USER), resolved());
  }

  /** As it is read, which is before its message is. */
  private static LoopRecord loopRecord() {
    byte[] content = "sealed".getBytes(StandardCharsets.UTF_8);
    return new LoopRecord(EPOCH, 17, 1_755_684_000_000L, new Letter.Sealed(node(USER), 5, content));
  }

  private static Resolved resolved() {
    return new Resolved(draft(), profile(), IdentityState.MERGED, nodes(EMAIL, CRM), true, 2);
  }

  private static SortedSet<NodeId> nodes(Identifier... identifiers) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (Identifier identifier : identifiers) {
      nodes.add(node(identifier));
    }
    return nodes;
  }

  private static NodeId node(Identifier identifier) {
    return Drafts.NODES.of("acct", "production", identifier);
  }

  private static byte[] json() {
    return "{\"schema\":1}".getBytes(StandardCharsets.UTF_8);
  }
}
