package io.tracklayer.contract.identifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.event.TrackingSettings;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds every identifier of the person that an event is about, wherever RudderStack's sources and
 * shops put it, and normalises it. Values that identify nobody ({@link BlockedValues}) and values
 * longer than {@value #MAX_LENGTH} bytes in UTF-8 are skipped.
 *
 * <p>E-mail addresses and phone numbers are taken from the fields that are named for them ({@link
 * AddressFields}) of the person's traits and of whoever buys ({@link ContactPlaces}); not from
 * shipping data: a gift would join two strangers. One that the source has hashed is taken from
 * where it would be in clear, and from fields named for it. If the event has the address itself
 * too, that is the identifier.
 *
 * <p>The traits of a {@code group} event describe the group and identify nobody.
 *
 * <p>An alias or a merge states that its identifiers are one person's, and is believed. So only
 * those are taken from it: an alias's {@code previousId} and {@code userId}, and a merge's {@code
 * mergeProperties}. The device and the traits that SDKs attach to every call are not taken, since
 * they may be another person's.
 *
 * <p>An advertising id is {@code context.device.advertisingId}, a UUID, and is taken only when the
 * device itself says that it allows tracking ({@link TrackingSettings}). Whether the person also
 * consents is for the caller to decide.
 *
 * <p>At most {@value Collected#MAX_OF_A_TYPE} values of a type and {@value
 * Collected#MAX_OF_AN_EVENT} in all are taken from an event, the strongest first: each may cost the
 * forest a look-up.
 *
 * <p>Thread-safe.
 */
public final class IdentifierExtractor {

  /** The length of the longest e-mail address. */
  public static final int MAX_LENGTH = 320;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * A number with more digits than this is not an identifier, and may be too large to write out.
   */
  private static final int MAX_SCALE = 40;

  private static final Pattern INTEGER_AS_FRACTION = Pattern.compile("(\\d{1,40})\\.0+");

  private static final Set<String> STATEMENTS = Set.of("alias", "merge");

  private final List<String> externalIds;
  private final BlockedValues blockedValues;
  private final PhoneNumbers phoneNumbers;
  private final List<Finder> strongestFirst =
      List.of(
          this::userIds,
          this::externalIds,
          this::emails,
          this::phones,
          this::anonymousIds,
          this::advertisingIds);
  private final List<Finder> stated =
      List.of(
          this::statedUserIds,
          this::statedExternalIds,
          this::statedEmails,
          this::statedPhones,
          this::statedAnonymousIds);

  public IdentifierExtractor(IdentityConfig config) {
    externalIds = List.copyOf(config.externalIds());
    phoneNumbers = new PhoneNumbers(config.defaultRegion());
    blockedValues = new BlockedValues(inEveryForm(config.blockedValues()));
  }

  /** So that a blocked phone number is blocked however it is written. */
  private List<String> inEveryForm(List<String> blocked) {
    return blocked.stream()
        .flatMap(value -> Stream.concat(Stream.of(value), phoneNumbers.e164(value, null).stream()))
        .toList();
  }

  /** Finds the identifiers of one rank in an event. */
  private interface Finder {
    void find(RawEvent event, Collected into);
  }

  /**
   * What an event says about whose it is.
   *
   * @param identifiers no repeats, strongest rank first; empty when the event identifies nobody
   * @param dropped how many values were not looked at, because the event has too many
   */
  public record Extracted(List<Identifier> identifiers, int dropped) {}

  public Extracted extract(RawEvent event) {
    Collected found = new Collected();
    finders(event).forEach(finder -> finder.find(event, found));
    return found.extracted();
  }

  /** The first that {@link #extract} lists, without looking for weaker ones. */
  public Optional<Identifier> strongest(RawEvent event) {
    return ofStrongestRank(event).identifiers().stream().findFirst();
  }

  /**
   * The smallest node id of the event's identifiers, found without looking for any weaker than the
   * strongest; the message's own node id when the event identifies nobody. Advertising ids do not
   * count, since they may not be used before consent is known.
   */
  public NodeId anchor(RawEvent event, NodeIds nodeIds) {
    return ofStrongestRank(event).identifiers().stream()
        .filter(identifier -> !identifier.type().equals(Identifier.ADVERTISING_ID))
        .map(identifier -> nodeIds.of(event.account(), event.environment(), identifier))
        .min(NodeId::compareTo)
        .orElseGet(
            () -> nodeIds.ofMessage(event.account(), event.environment(), event.messageId()));
  }

  private List<Finder> finders(RawEvent event) {
    return STATEMENTS.contains(event.type()) ? stated : strongestFirst;
  }

  private Extracted ofStrongestRank(RawEvent event) {
    Collected found = new Collected();
    for (Finder finder : finders(event)) {
      finder.find(event, found);
      if (!found.isEmpty()) {
        break;
      }
    }
    return found.extracted();
  }

  private void userIds(RawEvent event, Collected into) {
    addText(Identifier.USER_ID, event.userId(), into);
    if (into.isEmpty()) {
      addFirstUserIdOfTraits(event, into);
    }
  }

  private void addFirstUserIdOfTraits(RawEvent event, Collected into) {
    for (JsonNode traits : ContactPlaces.traits(event)) {
      for (String key : List.of("userId", "user_id", "id")) {
        add(Identifier.USER_ID, traits.path(key), into);
        if (!into.isEmpty()) {
          return;
        }
      }
    }
  }

  private void externalIds(RawEvent event, Collected into) {
    if (externalIds.isEmpty()) {
      return;
    }
    JsonNode listed = event.context().path("externalId");
    for (String type : externalIds) {
      for (JsonNode entry : listed) {
        if (type.equals(entry.path("type").textValue())) {
          add(type, entry.path("id"), into);
        }
      }
      for (ObjectNode contact : into.contactsOf(event)) {
        addEach(type, contact.path(type), into);
      }
    }
  }

  /** Meta and TikTok take lists of them. */
  private void addEach(String type, JsonNode ids, Collected into) {
    if (ids.isArray()) {
      ids.forEach(id -> add(type, id, into));
    } else {
      add(type, ids, into);
    }
  }

  private void emails(RawEvent event, Collected into) {
    into.valuesOf(Identifier.USER_ID).forEach(userId -> addEmail(userId, into));
    for (ObjectNode contact : into.contactsOf(event)) {
      AddressFields.forEach(
          contact, Identifier.EMAIL, (text, field, within) -> addEmail(text, into));
    }
    into.addHashes(Identifier.EMAIL);
  }

  private void phones(RawEvent event, Collected into) {
    for (ObjectNode contact : into.contactsOf(event)) {
      AddressFields.forEach(
          contact,
          Identifier.PHONE,
          (text, field, within) ->
              addPhone(text, () -> CountryOfPhone.of(within, contact, field, event), into));
    }
    into.addHashes(Identifier.PHONE);
  }

  private void anonymousIds(RawEvent event, Collected into) {
    addText(Identifier.ANONYMOUS_ID, event.anonymousId(), into);
  }

  private void statedUserIds(RawEvent event, Collected into) {
    if (event.type().equals("alias")) {
      addText(Identifier.USER_ID, event.userId(), into);
      addText(Identifier.USER_ID, event.previousId(), into);
    }
    forEachMergeProperty(event, "userid", value -> add(Identifier.USER_ID, value, into));
  }

  private void statedExternalIds(RawEvent event, Collected into) {
    for (String type : externalIds) {
      forEachMergeProperty(event, FieldSpelling.plain(type), value -> add(type, value, into));
    }
  }

  private void statedEmails(RawEvent event, Collected into) {
    for (String type : List.of("email", "emailsha256")) {
      forEachMergeProperty(
          event, type, value -> AddressFields.forEachText(value, text -> addEmail(text, into)));
    }
    into.addHashes(Identifier.EMAIL);
  }

  private void statedPhones(RawEvent event, Collected into) {
    for (String type : List.of("phone", "mobile", "phonesha256")) {
      forEachMergeProperty(
          event,
          type,
          value ->
              AddressFields.forEachText(
                  value,
                  text -> addPhone(text, () -> CountryOfPhone.of(null, null, type, event), into)));
    }
    into.addHashes(Identifier.PHONE);
  }

  /** Sources put either kind of id into an alias's previousId, so it is taken as both. */
  private void statedAnonymousIds(RawEvent event, Collected into) {
    if (event.type().equals("alias")) {
      addText(Identifier.ANONYMOUS_ID, event.previousId(), into);
    }
    forEachMergeProperty(event, "anonymousid", value -> add(Identifier.ANONYMOUS_ID, value, into));
  }

  private void advertisingIds(RawEvent event, Collected into) {
    JsonNode device = event.context().path("device");
    String id = device.path("advertisingId").textValue();
    if (id != null && isUsable(id) && TrackingSettings.of(event) == Device.Tracking.AUTHORIZED) {
      String visible = UnicodeText.visible(id);
      if (UUID.matcher(visible).matches()) {
        into.add(new Identifier(Identifier.ADVERTISING_ID, visible.toLowerCase(Locale.ROOT)));
      }
    }
  }

  private static void forEachMergeProperty(
      RawEvent event, String type, Consumer<JsonNode> takeValue) {
    if (!event.type().equals("merge") || event.mergeProperties() == null) {
      return;
    }
    for (JsonNode property : event.mergeProperties()) {
      if (type.equals(FieldSpelling.plain(property.path("type").asText()))) {
        takeValue.accept(property.path("value"));
      }
    }
  }

  private void add(String type, JsonNode node, Collected into) {
    addText(type, text(node), into);
  }

  private void addText(String type, @Nullable String value, Collected into) {
    if (value != null && isUsable(value)) {
      String visible = UnicodeText.visible(value);
      into.add(new Identifier(type, isNumbered(type) ? withoutZeroFraction(visible) : visible));
    }
  }

  /** Sources number users and contacts, and some write integers as floating-point numbers. */
  private static boolean isNumbered(String type) {
    return !type.equals(Identifier.ANONYMOUS_ID);
  }

  private static String withoutZeroFraction(String value) {
    Matcher number = INTEGER_AS_FRACTION.matcher(value);
    return number.matches() ? number.group(1) : value;
  }

  /**
   * @param text an address, or a hash of one
   */
  private void addEmail(String text, Collected into) {
    if (!addHash(Identifier.EMAIL, text, into)
        && Emails.hasAt(text)
        && into.wantsAnother(Identifier.EMAIL)
        && isUsable(text)) {
      Emails.normalise(text)
          .filter(email -> email.equals(text) || !blockedValues.blocks(email))
          .ifPresent(email -> into.add(new Identifier(Identifier.EMAIL, email)));
    }
  }

  /**
   * @param text a number, or a hash of one
   */
  private void addPhone(String text, Supplier<@Nullable String> country, Collected into) {
    if (!addHash(Identifier.PHONE, text, into)
        && into.wantsAnother(Identifier.PHONE)
        && isUsable(text)) {
      phoneNumbers
          .e164(text, text.startsWith("+") ? null : country.get())
          .filter(phone -> !blockedValues.blocks(phone))
          .ifPresent(phone -> into.add(new Identifier(Identifier.PHONE, phone)));
    }
  }

  /** Whether it is one. */
  private boolean addHash(String type, String text, Collected into) {
    String hash = HashedValue.digits(UnicodeText.visible(text));
    if (hash != null && !blockedValues.blocksHash(hash)) {
      into.addHash(new Identifier(type, hash));
    }
    return hash != null;
  }

  private boolean isUsable(String value) {
    return !value.isEmpty()
        && UnicodeText.bytes(UnicodeText.visible(value)) <= MAX_LENGTH
        && !blockedValues.blocks(value);
  }

  /** Text and numbers, since some sources send numeric ids; null for anything else. */
  static @Nullable String text(JsonNode node) {
    if (node instanceof MissingNode) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isIntegralNumber()) {
      return node.asText();
    }
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      return Math.abs((long) number.scale()) > MAX_SCALE
          ? null
          : number.stripTrailingZeros().toPlainString();
    }
    return null;
  }
}
