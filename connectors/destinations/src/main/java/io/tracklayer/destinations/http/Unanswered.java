package io.tracklayer.destinations.http;

import io.tracklayer.destinations.Verdict;

/** What it means for a request to get no answer: the same for every destination. */
public final class Unanswered {

  private Unanswered() {}

  /**
   * A request that our own rules stopped goes nowhere until the configuration or the name server
   * changes; everything else is worth another attempt.
   */
  public static Verdict verdict(Answer.NoResponse noResponse) {
    String reason = noResponse.reason();
    return switch (reason) {
      case AddressRule.INVALID_URL, AddressRule.INSECURE_URL, AddressRule.PRIVATE_ADDRESS ->
          new Verdict.CredentialsWrong(reason, null);
      default -> new Verdict.Retry(reason, null, null);
    };
  }
}
