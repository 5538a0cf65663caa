package io.tracklayer.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private final Secrets secrets = Secrets.of(Map.of("TOKEN", "s3cret\n", "BLANK", "  \n")::get);

  @TempDir private Path directory;

  @Test
  void aVariableIsFoundWithoutItsLineBreak() {
    assertThat(secrets.find(new SecretRef("TOKEN"))).contains("s3cret");
    assertThat(secrets.require(new SecretRef("TOKEN"))).isEqualTo("s3cret");
  }

  @Test
  void aBlankOrUnsetVariableIsNone() {
    assertThat(secrets.find(new SecretRef("BLANK"))).isEmpty();
    assertThat(secrets.find(new SecretRef("UNSET"))).isEmpty();
  }

  @Test
  void aFileIsReadAnewEachTimeSoThatARotationTakesEffect() throws Exception {
    Path file = directory.resolve("token");
    SecretRef ref = new SecretRef("file:" + file);

    assertThat(secrets.find(ref)).isEmpty();
    Files.writeString(file, " first\r\n");
    assertThat(secrets.find(ref)).contains(" first");
    Files.writeString(file, "second");
    assertThat(secrets.find(ref)).contains("second");
    Files.writeString(file, "\n\n");
    assertThat(secrets.find(ref)).isEmpty();
  }

  @Test
  void whatIsNotSetIsNamedByItsReference() {
    assertThatThrownBy(() -> secrets.require(new SecretRef("UNSET")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UNSET");
    assertThatThrownBy(() -> secrets.require(new SecretRef("file:/no/such/file")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/no/such/file");
  }

  @Test
  void variablesOfThisProcessAreTheEnvironment() {
    assertThat(Secrets.ofThisProcess().find(new SecretRef("PATH")))
        .isEqualTo(Optional.ofNullable(System.getenv("PATH")).map(String::stripTrailing));
    assertThat(Secrets.ofThisProcess().find(new SecretRef("TRACKLAYER_NEVER_SET"))).isEmpty();
  }
}
