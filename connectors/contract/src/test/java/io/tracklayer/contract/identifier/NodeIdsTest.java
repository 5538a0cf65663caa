package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeIdsTest {

  private final NodeIds nodeIds = new NodeIds("tracklayer-identity-key-for-tests-0123456789");

  /**
   * Computed with: printf 'account\0environment\0type\0value' | openssl dgst -sha256 -hmac KEY,
   * where the value of an address is what sha256sum makes of it.
   */
  @ParameterizedTest
  @CsvSource({
    "user_id, u-42, 0057d06f9c6ecc5235d916205783b5f2",
    "crm_id, C7, 01c4e216c3a0e98cf0aedf7fe6ce4140",
    "email, jörg@example.de, 028d4e0bb662ca19e393b10702dfb56f",
    "phone, +14155552671, 03492ec1b4fb86eb70fddae52febacf4"
  })
  void aNodeIsTheRankAndTheTruncatedKeyedHash(String type, String value, String expected) {
    NodeId node = nodeIds.of("acct_live_123", "production", new Identifier(type, value));

    assertThat(node.hex()).isEqualTo(expected);
  }

  @Test
  void anEventWithoutIdentifierStandsAlone() {
    NodeId node = nodeIds.ofMessage("acct_live_123", "production", "m-1");

    assertThat(node.hex()).isEqualTo("ff49a8c1af6ff6abf5ddb75959c63df4");
    assertThat(node.standsForIdentifier()).isFalse();
  }

  @Test
  void accountEnvironmentTypeAndValueEachMakeAnotherNode() {
    Identifier email = new Identifier(Identifier.EMAIL, "a@b.co");

    assertThat(
            Set.of(
                nodeIds.of("acct", "production", email),
                nodeIds.of("other", "production", email),
                nodeIds.of("acct", "staging", email),
                nodeIds.of("acct", "production", new Identifier(Identifier.USER_ID, "a@b.co")),
                nodeIds.of("acct", "production", new Identifier(Identifier.EMAIL, "c@b.co")),
                new NodeIds("another identity key, as long as it must be")
                    .of("acct", "production", email)))
        .hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "email, jörg@example.de, 2437ebb027b40ee855df05f604a3e407375ca750458215189263e8f849514b26",
    "phone, +14155552671, cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928"
  })
  void anAddressAndItsHashAreOneNode(String type, String address, String hash) {
    assertThat(nodeIds.of("acct", "test", new Identifier(type, hash)))
        .isEqualTo(nodeIds.of("acct", "test", new Identifier(type, address)));
    assertThat(nodeIds.of("acct", "test", new Identifier(Identifier.USER_ID, hash)))
        .isNotEqualTo(nodeIds.of("acct", "test", new Identifier(Identifier.USER_ID, address)));
  }

  @Test
  void whatStandsWhereCannotBeShifted() {
    assertThat(nodeIds.of("ab", "c", new Identifier(Identifier.USER_ID, "x")))
        .isNotEqualTo(nodeIds.of("a", "bc", new Identifier(Identifier.USER_ID, "x")));
  }

  @Test
  void theSameNodeComesOutInEveryThread() {
    Identifier identifier = new Identifier(Identifier.PHONE, "+14155552671");

    Set<NodeId> nodes =
        new HashSet<>(
            IntStream.range(0, 1000)
                .parallel()
                .mapToObj(i -> nodeIds.of("acct", "test", identifier))
                .toList());

    assertThat(nodes).hasSize(1);
  }

  @Test
  void aShortKeyIsRefusedAndNotRepeated() {
    String short31 = "ä".repeat(15) + "x";

    assertThatThrownBy(() -> new NodeIds(short31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31")
        .hasMessageNotContaining(short31);
    assertThat(new NodeIds("ä".repeat(16))).isNotNull();
  }

  @Test
  void nodesAreOrderedAsUnsignedBytes() {
    List<String> inOrder =
        List.of(
            "00000000000000000000000000000000",
            "00000000000000000000000000000001",
            "0000000000000000ffffffffffffffff",
            "00000000000000010000000000000000",
            "01000000000000007fffffffffffffff",
            "01000000000000008000000000000000",
            "7fffffffffffffffffffffffffffffff",
            "80000000000000000000000000000000",
            "ffffffffffffffffffffffffffffffff");

    assertThat(inOrder.stream().map(NodeId::ofHex).sorted().map(NodeId::hex)).isEqualTo(inOrder);
    assertThat(inOrder.stream().sorted()).isEqualTo(inOrder);
  }

  @Test
  void everyStrongerTypeSortsBeforeEveryWeakerOne() {
    List<String> strongestFirst =
        List.of(
            Identifier.USER_ID,
            "crm_id",
            Identifier.EMAIL,
            Identifier.PHONE,
            Identifier.ANONYMOUS_ID);

    for (int i = 0; i < 100; i++) {
      String value = "v" + i;
      List<NodeId> nodes =
          strongestFirst.stream()
              .map(type -> nodeIds.of("acct", "test", new Identifier(type, value)))
              .toList();
      assertThat(nodes).isSorted();
      assertThat(nodes.get(4)).isLessThan(nodeIds.ofMessage("acct", "test", value));
    }
  }

  @Test
  void aNodeSurvivesItsHexForm() {
    NodeId node = nodeIds.of("acct", "test", new Identifier(Identifier.ADVERTISING_ID, "x"));

    assertThat(NodeId.ofHex(node.hex())).isEqualTo(node);
    assertThat(node.rank()).isEqualTo(4);
    assertThatThrownBy(() -> NodeId.ofHex("00")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theHashThatFlinkPlacesStateByNeverChanges() {
    assertThat(NodeId.ofHex("00112233445566778899aabbccddeeff").hashCode()).isEqualTo(-2004318080);
  }
}
