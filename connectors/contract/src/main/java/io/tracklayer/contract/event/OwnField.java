package io.tracklayer.contract.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a canonical event's {@code user} or {@code click_ids} that either the event itself
 * brought or only the profile knew, and that some destination matches people by.
 */
public enum OwnField {
  USER_ID(0),
  ANONYMOUS_ID(1),
  EXTERNAL_IDS(2),
  EMAILS(3),
  EMAILS_SHA256(4),
  PHONES(5),
  PHONES_SHA256(6),
  FIRST_NAME(7),
  LAST_NAME(8),
  GENDER(9),
  BIRTH_DATE(10),
  CITY(11),
  STATE(12),
  POSTAL_CODE(13),
  COUNTRY(14),
  FBC(15),
  FBP(16),
  GCLID(17),
  GBRAID(18),
  WBRAID(19),
  TTCLID(20),
  TTP(21),
  KX(22),
  MSCLKID(23),
  SCCID(24),
  SCID(25),
  EPIK(26),
  GA_CLIENT_ID(27),
  GA_APP_INSTANCE_ID(28);

  private static final Map<String, OwnField> BY_TEXT = byText();

  private final long bit;
  private final String text = name().toLowerCase(Locale.ROOT);

  OwnField(int number) {
    bit = 1L << number;
  }

  private static Map<String, OwnField> byText() {
    Map<String, OwnField> table = new HashMap<>();
    for (OwnField field : values()) {
      table.put(field.text, field);
    }
    return table;
  }

  /** The field's name in the canonical event. */
  public String text() {
    return text;
  }

  /** None for a field by which nobody is matched. */
  public static @Nullable OwnField of(String text) {
    return BY_TEXT.get(text);
  }

  long bit() {
    return bit;
  }
}
