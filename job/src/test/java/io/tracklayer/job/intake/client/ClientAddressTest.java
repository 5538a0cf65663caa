package io.tracklayer.job.intake.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
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
        "2001:db8::1%eth0 | 2001:db8::1",
        "2001:db8::1%25en1 | 2001:db8::1",
        "2001:db8::1%3 | 2001:db8::1",
        "[2001:db8::1%25eth0]:443 | 2001:db8::1",
        "::ffff:203.0.113.9%eth0 | 203.0.113.9",
        "fe80::1%eth0, 203.0.113.9 | 203.0.113.9",
        "203.0.113.9;10.0.0.1 | 203.0.113.9",
        "for=203.0.113.9;proto=https | 203.0.113.9",
        "For=\"[2001:db8::1]:4711\" | 2001:db8::1",
        "for=10.0.0.1, for=203.0.113.9 | 203.0.113.9",
        "\"203.0.113.9\" | 203.0.113.9",
        "[\"10.0.0.1\",\"203.0.113.9\"] | 203.0.113.9",
      })
  void isTheFirstOfADeviceOnTheInternet(String written, String address) {
    assertThat(ClientAddress.first(written)).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "['203.0.113.9','10.0.0.1'] | 203.0.113.9",
        "['10.0.0.1','203.0.113.9'] | 203.0.113.9",
        "['10.0.0.1, 203.0.113.9'] | 203.0.113.9",
        "[null,7,{},[],'203.0.113.9'] | 203.0.113.9",
        "[] | ",
        "['unknown'] | ",
        "{'0':'203.0.113.9'} | ",
        "7 | "
      },
      quoteCharacter = '"')
  void mayBeInAList(String json, @Nullable String address) throws IOException {
    JsonNode written = Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

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
        "fe80::1%eth0",
        "::1%lo0",
        "203.0.113.9%eth0",
        "%eth0",
        "for=unknown",
        "for=_hidden",
      })
  void isNoneWhereNothingElseStands(@Nullable String written) {
    assertThat(ClientAddress.first(written)).isNull();
  }
}
