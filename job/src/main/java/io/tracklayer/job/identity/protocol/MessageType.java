package io.tracklayer.job.identity.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The type of a {@link Message}. Its code names it in the binary form, and never changes. */
public enum MessageType {
  JOIN(1),
  PROPOSE(2),
  ACCEPT(3),
  REJECT(4),
  HINT(5),
  RETURN(6),
  SEEN(7),
  ADOPTED(8);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Optional<MessageType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
