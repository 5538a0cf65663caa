package io.tracklayer.destinations;

import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.util.Map;

/** Asks a vendor for the match quality of what it received. */
public interface QualityQuestion {

  HttpCall request();

  /**
   * By canonical name, as far as the vendor knows events that are configured to be sent.
   *
   * @throws IOException when the answer is not one; the message says what came instead, redacted
   */
  Map<String, VendorQuality> read(Answer answer) throws IOException;
}
