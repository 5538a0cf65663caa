package io.tracklayer.job.intake.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 203.0.113.9",
        "203.0.113.9, 10.0.0.1 | 203.0.113.9",
        "10.0.0.1, 203.0.113.9 | 203.0.113.9",
        "unknown,203.0.113.9 | 203.0.113.9",
        "203.0.113.9 198.51.100.1 | 203.0.113.9",
        "203.0.113.9:51234 | 203.0.113.9",
        "::ffff:203.0.113.9 | 203.0.113.9",
        "::ffff:cb00:7109 | 203.0.113.9",
        "[::ffff:203.0.113.9]:443 | 203.0.113.9",
        "2001:DB8:0:0::1 | 2001:db8::1",
        "[2001:db8::1]:443 | 2001:db8::1",
        "[2001:db8::1] | 2001:db8::1",
        "fe80::1, 2001:db8::1 | 2001:db8::1",
      })
  void isTheFirstOfADeviceOnTheInternet(String written, String address) {
    assertThat(ClientAddress.first(written)).isEqualTo(address);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ",",
        "unknown",
        "192.168.1.5",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "127.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "203.0.113",
        "203.0.113.9.9",
        "203.0.113.300",
        "0203.0.113.9",
        "203.0.113.0/24",
        "203.0.113.*",
        "203.0.113.9/evil",
        "3405803785",
        "shop.example.net",
      })
  void isNoneWhereNothingElseStands(String written) {
    assertThat(ClientAddress.first(written)).isNull();
  }
}
