package io.tracklayer.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which streams of a process a person sees, and whether in colour.
 *
 * @param out whether the standard output is a terminal
 * @param err whether the standard error is a terminal
 * @param coloured whether the person wants colours
 */
public record Terminal(boolean out, boolean err, boolean coloured) {

  /** Where {@code ./tracklayer} says which streams are terminals, since Java cannot tell. */
  private static final String PROPERTY = "tracklayer.terminals";

  public static Terminal ofThisProcess() {
    return of(System.getProperty(PROPERTY), System.getenv("NO_COLOR"), System.getenv("TERM"));
  }

  /**
   * @param told {@code out}, {@code err}, {@code out,err} or nothing; null where nobody told
   * @param noColor any text turns colours off, see <a href="https://no-color.org">no-color.org</a>
   * @param term the kind of the terminal
   */
  static Terminal of(@Nullable String told, @Nullable String noColor, @Nullable String term) {
    List<String> terminals = told == null ? List.of() : List.of(told.split(",", -1));
    boolean wanted = noColor == null || noColor.isEmpty();
    return new Terminal(
        terminals.contains("out"),
        terminals.contains("err"),
        wanted && term != null && !term.equals("dumb"));
  }

  /** How to write on the standard output. */
  public Colours ofOut() {
    return new Colours(out && coloured);
  }

  /** How to write on the standard error. */
  public Colours ofErr() {
    return new Colours(err && coloured);
  }
}
