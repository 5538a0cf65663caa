package io.tracklayer.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceEventTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          []                                     | {}                               | Order Completed
          [Lead Submitted, order_completed]      | {}                               | order_completed
          [Product Viewed, Lead Submitted, page] | {}                               | Lead Submitted
          [Trial Booked, Product Viewed]         | {Trial Booked: trial_booked}     | Product Viewed
          [Trial Booked]                         | {Trial Booked: trial_booked}     | Trial Booked
          []                                     | {Order Completed: order_updated, Paid: purchase} | Paid
          [page, identify]                       | {}                               |
          """)
  void anEventIsChosenThatTheFilterLetsThroughAPurchaseIfThereIsOne(
      String include, String mapping, String chosen) {
    assertThat(SourceEvent.of(Configurations.endpoint(include, mapping)))
        .isEqualTo(Optional.ofNullable(chosen));
  }
}
