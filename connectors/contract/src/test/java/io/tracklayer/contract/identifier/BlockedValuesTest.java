package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedValuesTest {

  private final BlockedValues blockedValues = new BlockedValues(List.of(" Test@Test.com "));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "NULL",
        " undefined ",
        "none",
        "Anonymous",
        "guest",
        "UNKNOWN",
        "0",
        "-1",
        "true",
        "[object Object]",
        "<no value>",
        "<nil>",
        "nil",
        "N/A",
        "(not set)",
        "",
        "   ",
        "\t\n",
        "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}",
        "00000000000000000000000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "\"null\"",
        "'undefined'",
        "\"\"",
        "\"'null'\"",
        "` guest `",
        "xxxxxx",
        "1111111111",
        "---",
        "-",
        "?",
        "00",
        "not_authenticated",
        "not-logged-in",
        "NOT SET",
        "distinct_id",
        "user_id",
        "userId",
        "ID",
        "email",
        "E-Mail",
        "$user_id",
        ":user_id",
        "[object Undefined]",
        "[user id]",
        "{user_id}",
        "%user_id%",
        "%7B%7Buser_id%7D%7D",
        "<user_id>",
        "<%= user.id %>",
        "*|EMAIL|*",
        "__user_id__",
        "#{user_id}",
        "noemail@noemail.com",
        "no-email@shop.example.net",
        "No_Reply@shop.example.net",
        "null@example.net",
        "guest@example.net",
        "not_provided@example.net",
        "{{ user.id }}",
        "${user_id}"
      })
  void aPlaceholderIsBlocked(String value) {
    assertThat(blockedValues.blocks(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "7",
        "22",
        "10",
        "u-42",
        "nullify",
        "guest-17",
        "00000000-0000-0000-0000-000000000001",
        "anna",
        "-2",
        "truely",
        "\"42",
        "note-42",
        "nothing-else",
        "identity",
        "{38400000-8cf0-11bd-b23e-10b96e40000d}",
        "50%off%",
        "emailer",
        "mail-42",
        "jane@example.net",
        "noah@example.net",
        "info@noemail.example.net",
        "$42",
        "A",
        "0a"
      })
  void anIdIsNotBlockedForResemblingOne(String value) {
    assertThat(blockedValues.blocks(value)).isFalse();
  }

  @Test
  void theConfigurationAddsToTheBuiltInOnes() {
    assertThat(blockedValues.blocks("test@test.com")).isTrue();
    assertThat(blockedValues.blocks("'TEST@test.com'")).isTrue();
    assertThat(blockedValues.blocks("null")).isTrue();
    assertThat(new BlockedValues(List.of()).blocks("test@test.com")).isFalse();
  }
}
