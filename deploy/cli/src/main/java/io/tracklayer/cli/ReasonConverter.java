package io.tracklayer.cli;

import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.reason.Reason;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a reason. */
final class ReasonConverter implements ITypeConverter<Reason> {

  private static final List<String> NAMES = Stream.of(Reason.values()).map(Reason::text).toList();

  /** All of them, for a shell to complete. */
  static final class Known implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }

  @Override
  public Reason convert(String text) {
    Reason reason = Reason.of(text);
    if (reason == null) {
      throw new TypeConversionException(
          "there is no reason "
              + text
              + "; "
              + Suggestions.nearest(text, NAMES)
                  .map(nearest -> "did you mean " + nearest + "?")
                  .orElse("docs/reasons.md lists them"));
    }
    return reason;
  }
}
