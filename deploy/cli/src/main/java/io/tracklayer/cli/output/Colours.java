package io.tracklayer.cli.output;

import picocli.CommandLine;

/**
 * Marks parts of a text where colours are shown, and leaves them as they are elsewhere.
 *
 * @param shown whether the text goes to a terminal in colour
 */
public record Colours(boolean shown) {

  /** How a command writes on its standard output. */
  public static Colours of(CommandLine command) {
    return new Colours(command.getColorScheme().ansi().enabled());
  }

  public String good(String text) {
    return sgr("32", text);
  }

  public String bad(String text) {
    return sgr("31", text);
  }

  public String strong(String text) {
    return sgr("1", text);
  }

  /** "Select graphic rendition" of ECMA-48, 8.3.117. */
  private String sgr(String parameter, String text) {
    return shown ? "\u001b[" + parameter + "m" + text + "\u001b[0m" : text;
  }
}
