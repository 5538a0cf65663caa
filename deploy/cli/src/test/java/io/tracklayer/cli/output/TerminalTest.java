package io.tracklayer.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "unset",
      value = {
        "'out,err', unset, xterm, true,  true,  true",
        "'out',     unset, xterm, true,  false, true",
        "',err',    unset, xterm, false, true,  true",
        "'',        unset, xterm, false, false, true",
        "unset,     unset, xterm, false, false, true",
        "'out,err', 1,     xterm, true,  true,  false",
        "'out,err', '',    xterm, true,  true,  true",
        "'out,err', unset, dumb,  true,  true,  false",
        "'out,err', unset, unset, true,  true,  false",
      })
  void theScriptTellsWhichStreamsAreTerminalsAndThePersonWhetherTheyAreColoured(
      @Nullable String told,
      @Nullable String noColor,
      @Nullable String term,
      boolean out,
      boolean err,
      boolean coloured) {
    Terminal terminal = Terminal.of(told, noColor, term);

    assertThat(terminal).isEqualTo(new Terminal(out, err, coloured));
    assertThat(terminal.ofOut().shown()).isEqualTo(out && coloured);
    assertThat(terminal.ofErr().shown()).isEqualTo(err && coloured);
  }
}
