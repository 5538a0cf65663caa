package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private final Set<String> state = new LinkedHashSet<>();
  private int passes;
  private final Backlog backlog = new Backlog(this::pass);

  private Stream<String> pass() {
    passes++;
    return List.copyOf(state).stream();
  }

  private void leave(String key) {
    state.add(key);
    backlog.add(key);
  }

  private void leaveMoreThanIsRemembered() {
    for (int i = 0; i <= Backlog.MOST_REMEMBERED; i++) {
      leave("k" + i);
    }
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (String key = backlog.next(); key != null; key = backlog.next()) {
      all.add(key);
    }
    return all;
  }

  @Test
  void fewKeysAreFoundWithoutGoingThroughState() {
    leave("a");
    leave("b");

    assertThat(all()).containsExactly("a", "b");
    assertThat(passes).isZero();
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void everythingInStateIsFoundWhenAllOfItMayWait() {
    state.addAll(List.of("a", "b", "c"));
    leave("b");

    backlog.passThroughEverything();

    assertThat(backlog.isEmpty()).isFalse();
    assertThat(all()).contains("a", "b", "c");
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void aKeyThatWasLeftTwiceIsSeenOnce() {
    leave("a");
    leave("a");

    assertThat(all()).containsExactly("a");
  }

  @Test
  void manyKeysAreFoundByOnePassThroughState() {
    leaveMoreThanIsRemembered();

    assertThat(Set.copyOf(all())).isEqualTo(state);
    assertThat(passes).isEqualTo(1);
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void whatIsInStateAtAStartIsFoundWithoutAnotherPass() {
    state.addAll(List.of("a", "b"));
    backlog.addEverything();

    assertThat(all()).containsExactly("a", "b");
    assertThat(passes).as("that of the start").isEqualTo(1);
  }

  @Test
  void moreThanCanBeRememberedAtAStartIsFoundByAnotherPass() {
    for (int i = 0; i <= Backlog.MOST_REMEMBERED; i++) {
      state.add("k" + i);
    }
    backlog.addEverything();

    assertThat(Set.copyOf(all())).isEqualTo(state);
    assertThat(passes).isEqualTo(2);
  }

  @Test
  void aKeyThatIsLeftDuringAPassIsFoundAfterIt() {
    leaveMoreThanIsRemembered();
    while (passes == 0) {
      backlog.next();
    }
    leave("late");

    List<String> rest = all();

    assertThat(rest).endsWith("late");
    assertThat(passes).isEqualTo(1);
  }

  @Test
  void aKeyThatIsLeftWhileAPassIsToComeIsFoundByIt() {
    leaveMoreThanIsRemembered();
    leave("late");

    assertThat(all()).containsOnlyOnce("late");
    assertThat(passes).isEqualTo(1);
  }
}
