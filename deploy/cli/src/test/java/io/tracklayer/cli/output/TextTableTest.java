package io.tracklayer.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table = new TextTable("NAME", "COUNT");
    table.row("purchase", 2);
    table.row(null, 10);

    assertThat(table.lines()).containsExactly("NAME      COUNT", "purchase  2", "-         10");
  }

  @Test
  void onlyTheHeaderIsMarkedAndMovesNoColumn() {
    TextTable table = new TextTable("NAME", "COUNT");
    table.row("purchase", 2);

    assertThat(table.lines(new Colours(true)))
        .containsExactly("\u001b[1mNAME      COUNT\u001b[0m", "purchase  2");
  }

  @Test
  void whatAnEventHoldsCannotSteerTheTerminal() {
    TextTable table = new TextTable("NAME");
    table.row("a\u001b[2Jb\nc\u009bd");

    assertThat(table.lines().get(1)).isEqualTo("a [2Jb c d");
  }
}
