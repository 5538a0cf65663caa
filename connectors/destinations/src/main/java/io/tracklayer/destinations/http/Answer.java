package io.tracklayer.destinations.http;

import io.tracklayer.contract.reason.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came back for a request. */
public sealed interface Answer {

  /**
   * @param headers lower-case names
   * @param body the first 64 KiB
   */
  record Response(int status, Map<String, String> headers, String body) implements Answer {

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** A connection was made, as was asked, and nothing was sent. */
  record Connected() implements Answer {}

  /** No answer; the request may or may not have been applied. */
  record NoResponse(Reason reason) implements Answer {}
}
