package io.tracklayer.contract.identifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The hashes that programs make of a text which stands for no value, as they hash every other one:
 * MD5, SHA-1, SHA-256 and SHA-512 in lower-case hex, and the UUID that Java makes of it, each of
 * the text in lower case, in upper case and with a capital.
 */
final class HashesOf {

  private static final List<String> ALGORITHMS = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

  private HashesOf() {}

  static Set<String> all(Stream<? extends Collection<String>> texts) {
    Set<String> hashes = new HashSet<>();
    List<MessageDigest> digests = ALGORITHMS.stream().map(HashesOf::digest).toList();
    texts
        .flatMap(Collection::stream)
        .flatMap(HashesOf::spellings)
        .map(text -> text.getBytes(UTF_8))
        .forEach(
            text -> {
              digests.forEach(digest -> hashes.add(HexFormat.of().formatHex(digest.digest(text))));
              hashes.add(UUID.nameUUIDFromBytes(text).toString());
            });
    return hashes;
  }

  private static Stream<String> spellings(String text) {
    return text.isEmpty()
        ? Stream.of(text)
        : Stream.of(
            text,
            text.toUpperCase(Locale.ROOT),
            text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
