package io.tracklayer.destinations.event;

import static io.tracklayer.destinations.event.EventProperties.usable;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.text.UnicodeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes fields of a JSON object, and leaves out those that are missing, blank or malformed. */
public final class OptionalFields {

  private final JsonGenerator json;

  public OptionalFields(JsonGenerator json) {
    this.json = json;
  }

  /** Whether it was written. */
  public boolean text(String field, @Nullable String value) throws IOException {
    if (value == null || value.isBlank()) {
      return false;
    }
    json.writeStringField(field, UnicodeText.wellFormed(value.strip()));
    return true;
  }

  /** A text of the source's own choice: left out when it may hold personal data. */
  public void sourceText(String field, @Nullable String value) throws IOException {
    if (value != null && PersonalText.isSendable(value)) {
      json.writeStringField(field, value);
    }
  }

  /** What the source states, or else the value of the event's only item. */
  public void sourceTextOr(String field, @Nullable String given, @Nullable String ofOnlyItem)
      throws IOException {
    if (given == null) {
      text(field, ofOnlyItem);
    } else {
      sourceText(field, given);
    }
  }

  /** Writes {@code value} and {@code currency}; a value without its currency would mean nothing. */
  public void money(CanonicalEvent event) throws IOException {
    if (Money.isCurrency(event.currency())) {
      amount("value", event.value());
      json.writeStringField("currency", event.currency());
    }
  }

  /** Leaves out amounts that nobody could have paid: platforms refuse negative ones. */
  public void amount(String field, @Nullable BigDecimal amount) throws IOException {
    if (Money.isAmount(amount)) {
      json.writeNumberField(field, amount);
    }
  }

  public void number(String field, @Nullable BigDecimal value) throws IOException {
    if (usable(value) != null) {
      json.writeNumberField(field, value);
    }
  }

  /** Writes a click id or cookie unchanged, and leaves out one that no vendor can have made. */
  public boolean token(String field, @Nullable String value) throws IOException {
    boolean written = isToken(value);
    if (written) {
      json.writeStringField(field, value);
    }
    return written;
  }

  /** Whether it can be a click id or cookie made by a vendor. */
  public static boolean isToken(@Nullable String value) {
    return value != null && !value.isEmpty() && UnicodeText.isAll(value, c -> c > ' ' && c < 127);
  }

  /** Writes a web address, of which {@link PageAddress} has left only what may be sent. */
  public void url(String field, @Nullable String url) throws IOException {
    if (url != null && isUrl(url)) {
      json.writeStringField(field, UnicodeText.wellFormed(url.strip()));
    }
  }

  /** Whether it is a web address without white space. */
  public static boolean isUrl(@Nullable String url) {
    if (url == null) {
      return false;
    }
    String text = url.strip();
    int host = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : -1;
    return host > 0
        && host < text.length()
        && "/?#".indexOf(text.charAt(host)) < 0
        && UnicodeText.isAll(text, c -> c != ' ' && (c < '\t' || c > '\r'));
  }

  /** Writes a list, even if it is empty. */
  public void texts(String field, List<String> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
