package io.tracklayer.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcStatTest {

  /** In the form of proc_pid_stat(5), with 14 = 120, 15 = 30, 16 = 7 and 17 = 3. */
  private static String line(String name) {
    return "4711 (" + name + ") S 1 4711 4711 0 -1 4194304 900 1 2 3 120 30 7 3 20 0 44 0 5 6 7";
  }

  @Test
  void timeInTheProgramAndInTheKernelIsAdded() {
    assertThat(ProcStat.parse(line("java"))).isEqualTo(new ProcStat("java", 1_500_000, 100_000));
  }

  @Test
  void aNameMayContainSpacesAndBrackets() {
    ProcStat stat = ProcStat.parse(line("Forest -> (Mess) S"));

    assertThat(stat.name()).isEqualTo("Forest -> (Mess) S");
    assertThat(stat.micros()).isEqualTo(1_500_000);
  }

  @Test
  void anotherFileIsRefused() {
    assertThatThrownBy(() -> ProcStat.parse("VmRSS: 12 kB")).hasMessageContaining("VmRSS");
    assertThatThrownBy(() -> ProcStat.parse("4711 (java) S 1 2")).hasMessageContaining("java");
  }
}
