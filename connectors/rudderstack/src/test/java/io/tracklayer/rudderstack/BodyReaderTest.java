package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.rudderstack.BodyReader.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

  private static final int MAX = 1000;
  private static final Duration TIME = Duration.ofSeconds(30);

  @Test
  void aBodyUpToTheLimitIsReadWhole() throws IOException {
    assertThat(whole(read(new byte[MAX], null))).hasSize(MAX);
    assertThat(whole(read(gzip(new byte[MAX]), "gzip"))).hasSize(MAX);
    assertThat(whole(read(new byte[0], "identity"))).isEmpty();
  }

  @Test
  void aBodyOverTheLimitIsReadToItsEndAndRefused() throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[100 * MAX]);
    assertThat(BodyReader.read(in, null, MAX, TIME)).isEqualTo(new Body.TooLarge());
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void theLimitIsThatOfTheDecompressedBody() throws IOException {
    byte[] bomb = gzip(new byte[500 * MAX]);
    assertThat(bomb.length).isLessThan(MAX);
    assertThat(read(bomb, "gzip")).isEqualTo(new Body.TooLarge());
  }

  @Test
  void membersThatHoldNothingDoNotGoOnForEver() throws IOException {
    byte[] member = gzip(new byte[0]);
    byte[] members = new byte[member.length * 1000];
    for (int i = 0; i < members.length; i++) {
      members[i] = member[i % member.length];
    }
    assertThat(read(members, "gzip")).isEqualTo(new Body.TooLarge());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"a\":1}", "\u001f"})
  void whatIsNoGzipIsToldSo(String body) throws IOException {
    assertThat(read(body.getBytes(UTF_8), "gzip")).isEqualTo(new Body.NotGzip());
  }

  @Test
  void aCutGzipIsToldSo() throws IOException {
    byte[] whole = gzip("{\"a\":1}".getBytes(UTF_8));
    assertThat(read(Arrays.copyOf(whole, whole.length - 6), "GZIP")).isEqualTo(new Body.NotGzip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip"})
  void otherEncodingsAreUnknown(String encoding) throws IOException {
    assertThat(read(new byte[] {1}, encoding)).isEqualTo(new Body.UnknownEncoding());
  }

  @Test
  void aSenderThatDripsIsCutOff() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            bytes[offset] = ' ';
            return 1;
          }
        };
    assertThat(BodyReader.read(endless, null, Integer.MAX_VALUE, Duration.ofMillis(50)))
        .isEqualTo(new Body.TooSlow());
  }

  private static Body read(byte[] body, String encoding) throws IOException {
    return BodyReader.read(new ByteArrayInputStream(body), encoding, MAX, TIME);
  }

  private static byte[] whole(Body body) {
    return ((Body.Whole) body).bytes();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
