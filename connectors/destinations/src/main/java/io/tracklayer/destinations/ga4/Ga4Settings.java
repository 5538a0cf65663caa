package io.tracklayer.destinations.ga4;

/**
 * What an operator decides besides where events go.
 *
 * @param validate to the endpoint that checks events and counts none
 * @param anonymousIdAsClientId whether a person without a client id of Google's goes by the
 *     anonymous id
 * @param retryUnanswered whether events go again that may have arrived, although Google Analytics
 *     would count them twice
 */
record Ga4Settings(boolean validate, boolean anonymousIdAsClientId, boolean retryUnanswered) {}
