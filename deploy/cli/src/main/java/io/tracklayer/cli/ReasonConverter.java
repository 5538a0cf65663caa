package io.tracklayer.cli;

import io.tracklayer.contract.reason.Reason;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a reason. */
final class ReasonConverter implements ITypeConverter<Reason> {

  @Override
  public Reason convert(String text) {
    Reason reason = Reason.of(text);
    if (reason == null) {
      throw new TypeConversionException(
          "there is no reason " + text + "; docs/reasons.md lists them");
    }
    return reason;
  }
}
