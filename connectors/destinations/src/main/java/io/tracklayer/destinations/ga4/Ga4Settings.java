package io.tracklayer.destinations.ga4;

/**
 * What an operator decides, apart from where events go.
 *
 * @param validate whether to use the endpoint that checks events and counts none
 * @param anonymousIdAsClientId whether the anonymous id stands in for a missing Google client id
 * @param retryUnanswered whether to send events again that may have arrived, although Google
 *     Analytics would count them twice
 */
record Ga4Settings(boolean validate, boolean anonymousIdAsClientId, boolean retryUnanswered) {

  /** The same, with the endpoint that only checks. */
  Ga4Settings onlyChecking() {
    return new Ga4Settings(true, anonymousIdAsClientId, retryUnanswered);
  }
}
