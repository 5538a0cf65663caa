package io.tracklayer.local.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The secrets of the built-in configuration, created once, each in a file that only its owner can
 * read. Later runs on the directory use the same ones.
 */
final class LocalSecrets {

  /** The files that {@code local.yaml} refers to. */
  static final String ENDPOINT = "endpoint";

  private static final List<String> TOKENS = List.of(ENDPOINT, "identity-key", "meta-access-token");
  private static final List<String> SIGNING_SECRETS =
      List.of("crm-signing-secret", "newsletter-signing-secret");
  private static final int BYTES = 32;

  private final Path directory;
  private final SecureRandom random;

  LocalSecrets(Path directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  void makeMissing() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String name : TOKENS) {
      makeIfMissing(name, Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes()));
    }
    for (String name : SIGNING_SECRETS) {
      // The form of the Standard Webhooks scheme.
      makeIfMissing(name, "whsec_" + Base64.getEncoder().encodeToString(randomBytes()));
    }
  }

  private void makeIfMissing(String name, String value) throws IOException {
    Path file = directory.resolve(name);
    if (Files.exists(file)) {
      return;
    }
    Path next = directory.resolve(name + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, value, UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
