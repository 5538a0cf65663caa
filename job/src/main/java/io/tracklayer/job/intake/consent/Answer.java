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
 * What one place of an event says of one thing.
 *
 * @param words see {@link ConsentWords}; null when nothing is said
 * @param form of what cannot be read; null for anything else
 */
record Answer(Kind kind, @Nullable String words, @Nullable Form form) {

  /** The first of these that is heard decides. */
  enum Kind {
    DENIED(ConsentState.DENIED),
    /** It is there, and nobody can tell what it says: that may be a denial. */
    UNREADABLE(ConsentState.DENIED),
    GRANTED(ConsentState.GRANTED),
    /** There was an answer once, and it is gone. */
    EMPTIED(ConsentState.UNKNOWN),
    /** The only silence there is: nothing stands there. */
    ABSENT(ConsentState.UNKNOWN);

    private final ConsentState state;

    Kind(ConsentState state) {
      this.state = state;
    }

    ConsentState state() {
      return state;
    }
  }

  private static final int MOST_WORDS = 120;

  static final Answer ABSENT = new Answer(Kind.ABSENT, null, null);

  static Answer granted(String words) {
    return new Answer(Kind.GRANTED, words, null);
  }

  static Answer denied(String words) {
    return new Answer(Kind.DENIED, words, null);
  }

  static Answer emptied() {
    return new Answer(Kind.EMPTIED, "empty", null);
  }

  static Answer unreadable(Form form) {
    return new Answer(Kind.UNREADABLE, ConsentWords.unreadable(form.description()), form);
  }

  /**
   * @param part of the place, in which it stands
   */
  static Answer unreadable(String part, Form form) {
    return new Answer(
        Kind.UNREADABLE, ConsentWords.unreadable(part + " is " + form.description()), form);
  }

  /** Only what denies: what is said in this place grants nothing. */
  Answer denialOnly() {
    return kind == Kind.DENIED || kind == Kind.UNREADABLE ? this : ABSENT;
  }

  boolean overrules(Answer other) {
    return kind.compareTo(other.kind) < 0;
  }

  /**
   * What several things say together that are all needed: denied if one is, or cannot be read;
   * granted if all are; gone if the answer to one is gone.
   */
  static Answer all(List<String> names, Function<String, Answer> answerOf) {
    Answer strictest = ABSENT;
    boolean allGranted = !names.isEmpty();
    Set<String> words = new LinkedHashSet<>();
    for (String name : names) {
      Answer answer = answerOf.apply(name);
      allGranted &= answer.kind == Kind.GRANTED;
      if (answer.kind == Kind.GRANTED && answer.words != null) {
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
