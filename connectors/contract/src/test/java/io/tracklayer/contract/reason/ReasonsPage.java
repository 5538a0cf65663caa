package io.tracklayer.contract.reason;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the page of reasons from the enumeration. */
final class ReasonsPage {

  private static final String INTRODUCTION =
      """
      # Reasons

      A reason says in one word why an event did not go where it was meant to go. It appears as `reason` in
      the receiver's answers, in the records of `rejected`, `deliveries` and `dead-letters`, in the output of
      `preview` and `trace`, and in metrics; `redrive --reason` selects by it. Where one word is not enough,
      `detail` adds the consent purpose, the vendor's own code, or the kind of id that a copy shares.

      This page is generated from the enumeration in the code. To regenerate it after a change:

      ```
      mvn -q -pl connectors/contract test -Dtest=ReasonTest -Dtracklayer.docs.write=true
      ```

      `retrying` with a reason needs no action unless it lasts: the event is still pending. *Paused* means
      that the destination gets only a probe from time to time, loses nothing, and resumes by itself once the
      cause is gone.
      """;

  private ReasonsPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Where where : Where.values()) {
      page.append("\n## ").append(title(where)).append("\n\n");
      page.append(where.explanation()).append("\n\n");
      page.append("| reason | what it means | what to do |\n|---|---|---|\n");
      reasonsOf(where).forEach(reason -> page.append(row(reason)));
    }
    return page.toString();
  }

  private static String title(Where where) {
    return switch (where) {
      case REQUEST -> "A whole request";
      case RECEIVER -> "An event, at the receiver";
      case INTAKE -> "An event, at the job's intake";
      case COPIES -> "Copies";
      case DELIVERY -> "Configuration, age and consent";
      case MAPPING -> "What a destination insists on";
      case CONNECTION -> "No answer";
      case ANSWER -> "The destination's answer";
    };
  }

  private static List<Reason> reasonsOf(Where where) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.where().contains(where))
        .collect(Collectors.toList());
  }

  private static String row(Reason reason) {
    return "| `" + reason.text() + "` | " + reason.meaning() + " | " + reason.remedy() + " |\n";
  }
}
