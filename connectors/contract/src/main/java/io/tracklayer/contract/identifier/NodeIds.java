package io.tracklayer.contract.identifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.text.Sha256;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes node ids: HMAC-SHA256 under the environment's identity key of {@code account \0
 * environment \0 type \0 value}, truncated to 15 bytes behind the rank. Keyed, so neither a Kafka
 * key nor a profile id reveals an identifier or can be made to collide with one. For an e-mail
 * address or phone number the value is its SHA-256 in hex, so that one which arrives hashed has the
 * same node.
 *
 * <p>Thread-safe.
 */
public final class NodeIds {

  /** The shortest identity key that is accepted. */
  public static final int MIN_KEY_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac prototype;

  /**
   * @throws IllegalArgumentException when the key is shorter than {@link #MIN_KEY_BYTES} bytes of
   *     UTF-8
   */
  public NodeIds(String identityKey) {
    flawOfKey(identityKey)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException("the identity key " + flaw);
            });
    byte[] key = identityKey.getBytes(UTF_8);
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** What is wrong with an identity key, without repeating any of it; empty when it is valid. */
  public static Optional<String> flawOfKey(String identityKey) {
    int length = identityKey.getBytes(UTF_8).length;
    return length < MIN_KEY_BYTES
        ? Optional.of("has " + length + " bytes; give it at least " + MIN_KEY_BYTES)
        : Optional.empty();
  }

  public NodeId of(String account, String environment, Identifier identifier) {
    return node(identifier.rank(), account, environment, identifier.type(), hashable(identifier));
  }

  /** So that an address and its hash are one node. */
  private static String hashable(Identifier identifier) {
    return identifier.isAddress() && !identifier.isHashed()
        ? new Sha256().hex(identifier.value())
        : identifier.value();
  }

  /** Tells this key from another without a word of it; the same over restarts. */
  public String fingerprint() {
    return node(NodeId.RANK_OF_NONE, "", "", "fingerprint", "").hex().substring(24);
  }

  /** The node of an event without usable identifiers, which is handled alone, by its message id. */
  public NodeId ofMessage(String account, String environment, String messageId) {
    return node(NodeId.RANK_OF_NONE, account, environment, "message_id", messageId);
  }

  private NodeId node(int rank, String account, String environment, String type, String value) {
    String text = account + '\0' + environment + '\0' + type + '\0' + value;
    byte[] hash = mac().doFinal(text.getBytes(UTF_8));
    byte[] node = new byte[NodeId.BYTES];
    node[0] = (byte) rank;
    System.arraycopy(hash, 0, node, 1, NodeId.BYTES - 1);
    Arrays.fill(hash, (byte) 0);
    return NodeId.of(node);
  }

  private Mac mac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be cloned", e);
    }
  }
}
