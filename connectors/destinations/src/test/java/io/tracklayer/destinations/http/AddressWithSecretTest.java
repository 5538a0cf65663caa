package io.tracklayer.destinations.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.SecretRef;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressWithSecretTest {

  private String value = "a b&c";
  private final AddressWithSecret address =
      new AddressWithSecret(
          "https://api.example.com/events?key=",
          new RotatingSecret(ref -> Optional.of(value), new SecretRef("KEY")));

  @Test
  void theSecretCannotEndTheParameter() {
    assertThat(address.current())
        .isEqualTo(URI.create("https://api.example.com/events?key=a+b%26c"));
  }

  @Test
  void itIsPutTogetherAgainOnlyForAnotherSecret() {
    URI first = address.current();

    assertThat(address.current()).isSameAs(first);
    value = "new";
    assertThat(address.current()).isEqualTo(URI.create("https://api.example.com/events?key=new"));
  }

  @Test
  void itsTextShowsNoSecret() {
    address.current();

    assertThat(address.toString()).doesNotContain("a b", "a+b");
  }
}
