package io.tracklayer.contract.reason;

/** The steps at which an event, or a whole request, can meet a {@link Reason}. */
public enum Where {
  REQUEST(
      "request",
      "The receiver refuses a whole HTTP request. Nothing of it is stored; the reason is in the"
          + " answer only. RudderStack sends the request again after a 408, a 429 and every 5xx, and"
          + " gives up after any other status."),
  RECEIVER(
      "receiver",
      "The receiver refuses one event of a request. It is kept in the topic `rejected`, and the"
          + " answer gives the reason."),
  INTAKE(
      "intake", "The job refuses a record of the raw topic. It is kept in the topic `rejected`."),
  COPIES("copies", "The job finds that an event repeats an earlier one."),
  DELIVERY(
      "delivery",
      "The job decides about one destination, by its configuration, the event's age and consent."),
  MAPPING(
      "mapping",
      "The event lacks what a destination insists on, or the destination has no use for it. No"
          + " request was made."),
  CONNECTION(
      "connection",
      "A request got no answer. The events wait and are tried again, unless the reason says"
          + " otherwise."),
  ANSWER("answer", "The destination answered, but did not take the event.");

  private final String text;
  private final String explanation;

  Where(String text, String explanation) {
    this.text = text;
    this.explanation = explanation;
  }

  public String text() {
    return text;
  }

  /** What it means for a reason to occur here, as Markdown. */
  public String explanation() {
    return explanation;
  }
}
