package io.tracklayer.contract.event;

/** A record about one event, which knows what identifies the event. */
public interface AboutEvent {

  EventRef ref();

  default String eventId() {
    return ref().eventId();
  }

  default String messageId() {
    return ref().messageId();
  }

  default String name() {
    return ref().name();
  }

  default String account() {
    return ref().account();
  }

  default String environment() {
    return ref().environment();
  }
}
