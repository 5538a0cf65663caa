package io.tracklayer.contract.text;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a pure function said of short texts that come again and again, as the names of
 * fields do. It holds a fixed number of answers, of which a new one takes another's place.
 *
 * <p>Thread-safe without a lock: threads that overwrite each other's answers ask once more.
 */
public final class RecentAnswers<T> {

  private static final int SIZE = 1024;
  private static final int LONGEST = 64;

  private record Answer<T>(String text, T value) {}

  private final Function<String, T> function;
  private final @Nullable Object[] answers = new Object[SIZE];

  /**
   * @param function never returns null
   */
  public RecentAnswers(Function<String, T> function) {
    this.function = function;
  }

  public T of(String text) {
    if (text.length() > LONGEST) {
      return function.apply(text);
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (SIZE - 1);
    @SuppressWarnings("unchecked") // nothing else is ever stored
    Answer<T> answer = (Answer<T>) answers[place];
    if (answer != null && answer.text().equals(text)) {
      return answer.value();
    }
    T value = Objects.requireNonNull(function.apply(text));
    answers[place] = new Answer<>(text, value);
    return value;
  }
}
