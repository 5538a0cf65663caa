package io.tracklayer.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  @Test
  void eachLineIsWrittenAtOnce() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintWriter writer = StandardOutput.writer(bytes);

    writer.println("a line");

    assertThat(bytes.toString(UTF_8)).isEqualTo("a line" + System.lineSeparator());
  }

  @Test
  void aReaderThatIsGoneEndsTheWork() {
    PrintWriter writer = StandardOutput.writer(failing("Broken pipe"));

    assertThatThrownBy(() -> writer.println("a line")).isInstanceOf(ClosedPipe.class);
  }

  @Test
  void anyOtherFailureIsToldAsOne() {
    PrintWriter writer = StandardOutput.writer(failing("No space left on device"));

    assertThatThrownBy(() -> writer.println("a line"))
        .isInstanceOf(UncheckedIOException.class)
        .isNotInstanceOf(ClosedPipe.class)
        .hasMessage("the output could not be written: No space left on device");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
