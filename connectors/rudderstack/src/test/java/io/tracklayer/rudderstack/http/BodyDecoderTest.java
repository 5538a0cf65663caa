package io.tracklayer.rudderstack.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {

  private static final int MAX = 1000;

  @Test
  void aBodyUpToTheLimitIsReadWhole() throws IOException {
    assertThat(whole(read(new byte[MAX], null))).hasSize(MAX);
    assertThat(whole(read(gzip(new byte[MAX]), "gzip"))).hasSize(MAX);
    assertThat(whole(read(new byte[0], "identity"))).isEmpty();
    assertThat(read(new byte[MAX + 1], null)).isEqualTo(new Body.TooLarge());
  }

  @Test
  void theLimitIsThatOfTheDecompressedBody() throws IOException {
    byte[] bomb = gzip(new byte[500 * MAX]);
    assertThat(bomb.length).isLessThan(MAX);
    assertThat(read(bomb, "gzip")).isEqualTo(new Body.TooLarge());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"a\":1}", "\u001f"})
  void whatIsNoGzipIsToldSo(String body) {
    assertThat(read(body.getBytes(UTF_8), "gzip")).isEqualTo(new Body.NotGzip());
  }

  @Test
  void aCutGzipIsToldSo() throws IOException {
    byte[] whole = gzip("{\"a\":1}".getBytes(UTF_8));
    assertThat(read(Arrays.copyOf(whole, whole.length - 6), "GZIP")).isEqualTo(new Body.NotGzip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip"})
  void otherEncodingsAreUnknown(String encoding) {
    assertThat(BodyDecoder.of(encoding)).isNull();
  }

  private static Body read(byte[] body, String encoding) {
    return BodyDecoder.of(encoding).decode(body, MAX);
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
