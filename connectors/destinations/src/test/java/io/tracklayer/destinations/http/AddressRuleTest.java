package io.tracklayer.destinations.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

  private final AddressRule rule = new AddressRule(false);
  private final AddressRule internal = new AddressRule(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "4000::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff:ffff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "ffff::1"
      })
  void addressesThatAreNotOfThePublicInternetAreRefused(String address)
      throws UnknownHostException {
    assertThat(rule.allows(InetAddress.getByName(address))).isFalse();
    assertThat(internal.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::200e",
        "2400:cb00::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8"
      })
  void publicAddressesAreAllowed(String address) throws UnknownHostException {
    assertThat(rule.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/, insecure_url",
    "HTTP://example.com/, insecure_url",
    "ftp://example.com/, invalid_url",
    "file:///etc/passwd, invalid_url",
    "gopher://example.com/, invalid_url",
    "javascript:alert(1), invalid_url",
    "mailto:a@b.de, invalid_url",
    "//example.com/, invalid_url",
    "/relative, invalid_url",
    "https:example.com, invalid_url",
    "https:///path, invalid_url",
    "https://user@example.com/, invalid_url",
    "https://user:pass@example.com/, invalid_url",
    "https://example.com@127.0.0.1/, invalid_url",
    "https://under_score.example.com/, invalid_url",
    "https://bücher.example/, invalid_url",
    "https://127.0.0.1/, private_address",
    "https://127.0.0.1:8443/x, private_address",
    "https://127.1/, invalid_url",
    "https://127.0.1/, invalid_url",
    "https://2130706433/, private_address",
    "https://0x7f000001/, private_address",
    "https://0X7F.0.0.1/, invalid_url",
    "https://0x7f.1/, invalid_url",
    "https://0177.0.0.1/, private_address",
    "https://017700000001/, private_address",
    "https://1.1.1.01/, private_address",
    "https://127.0.0.1./, invalid_url",
    "https://10.0.0.1/, private_address",
    "https://169.254.169.254/latest/meta-data/, private_address",
    "https://192.168.0.1/, private_address",
    "https://999.1.1.1/, invalid_url",
    "https://1.2.3.4.5/, invalid_url",
    "https://8.8.8.08/, private_address",
    "https://134744072/, private_address",
    "https://[::1]/, private_address",
    "https://[::]/, private_address",
    "https://[::ffff:127.0.0.1]/, private_address",
    "https://[::ffff:7f00:1]/, private_address",
    "https://[fe80::1%25eth0]/, private_address",
    "https://[fd00:ec2::254]/, private_address",
    "https://[64:ff9b::a9fe:a9fe]/, private_address",
    "https://[2002:7f00:1::]/, private_address"
  })
  void hostileUrlsAreRefusedBeforeAnyLookUp(String url, String reason) {
    assertThat(rule.refusal(uri(url))).contains(Reason.of(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://crm.example.com/hooks?x=1",
        "HTTPS://crm.example.com:8443/hooks",
        "https://localhost.example.com/",
        "https://xn--bcher-kva.example/",
        "https://1password.com/",
        "https://0x.example.com/",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/"
      })
  void ordinaryUrlsAreNot(String url) {
    assertThat(rule.refusal(uri(url))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8089/meta",
        "http://127.0.0.1:1/",
        "http://crm.svc.cluster.local/"
      })
  void anInternalEndpointMayBeAnything(String url) {
    assertThat(internal.refusal(uri(url))).isEmpty();
  }

  @Test
  void anInternalEndpointStillNeedsHttpAHostAndNoUser() {
    assertThat(internal.refusal(uri("ftp://localhost/"))).contains(Reason.INVALID_URL);
    assertThat(internal.refusal(uri("http://user@localhost/"))).contains(Reason.INVALID_URL);
    assertThat(internal.refusal(uri("http:///x"))).contains(Reason.INVALID_URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1..2.3",
        ".1.2.3",
        "1.2.3.",
        "a.b.c.d",
        "",
        " 1.2.3.4",
        "1.2.3.4 ",
        "::g",
        ":::",
        "1:2",
        "fe80::1%eth0",
        "[::1]",
        "١.٢.٣.٤"
      })
  void whatIsNoAddressIsNoLiteral(String text) {
    assertThat(IpLiteral.parse(text)).isEmpty();
    assertThat(IpLiteral.is(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "203.0.113.7", "::", "2001:db8::1"})
  void anAddressIsOneInEitherWay(String text) {
    assertThat(IpLiteral.parse(text)).isPresent();
    assertThat(IpLiteral.is(text)).isTrue();
  }

  private static URI uri(String url) {
    return URI.create(url);
  }
}
