package io.tracklayer.contract.identifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.EncodedText;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.UnicodeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fields that hold e-mail addresses or phone numbers, by their names and in whatever form: a text
 * or number, a list of them, a list within a text, an object ({@code {"value": …, "type":
 * "home"}}), or hashes.
 *
 * <p>Sources name a field for hashes too, each in its own way: {@code sha256_email_address} of GA4,
 * {@code user_hashed_email} of Snapchat's pixel, {@code customerBillingEmailHash} of GTM4WP, {@code
 * hashed_customer_phone_number} of Northbeam. What is there and is no hash is nothing. {@code em}
 * and {@code ph} of Meta, Pinterest and Microsoft hold either.
 *
 * <p>Values are looked at before names: few values of an event could be an address.
 *
 * @see <a href="https://developers.google.com/analytics/devguides/collection/ga4/uid-data">GA4</a>
 * @see <a
 *     href="https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters">Meta</a>
 * @see <a href="https://developers.facebook.com/docs/meta-pixel/advanced/advanced-matching">Meta's
 *     pixel, which takes {@code em} in clear</a>
 * @see <a href="https://docs.northbeam.io/docs/hashing-customer-data">Northbeam</a>
 */
public final class AddressFields {

  private static final List<String> OF_EMAIL =
      List.of(
          "email",
          "emailaddress",
          "mail",
          "emails",
          "emailaddresses",
          "email1",
          "primaryemail",
          "personalemail",
          "personemail",
          "homeemail",
          "workemail",
          "emailadresse",
          "mailadresse",
          "emailadres",
          "correo",
          "correoelectronico",
          "correoelectrónico",
          "courriel",
          "epost",
          "eposta",
          "em");

  /**
   * {@code telephone} is Magento's, {@code PersonMobilePhone} Salesforce's, others are in the
   * languages of shops.
   */
  private static final List<String> OF_PHONE =
      List.of(
          "phone",
          "phonenumber",
          "telephone",
          "telephonenumber",
          "tel",
          "mobile",
          "mobilephone",
          "mobilenumber",
          "mobilephonenumber",
          "cellphone",
          "cellphonenumber",
          "msisdn",
          "phoneno",
          "mobileno",
          "telno",
          "cell",
          "cellnumber",
          "phonemobile",
          "phonehome",
          "phonework",
          "phonee164",
          "phone1",
          "telephone1",
          "primaryphone",
          "homephone",
          "workphone",
          "businessphone",
          "otherphone",
          "dayphone",
          "daytimephone",
          "eveningphone",
          "personmobilephone",
          "personhomephone",
          "smsnumber",
          "telefon",
          "telefonnummer",
          "rufnummer",
          "handy",
          "handynummer",
          "mobiltelefon",
          "mobilnummer",
          "téléphone",
          "teléfono",
          "telefono",
          "telefone",
          "celular",
          "móvil",
          "movil",
          "cellulare",
          "telefoon",
          "telefoonnummer",
          "whatsapp",
          "phones",
          "phonenumbers",
          "ph");

  /** Other things have such names too, such as an acidity. */
  private static final Set<String> SHORT_NAMES = Set.of("em", "ph");

  private static final Names EMAILS = new Names(OF_EMAIL, Set.of("em", "hem"));

  private static final Names PHONES = new Names(OF_PHONE, Set.of("ph"));

  /** What hashes are marked by, before, behind or within the name of an address. */
  private static final Pattern HASH_MARK = Pattern.compile("sha256|hashed|hash");

  /** Fields of an object that stands for one address or several. */
  private static final Set<String> WITHIN =
      Set.of(
          "value",
          "email",
          "emailaddress",
          "address",
          "phone",
          "phonenumber",
          "number",
          "nationalnumber",
          "e164",
          "primary",
          "main",
          "private",
          "home",
          "mobile",
          "work");

  /** A semicolon also stands before the parameters of a tel URI. */
  private static final Pattern BETWEEN = Pattern.compile("[,|\\n]|;(?!\\s?[A-Za-z-]+=)");

  private static final String QUOTES = "\"'`\u00AB\u00BB\u2018-\u201F\u2039\u203A\u300C\u300D";

  private static final Pattern AROUND =
      Pattern.compile("^[\\[" + QUOTES + "\\s]+|[]" + QUOTES + "\\s]+$");

  /** {@code p:} is how exports of Meta's lead forms keep spreadsheets from calculating. */
  private static final Pattern SCHEME =
      Pattern.compile(
          "^(?:mailto|tel|phone|sms|callto|whatsapp|p):(?://)?", Pattern.CASE_INSENSITIVE);

  /** RFC 6068: what follows a mailbox tells of a letter, and of whom it goes to besides. */
  private static final Pattern QUERY_OF_URI =
      Pattern.compile("^(\\W*(?:mailto|tel|sms|callto):[^?]*)\\?.*$", Pattern.CASE_INSENSITIVE);

  /** {@code jane@example.net (Jane Roe)}. */
  private static final Pattern BEFORE_COMMENT =
      Pattern.compile("([^\\s()]+@[^\\s()]+)\\s*\\([^@]*\\)");

