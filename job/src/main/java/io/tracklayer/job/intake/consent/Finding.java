package io.tracklayer.job.intake.consent;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.consent.ConsentWords;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one place in an event says about one question.
 *
 * @param words see {@link ConsentWords}; null if nothing is said
 * @param form the form of a value that cannot be read; null for anything else
 */
record Finding(Reading reading, @Nullable String words, @Nullable Form form) {

  /** Of several readings, the one that is listed first here decides. */
  enum Reading {
    DENIED(ConsentState.DENIED),
    /** There is a value that cannot be read, and it may be a denial. */
    UNREADABLE(ConsentState.DENIED),
    GRANTED(ConsentState.GRANTED),
    /** There was an answer once, and it is gone. */
    EMPTIED(ConsentState.UNKNOWN),
    /** There is no value; only this counts as silence. */
    ABSENT(ConsentState.UNKNOWN);

    private final ConsentState state;

    Reading(ConsentState state) {
      this.state = state;
    }

    ConsentState state() {
      return state;
    }
  }

  private static final int MOST_WORDS = 120;

  static final Finding ABSENT = new Finding(Reading.ABSENT, null, null);

  static Finding granted(String words) {
    return new Finding(Reading.GRANTED, words, null);
  }

  static Finding denied(String words) {
    return new Finding(Reading.DENIED, words, null);
  }

  static Finding emptied() {
    return new Finding(Reading.EMPTIED, "empty", null);
  }

  static Finding unreadable(Form form) {
    return new Finding(Reading.UNREADABLE, ConsentWords.unreadable(form.description()), form);
  }

  /**
   * @param part the part of the place in which the value stands
   */
  static Finding unreadable(String part, Form form) {
    return new Finding(
        Reading.UNREADABLE, ConsentWords.unreadable(part + " is " + form.description()), form);
  }

  /** The finding if it denies, else {@link #ABSENT}: for a place that can grant nothing. */
  Finding denialOnly() {
    return reading == Reading.DENIED || reading == Reading.UNREADABLE ? this : ABSENT;
  }

  boolean overrules(Finding other) {
    return reading.compareTo(other.reading) < 0;
  }

  /**
   * The finding for several names that are all needed: denied if one is, or cannot be read; granted
   * if all are; emptied if the answer to one is gone.
   */
  static Finding all(List<String> names, Function<String, Finding> answerOf) {
    Finding strictest = ABSENT;
    boolean allGranted = !names.isEmpty();
    Set<String> words = new LinkedHashSet<>();
    for (String name : names) {
      Finding answer = answerOf.apply(name);
      allGranted &= answer.reading == Reading.GRANTED;
      if (answer.reading == Reading.GRANTED && answer.words != null) {
        words.add(answer.words);
      } else if (answer.overrules(strictest)) {
        strictest = answer;
      }
    }
    return allGranted ? granted(joined(words)) : strictest;
  }

  private static String joined(Set<String> words) {
    Iterator<String> rest = words.iterator();
    StringBuilder joined = new StringBuilder(rest.next());
    while (rest.hasNext()) {
      String next = rest.next();
      if (joined.length() + next.length() > MOST_WORDS) {
        return joined.append(" …").toString();
      }
      joined.append(", ").append(next);
    }
    return joined.toString();
  }
}
