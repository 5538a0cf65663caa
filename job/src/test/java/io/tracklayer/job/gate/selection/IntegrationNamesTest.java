package io.tracklayer.job.gate.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntegrationNamesTest {

  private final IntegrationNames meta =
      new IntegrationNames(
          Set.of("meta", "facebook conversions"), Set.of("meta", "facebook conversions", "ga4"));

  @Test
  void falseUnderOneOfItsNamesExcludesIt() {
    assertThat(meta.areExcludedBy(Map.of("all", true, "facebook conversions", false))).isTrue();
    assertThat(meta.areExcludedBy(Map.of("meta", false, "facebook conversions", true))).isTrue();
    assertThat(meta.areExcludedBy(Map.of("ga4", false))).isFalse();
  }

  @Test
  void allFalseExcludesItWhereAnotherDestinationIsNamed() {
    assertThat(meta.areExcludedBy(Map.of("all", false, "ga4", true))).isTrue();
    assertThat(meta.areExcludedBy(Map.of("all", false, "ga4", true, "meta", true))).isFalse();
  }

  @Test
  void toExcludeTheOnlyOneThatWasWantedLetsNoOtherHaveTheEvent() {
    assertThat(meta.areExcludedBy(Map.of("all", false, "ga4", false))).isTrue();
  }

  @Test
  void allFalseExcludesNobodyWhereNoneOfOursIsNamed() {
    assertThat(meta.areExcludedBy(Map.of("all", false))).isFalse();
    assertThat(meta.areExcludedBy(Map.of("all", false, "webhook", true))).isFalse();
    assertThat(meta.areExcludedBy(Map.of())).isFalse();
  }
}
