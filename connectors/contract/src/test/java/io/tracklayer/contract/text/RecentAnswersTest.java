package io.tracklayer.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

  private final List<String> asked = new ArrayList<>();
  private final RecentAnswers<Integer> lengths =
      new RecentAnswers<>(
          text -> {
            asked.add(text);
            return text.length();
          });

  @Test
  void theSameTextIsAskedAboutOnce() {
    assertThat(lengths.of("order_id")).isEqualTo(8);
    assertThat(lengths.of(new String("order_id"))).isEqualTo(8);
    assertThat(asked).containsExactly("order_id");
  }

  @Test
  void textsOfOneHashAreToldApart() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    RecentAnswers<String> itself = new RecentAnswers<>(text -> text);
    assertThat(itself.of("Aa")).isEqualTo("Aa");
    assertThat(itself.of("BB")).isEqualTo("BB");
    assertThat(itself.of("Aa")).isEqualTo("Aa");
  }

  @Test
  void moreTextsThanItHoldsGetTheRightAnswers() {
    RecentAnswers<String> itself = new RecentAnswers<>(text -> text);
    List<String> texts = IntStream.range(0, 5_000).mapToObj(i -> "field-" + i).toList();
    assertThat(texts.stream().map(itself::of).toList()).isEqualTo(texts);
    assertThat(texts.stream().map(itself::of).toList()).isEqualTo(texts);
  }

  @Test
  void aLongTextIsNotRemembered() {
    String text = "x".repeat(65);
    assertThat(lengths.of(text)).isEqualTo(65);
    assertThat(lengths.of(text)).isEqualTo(65);
    assertThat(asked).hasSize(2);
  }
}
