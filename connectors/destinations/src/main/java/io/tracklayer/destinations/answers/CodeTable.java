package io.tracklayer.destinations.answers;

import io.tracklayer.contract.reason.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What the error codes of an API mean, as a table: the first line that matches counts.
 *
 * @param <M> what there is to do about a code
 */
public record CodeTable<M>(List<Row<M>> rows) {

  public Optional<Row<M>> find(int code) {
    return rows.stream().filter(row -> row.first <= code && code <= row.last).findFirst();
  }

  /** One line: codes from {@code first} to {@code last}. */
  public record Row<M>(int first, int last, M meaning, Reason reason) {

    public static <M> Row<M> of(int code, M meaning, Reason reason) {
      return new Row<>(code, code, meaning, reason);
    }
  }
}
