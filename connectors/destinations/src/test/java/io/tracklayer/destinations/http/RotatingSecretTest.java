package io.tracklayer.destinations.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingSecretTest {

  @TempDir Path dir;

  @Test
  void aChangedFileTakesEffectAtTheNextUse() throws IOException {
    Path file = Files.writeString(dir.resolve("token"), "old\n");
    RotatingSecret secret =
        new RotatingSecret(Secrets.ofThisProcess(), new SecretRef("file:" + file));

    assertThat(secret.current()).isEqualTo("old");
    Files.writeString(file, "new\n");
    assertThat(secret.current()).isEqualTo("new");
  }

  @Test
  void theLastValueStandsWhileTheFileIsGone() throws IOException {
    Path file = Files.writeString(dir.resolve("token"), "old");
    RotatingSecret secret =
        new RotatingSecret(Secrets.ofThisProcess(), new SecretRef("file:" + file));
    Files.delete(file);

    assertThat(secret.current()).isEqualTo("old");
  }

  @Test
  void itsTextNamesTheReferenceOnly() {
    RotatingSecret secret =
        new RotatingSecret(ref -> java.util.Optional.of("s3cret"), new SecretRef("TOKEN"));

    assertThat(secret).hasToString("RotatingSecret[TOKEN]");
  }
}
