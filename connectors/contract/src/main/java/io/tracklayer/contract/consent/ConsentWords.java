package io.tracklayer.contract.consent;

import org.jspecify.annotations.Nullable;

/**
 * The words in which consent was stated, as records show them: what the source wrote if it is a
 * known word, and ids and purposes from the configuration; never anything else from the event.
 */
public final class ConsentWords {

  private static final String UNREADABLE = "unreadable: ";

  private ConsentWords() {}

  /**
   * The words for a statement that is present but unreadable, which counts as a denial.
   *
   * @param what was found instead: {@code a number} …
   */
  public static String unreadable(String what) {
    return UNREADABLE + what;
  }

  public static boolean areUnreadable(@Nullable String words) {
    return words != null && words.startsWith(UNREADABLE);
  }
}