  /** {@code Jane Roe (jane@example.net)}, as address books write it. */
  private static final Pattern BEHIND_NAME =
      Pattern.compile("[^@()\\[]*[(\\[]([^\\s()@]+@[^\\s()\\[\\]@]+)[)\\]]?");

  /** Few of them count; nobody means an event to have thousands. */
  private static final int MOST_PARTS = 100;

  /** With a name and a comment. In a longer text, the patterns above would search for minutes. */
  private static final int LONGEST_PART = 2_000;

  private static final Pattern QUOTED_LOCAL_PART = Pattern.compile("^\"?([^\"\\\\\\s@]+)\"(?=@)");

  /** How deep lists and objects may lie in each other. */
  private static final int MAX_DEPTH = 3;

  private AddressFields() {}

  /** The names of fields for one type of address, in plain form, with their rank. */
  private static final class Names {

    private final Map<String, Integer> ranks = new HashMap<>();
    private final Set<String> ofHashes;

    Names(List<String> bare, Set<String> ofHashes) {
      this.ofHashes = ofHashes;
      for (String prefix : ContactPlaces.BUYER) {
        bare.forEach(name -> ranks.putIfAbsent(prefix + name, ranks.size()));
      }
    }

    /** Null for any other name. */
    @Nullable Integer rank(String plain, boolean ofHash) {
      Integer rank = ranks.get(plain);
      if (rank == null && ofHash) {
        String bare = HASH_MARK.matcher(plain).replaceAll("");
        return ofHashes.contains(bare) ? Integer.valueOf(0) : ranks.get(bare);
      }
      return rank;
    }
  }

  /** A field of an address. */
  private record Field(int rank, String name, JsonNode value) {}

  /** Takes an address, or a hash of one, as it is written. */
  @FunctionalInterface
  interface Taker {

    /**
     * @param field the plain name of the field
     * @param within the object that stands for the address, if one does
     */
    void take(String text, String field, @Nullable ObjectNode within);
  }

  /** Each text that may be an address of this type, the surest field first. */
  static void forEach(ObjectNode owner, String type, Taker taker) {
    List<Field> fields = null;
    for (Map.Entry<String, JsonNode> field : owner.properties()) {
      if (mayHold(type, field.getValue())) {
        String plain = FieldSpelling.plain(field.getKey());
        Integer rank = names(type).rank(plain, beginsWithHash(field.getValue()));
        if (rank != null) {
          fields = fields == null ? new ArrayList<>(2) : fields;
          fields.add(new Field(rank, plain, field.getValue()));
        }
      }
    }
    if (fields != null) {
      fields.sort(Comparator.comparingInt(Field::rank));
      fields.forEach(
          field ->
              forEachText(
                  field.value(),
                  null,
                  MAX_DEPTH,
                  (text, within) -> taker.take(text, field.name(), within)));
    }
  }

  /** Each text in a value that is an address, or several. */
  static void forEachText(JsonNode value, Consumer<String> taker) {
    forEachText(value, null, MAX_DEPTH, (text, within) -> taker.accept(text));
  }

  /**
   * Whether a property is an address of the person, or of whom an order goes to.
   *
   * @param plain its name, in plain form
   */
  public static boolean contains(String plain, JsonNode value) {
    return isNamed(plain, value)
        || ContactPlaces.RECIPIENT.stream()
            .anyMatch(
                prefix ->
                    plain.startsWith(prefix) && isNamed(plain.substring(prefix.length()), value));
  }

  private static boolean isNamed(String plain, JsonNode value) {
    boolean ofHash = beginsWithHash(value);
    if (SHORT_NAMES.contains(plain)
        && !(value.isNumber() ? hasDigitsOfNumber(value.asText()) : mayBeOneOrSeveral(value))) {
      return false;
    }
    return !value.isBoolean()
        && (PHONES.rank(plain, ofHash) != null
            || (!value.isNumber() && EMAILS.rank(plain, ofHash) != null));
  }

  private static boolean mayBeOneOrSeveral(JsonNode value) {
    return mayHold(Identifier.EMAIL, value) || mayHold(Identifier.PHONE, value);
  }

  private static Names names(String type) {
    return type.equals(Identifier.EMAIL) ? EMAILS : PHONES;
  }

