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
        "${user_id}",
        "{{{userId}}}",
        "@@userId@@",
        "%%USERID%%",
        "%%GLOBAL_USER%%",
        "[[user_id]]",
        "@{user}",
        "{% user.id %}",
        "$user.key$",
        "(user_key)",
        "{user-key}",
        "%24%7Buser.id%7D",
        "&lt;user_id&gt;",
        ":customer_number",
        "{{\nuser.id\n}}",
        "user-{{id}}",
        "shop_[object Object]",
        "ffffffff-ffff-4fff-bfff-ffffffffffff",
        "00000000-0000-4000-8000-000000000000",
        "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx",
        "\u200Bnull\u00A0",
        "\uFEFF"
      })
  void aPlaceholderIsBlocked(String value) {
    assertThat(blockedValues.blocks(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Gast",
        "GAST",
        "gast_kunde",
        "Gäste",
        "Laufkunde",
        "walk-in",
        "walkin customer",
        "Walk In",
        "guest_user",
        "customer (guest)",
        "unknown user",
        "no user",
        "no_user_id",
        "keine Kundennummer",
        "sans compte",
        "sem cadastro",
        "testuser",
        "Test Customer",
        "demo",
        "customer",
        "Kunde",
        "invité",
        "invite\u0301e",
        "client de passage",
        "Invitado",
        "cliente anónimo",
        "cliente anonimo",
        "Público en general",
        "consumidor final",
        "convidado",
        "não identificado",
        "cliente balcão",
        "ospite",
        "utente anonimo",
        "anonieme klant",
        "gość",
        "GOSC",
        "klient detaliczny",
        "misafir",
        "Ziyaretçi",
        "misafir kullanıcı",
        "tamu",
        "pelanggan umum",
        "tidak ada",
        "Mehmaan",
        "अतिथि",
        "ゲスト",
        "ｹﾞｽﾄ",
        "匿名ユーザー",
        "非会員",
        "ｇｕｅｓｔ",
        "游客",
        "散客",
        "비회원",
        "гость",
        "анонимный пользователь",
        "khách vãng lai"
      })
  void wordsForNobodyAreBlockedInTheLanguagesOfShops(String value) {
    assertThat(blockedValues.blocks(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gast@shop.example.net", "Walk-In@shop.example.net", "ゲスト@example.jp"})
  void soAreTheMailboxesOfNobody(String address) {
    assertThat(blockedValues.blocks(address)).isTrue();
  }

  /** SHA-256, MD5, SHA-1, SHA-512 and Java's UUID of nothing, and hashes of null and Guest. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "D41D8CD98F00B204E9800998ECF8427E",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
        "d41d8cd9-8f00-3204-a980-0998ecf8427e",
        "37a6259cc0c1dae299a7866489dff0bd",
        "adb831a7fdd83dd1e2a309ce7591dff8",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void theHashOfNothingIsNoId(String value) {
    assertThat(blockedValues.blocks(value)).isTrue();
  }

  @Test
  void anAddressHashedToOneRepeatedCharacterIsBlocked() {
    assertThat(blockedValues.blocksHash("f".repeat(64))).isTrue();
    assertThat(blockedValues.blocksHash("f".repeat(63) + "e")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "7",
        "gaston",
        "Gasteiger",
        "hostess",
        "guest42",
        "testarossa",
        "teodoro",
        "naid",
        "customer-7",
        "nada",
        "clientela",
        "bos",
        "kundera",
        "nadia@example.net",
        "test@example.net",
        "demo@example.net",
        "guesthouse@example.net",
        "@jane",
        "(42)",
        "[42]",
        "#1001",
        "a%b",
        "{a8400000-8cf0-11bd-b23e-10b96e40000d}",
        "ffffffff-ffff-4fff-bfff-fffffffffffe",
        "d41d8cd98f00b204e9800998ecf8427f",
        "田中",
        "𠮷野",
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
        "a*b",
        "\u2605jane\u2605",
        "a..b",
        "xxxx-1",
        "A",
        "0a"
      })
  void anIdIsNotBlockedForResemblingOne(String value) {
    assertThat(blockedValues.blocks(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "j***@example.com",
        "****1234",
        "J** D**",
        "\u2022\u2022\u2022\u20221234",
        "\uff0a\uff0a42",
        "8f14e45f...",
        "8f14e45f\u2026a5",
      })
  void whatIsMaskedIsNoId(String value) {
    assertThat(blockedValues.blocks(value)).isTrue();
  }

  @Test
  void theConfigurationAddsToTheBuiltInOnes() {
    assertThat(blockedValues.blocks("test@test.com")).isTrue();
    assertThat(blockedValues.blocks("'TEST@test.com'")).isTrue();
    assertThat(blockedValues.blocks("null")).isTrue();
    assertThat(new BlockedValues(List.of()).blocks("test@test.com")).isFalse();
  }
}
