package io.tracklayer.destinations.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.destinations.http.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final String DATE = "Thu, 20 Aug 2026 10:15:30 GMT";

  private static Duration of(Map<String, String> headers) {
    return RetryAfter.of(new Answer.Response(503, headers, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "120, 120",
    " 30 , 30",
    "3600, 3600",
    "86400, 3600",
    "99999999999999999, 3600"
  })
  void secondsAreTakenUpToAnHour(String header, long seconds) {
    assertThat(of(Map.of("retry-after", header))).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Thu, 20 Aug 2026 10:17:30 GMT | 120", "Fri, 21 Aug 2026 10:17:30 GMT | 3600"})
  void datesAreMeasuredAgainstTheAnswersOwnDate(String header, long seconds) {
    assertThat(of(Map.of("retry-after", header, "date", DATE)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "soon", "-5", "1.5", "Thu, 20 Aug 2026 10:15:00 GMT", "١٢"})
  void whatIsNotUsableLeavesItToTheSchedule(String header) {
    assertThat(of(Map.of("retry-after", header, "date", DATE))).isNull();
  }

  @Test
  void aDateWithoutAnAnswersDateIsIgnored() {
    assertThat(of(Map.of("retry-after", "Thu, 20 Aug 2026 10:17:30 GMT"))).isNull();
    assertThat(of(Map.of())).isNull();
  }
}