  private static boolean mayHold(String type, JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> {
        String text = value.textValue();
        yield type.equals(Identifier.EMAIL)
            ? Emails.hasAt(text) || hidesAt(text) || isHash(text)
            : hasDigitsOfNumber(text) || isHash(text);
      }
      case NUMBER -> type.equals(Identifier.PHONE);
      case ARRAY, OBJECT -> !value.isEmpty();
      default -> false;
    };
  }

  private static boolean hidesAt(String text) {
    return EncodedText.isPossible(text) && EncodedText.decoded(text).indexOf('@') >= 0;
  }

  private static boolean hasDigitsOfNumber(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i)) && ++digits == BarePhoneNumbers.MIN_DIGITS) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsWithHash(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    return first.isTextual() && isHash(first.textValue());
  }

  private static boolean isHash(String text) {
    return text.length() >= 64 && HashedValue.is(UnicodeText.visible(text));
  }

  private static void forEachText(
      JsonNode value,
      @Nullable ObjectNode within,
      int depth,
      BiConsumer<String, @Nullable ObjectNode> taker) {
    switch (value.getNodeType()) {
      case STRING -> {
        JsonNode json = JsonText.container(value);
        if (json.isObject()) {
          forEachText(json, within, depth, taker);
        } else {
          forEachPart(value.textValue(), text -> taker.accept(text, within));
        }
      }
      case NUMBER -> {
        String number = IdentifierExtractor.text(value);
        if (number != null) {
          taker.accept(number, within);
        }
      }
      case ARRAY -> {
        if (depth > 0) {
          value.forEach(element -> forEachText(element, within, depth - 1, taker));
        }
      }
      case OBJECT -> {
        if (depth > 0) {
          forEachTextWithin((ObjectNode) value, within, depth - 1, taker);
        }
      }
      default -> {}
    }
  }

  private static void forEachTextWithin(
      ObjectNode object,
      @Nullable ObjectNode around,
      int depth,
      BiConsumer<String, @Nullable ObjectNode> taker) {
    ObjectNode within = CountryOfPhone.isNamedIn(object) || around == null ? object : around;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String plain = FieldSpelling.plain(field.getKey());
      if (WITHIN.contains(plain) || isIndex(plain)) {
        forEachText(field.getValue(), within, depth, taker);
      }
    }
  }

  /** As PHP writes lists whose first element was taken out. */
  private static boolean isIndex(String plain) {
    return plain.length() == 1 && Character.isDigit(plain.charAt(0));
  }

  private static void forEachPart(String text, Consumer<String> taker) {
    if (UnicodeText.isAll(text, AddressFields::isOfOneAddress) && !hasComment(text)) {
      taker.accept(text.strip());
      return;
    }
    String list = QUERY_OF_URI.matcher(EncodedText.decoded(text)).replaceFirst("$1");
    List<Part> parts = BETWEEN.splitAsStream(list).limit(MOST_PARTS).map(Part::of).toList();
    boolean isOneNumber = parts.size() > 1 && parts.stream().anyMatch(Part::isDigitsOfNumber);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      boolean isCut = part.isBareMailbox() ? i > 0 && parts.get(i - 1).isLoose() : isOneNumber;
      if (!part.address().isEmpty() && (!isCut || isHash(part.address()))) {
        taker.accept(part.address());
      }
    }
  }

  /**
   * A part of a text between separators, which need not be a list: a comma typed for a full stop in
   * {@code jane,doe@example.com} leaves the address of another person, and so it does within a
   * number.
   */
  private record Part(String written, String address) {

    static Part of(String part) {
      if (part.length() > LONGEST_PART) {
        return new Part(part, part);
      }
      String bare = UnicodeText.visible(AROUND.matcher(part).replaceAll(""));
      return new Part(part.strip(), mailbox(withoutScheme(bare)));
    }

    boolean isBareMailbox() {
      return address.indexOf('@') >= 0 && written.indexOf('<') < 0 && !hasComment(written);
    }

    /** Whether it may be the beginning of what follows, for it is no address itself. */
    boolean isLoose() {
      return !address.isEmpty()
          && address.indexOf('@') < 0
          && !isHash(address)
          && "\"'".indexOf(written.charAt(written.length() - 1)) < 0;
    }

    boolean isDigitsOfNumber() {
      return !address.isEmpty()
          && !hasDigitsOfNumber(address)
          && UnicodeText.isAll(address, c -> !Character.isLetter(c) && c != '@')
          && !UnicodeText.isAll(address, c -> !Character.isDigit(c));
    }
  }

  /** Most addresses have nothing else: nothing that parts or surrounds them, and all visible. */
  private static boolean isOfOneAddress(int c) {
    return c >= ' ' && c < 0x7F && ",;|[]\"'<:%&`".indexOf(c) < 0;
  }

  private static boolean hasComment(String text) {
    return text.indexOf('(') >= 0 && text.indexOf('@') >= 0;
  }

  private static String withoutScheme(String text) {
    return SCHEME.matcher(text).replaceFirst("");
  }

  /** RFC 5322: {@code Jane Roe <jane@example.net>}. */
  private static String mailbox(String text) {
    if (text.indexOf('@') < 0) {
      return text;
    }
    Matcher before = BEFORE_COMMENT.matcher(text);
    String written = before.matches() ? before.group(1) : text;
    int open = written.lastIndexOf('<');
    if (open >= 0) {
      int close = written.indexOf('>', open);
      return close > 0 && written.indexOf('@', close) < 0
          ? withoutScheme(written.substring(open + 1, close).strip())
          : written;
    }
    Matcher behind = BEHIND_NAME.matcher(written);
    return QUOTED_LOCAL_PART
        .matcher(behind.matches() ? withoutScheme(behind.group(1)) : written)
        .replaceFirst("$1");
  }
}
