package io.tracklayer.contract.consent;

import org.jspecify.annotations.Nullable;

/**
 * In which words consent was stated, as records tell it: what the source wrote, where it is a word
 * that is known; ids and purposes of the configuration; never anything else of the event.
 */
public final class ConsentWords {

  private static final String UNREADABLE = "unreadable: ";

  private ConsentWords() {}

  /**
   * The words of a statement that is there and cannot be read, which counts as a denial.
   *
   * @param what stands there instead: {@code a number} …
   */
  public static String unreadable(String what) {
    return UNREADABLE + what;
  }

  public static boolean areUnreadable(@Nullable String words) {
    return words != null && words.startsWith(UNREADABLE);
  }
}
