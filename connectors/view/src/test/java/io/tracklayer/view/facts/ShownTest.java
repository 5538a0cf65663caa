package io.tracklayer.view.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@example.com",
        "order:jane@example.com/1",
        "jane%40example.com",
        "jane%2540example.com",
        "jane\uff20example.com",
        "jane&#64;example.com",
        "+4915112345678",
        "+49 (151) 123-456",
        "%2B4915112345678",
        "tel:+49-151-12345678",
        "https://shop.example/?o=1",
        "https%3A%2F%2Fshop.example",
        "203.0.113.77",
        "1001-203.0.113.77",
        "2001:db8::77",
        "2001:DB8:0:0:0:0:0:77",
        "1001/2001:db8::1:77",
        "::ffff:203.0.113.77"
      })
  void whatMayBeAPersonsIsNotShown(String id) {
    assertThat(Shown.id(id)).isEqualTo("(an address)");
    assertThat(Shown.event(Shown.message(id, 17))).contains(17L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1001",
        "o-1",
        "00000012345678",
        "3f1b0c9e-7a55-4b38-9f0e-0d6a3c1b2e4f",
        "shop::order::1001",
        "DE:1001:7",
        "12:30:45",
        "2026-01-31T10:00:00Z",
        "1.2.3",
        "a@",
        "100%",
        "ünï-1"
      })
  void anIdIsShownAsItIs(String id) {
    assertThat(Shown.id(id)).isEqualTo(id);
    assertThat(Shown.message(id, 17)).isEqualTo(id);
    assertThat(Shown.event(id)).isEmpty();
  }
}
