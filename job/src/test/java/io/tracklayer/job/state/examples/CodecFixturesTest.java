package io.tracklayer.job.state.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.CodecRegistry;
import io.tracklayer.job.state.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of each version of each codec, bytes that were written once and what they mean. What a codec of
 * this build reads of them is what was meant; what it writes are the bytes of its own version.
 *
 * <p>{@code -Dtracklayer.golden=write} writes the fixtures that are missing, from {@link
 * CodecExamples}, and none that is there. After the first release none is ever removed.
 */
class CodecFixturesTest {

  private static final Path FIXTURES = Path.of("src/test/resources/io/tracklayer/job/state/codecs");
  private static final ClassLoader CLASSES = CodecFixturesTest.class.getClassLoader();

  /** A codec in one of its versions. */
  record Version(Codec<Object> codec, int number) {

    Path file() {
      return FIXTURES.resolve(codec.id() + ".v" + number + ".txt");
    }

    @Override
    public String toString() {
      return codec.id() + " v" + number;
    }
  }

  /** What is in a fixture for one value. */
  private record Example(String bytes, String meaning) {

    static Example of(Codec<Object> codec, Object value) {
      return new Example(HexFormat.of().formatHex(written(codec, value)), ReadableValue.of(value));
    }

    String text() {
      return bytes + "\n" + meaning + "\n";
    }

    static Example ofText(String text) {
      int end = text.indexOf('\n');
      return new Example(text.substring(0, end), text.substring(end + 1).stripTrailing());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatWasWrittenOnceIsReadAsItWasMeant(Version version) throws Exception {
    if ("write".equals(System.getProperty("tracklayer.golden")) && !Files.exists(version.file())) {
      write(version);
    }
    assertThat(version.file())
        .as("a version without a fixture: write it with -Dtracklayer.golden=write")
        .exists();
    for (Example example : examples(version)) {
      Object value = read(version.codec(), example.bytes());
      assertThat(ReadableValue.of(value)).isEqualTo(example.meaning());
      if (version.number() == version.codec().version()) {
        assertThat(HexFormat.of().formatHex(written(version.codec(), value)))
            .as("the form has changed: it needs a version of its own")
            .isEqualTo(example.bytes());
      }
    }
  }

  @Test
  void everyCodecIsRegisteredUnderAnIdOfItsOwn() {
    List<Codec<?>> codecs = CodecRegistry.load(CLASSES).codecs();
    assertThat(codecs)
        .extracting(Codec::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> isWellFormed(id));
    assertThat(codecs).extracting(codec -> codec.getClass().getName()).containsAll(codecClasses());
  }

  private static boolean isWellFormed(String id) {
    return id.matches("[a-z]+(-[a-z]+)*");
  }

  private static Set<String> codecClasses() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tracklayer.job")
            .stream()
            .filter(type -> type.isAssignableTo(Codec.class))
            .filter(type -> !type.isInterface())
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
  }

  /** A topic's JSON is no state, and held by the topic's schema. */
  @SuppressWarnings("unchecked")
  static Stream<Version> versions() {
    return CodecRegistry.load(CLASSES).codecs().stream()
        .filter(codec -> !(codec instanceof JsonCodec<?>))
        .filter(codec -> !(codec instanceof CodecTest.TextV2))
        .flatMap(
            codec ->
                IntStream.rangeClosed(1, codec.version())
                    .mapToObj(number -> new Version((Codec<Object>) codec, number)));
  }

  private static void write(Version version) throws IOException {
    Codec<Object> codec = version.codec();
    assertThat(CodecExamples.BY_ID).as("examples, by codec").containsKey(codec.id());
    List<String> texts = new ArrayList<>();
    for (Object value : CodecExamples.BY_ID.get(codec.id())) {
      texts.add(Example.of(codec, value).text());
    }
    Files.createDirectories(FIXTURES);
    Files.writeString(version.file(), String.join("\n", texts), UTF_8);
  }

  private static List<Example> examples(Version version) throws IOException {
    return Stream.of(Files.readString(version.file(), UTF_8).split("\n\n", -1))
        .map(Example::ofText)
        .toList();
  }

  private static byte[] written(Codec<Object> codec, Object value) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      codec.writeVersioned(value, out);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  private static Object read(Codec<Object> codec, String bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(bytes));
    Object value = codec.readVersioned(in);
    assertThat(in.available()).as("bytes that were not read").isZero();
    return value;
  }
}
