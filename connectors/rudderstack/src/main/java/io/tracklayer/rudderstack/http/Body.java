package io.tracklayer.rudderstack.http;

/** The result of reading a request's body. */
sealed interface Body {

  record Whole(byte[] bytes) implements Body {}

  record TooLarge() implements Body {}

  /** Declared as gzip, but is not. */
  record NotGzip() implements Body {}

  /** The sender took longer than a request may last, or went away. */
  record TooSlow() implements Body {}

  /** More bodies are being read than there is memory for. */
  record Overloaded() implements Body {}
}
