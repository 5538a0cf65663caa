package io.tracklayer.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the jar that a Flink cluster is given, and what must not be. */
class JobJarIT {

  private static final Path JAR = Path.of("target", "tracklayer-job.jar");
  private static Set<String> entries;

  @BeforeAll
  static void readEntries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      entries = jar.stream().map(JarEntry::getName).collect(Collectors.toUnmodifiableSet());
    }
  }

  /** The files in these folders, of any Java version. */
  private static List<String> entriesUnder(String... folders) {
    return entries.stream()
        .filter(e -> !e.endsWith("/"))
        .filter(
            e -> {
              String path = e.replaceFirst("^META-INF/versions/\\d+/", "");
              return Stream.of(folders).anyMatch(path::startsWith);
            })
        .toList();
  }

  private static String text(String entry) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), UTF_8);
    }
  }

  @Test
  void nothingThatAClusterBringsItselfIsInIt() {
    assertThat(
            entriesUnder(
                "org/slf4j/",
                "org/apache/logging/",
                "org/apache/flink/runtime/",
                "org/apache/flink/streaming/runtime/",
                "org/apache/flink/api/common/",
                "org/apache/flink/shaded/",
                "org/rocksdb/"))
        .isEmpty();
  }

  @Test
  void librariesThatMayClashAreInAPackageOfOurOwn() {
    assertThat(
            entriesUnder(
                "com/fasterxml/",
                "org/yaml/",
                "org/apache/hc/",
                "org/apache/commons/",
                "io/github/",
                "com/google/",
                "com/iab/",
                "com/iabtcf/",
                "inet/ipaddr/"))
        .isEmpty();
    assertThat(entries)
        .contains(
            "io/tracklayer/shaded/jackson/databind/ObjectMapper.class",
            "io/tracklayer/shaded/snakeyaml/Yaml.class",
            "io/tracklayer/shaded/hc/client5/http/impl/async/CloseableHttpAsyncClient.class",
            "io/tracklayer/shaded/phonenumbers/PhoneNumberUtil.class",
            "io/tracklayer/shaded/iabtcf/decoder/TCString.class",
            "io/tracklayer/shaded/iabgpp/encoder/GppModel.class",
            "io/tracklayer/shaded/ipaddr/IPAddress.class");
  }

  @Test
  void everyClassIsOursOrOfALibraryThatKeepsItsName() {
    Set<String> packages =
        entries.stream()
            .filter(e -> e.endsWith(".class") && !e.startsWith("META-INF/"))
            .map(e -> String.join("/", e.split("/", 4)[0], e.split("/", 4)[1], e.split("/", 4)[2]))
            .collect(Collectors.toSet());
    assertThat(packages)
        .isSubsetOf(
            "io/tracklayer/contract",
            "io/tracklayer/destinations",
            "io/tracklayer/job",
            "io/tracklayer/shaded",
            "org/apache/flink",
            "org/apache/kafka",
            "com/github/luben",
            "net/jpountz/lz4",
            "net/jpountz/xxhash",
            "net/jpountz/util",
            "org/xerial/snappy");
  }

  @Test
  void theKafkaConnectorAndOurOwnClassesAreInItUnderTheirNames() {
    assertThat(entries)
        .contains(
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/flink/connector/base/source/reader/SourceReaderBase.class",
            "org/apache/flink/formats/json/JsonSerializationSchema.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "io/tracklayer/contract/config/TrackLayerConfig.class",
            "io/tracklayer/destinations/Destination.class",
            "io/tracklayer/job/kafka/SecretConfigProvider.class");
  }

  @Test
  void signaturesOfTheJarsItWasMadeFromAreGone() {
    assertThat(entries)
        .noneMatch(e -> e.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
        .noneMatch(e -> e.endsWith("module-info.class"));
  }

  @Test
  void servicesAreMergedAndNameOurCopies() throws IOException {
    assertThat(text("META-INF/services/io.tracklayer.shaded.jackson.core.JsonFactory"))
        .contains("io.tracklayer.shaded.jackson.core.JsonFactory")
        .contains("io.tracklayer.shaded.jackson.dataformat.yaml.YAMLFactory");
    assertThat(text("META-INF/services/org.apache.kafka.common.config.provider.ConfigProvider"))
        .contains("org.apache.kafka.common.config.provider.FileConfigProvider");
  }

  @Test
  void licenceAndNoticesTravelWithIt() throws IOException {
    assertThat(text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
    assertThat(text("META-INF/NOTICE"))
        .contains("TrackLayer", "Flink : Connectors : Kafka", "Apache HttpClient");
  }

  @Test
  void theManifestNamesTheJob() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.tracklayer.job.TrackLayerJob");
      assertThat(jar.isMultiRelease()).isFalse();
    }
  }

  @Test
  void aMovedLibraryFindsItsOwnResources() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> util = loader.loadClass("io.tracklayer.shaded.phonenumbers.PhoneNumberUtil");
      Object phones = util.getMethod("getInstance").invoke(null);
      Object number =
          util.getMethod("parse", CharSequence.class, String.class)
              .invoke(phones, "(415) 555-2671", "US");
      assertThat(number.toString()).contains("Country Code: 1", "4155552671");
    }
  }

  @Test
  void theMovedDecodersOfConsentStringsDecode() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> gpp = loader.loadClass("io.tracklayer.shaded.iabgpp.encoder.GppModel");
      Object model = gpp.getConstructor(String.class).newInstance("DBABLA~BVQVAAAAAAGA.YA");
      assertThat(
              gpp.getMethod("getFieldValue", String.class, String.class)
                  .invoke(model, "usnat", "SaleOptOut"))
          .isEqualTo(1);

      Class<?> options = loader.loadClass("io.tracklayer.shaded.iabtcf.decoder.DecoderOption");
      Class<?> tcf = loader.loadClass("io.tracklayer.shaded.iabtcf.decoder.TCString");
      Object decoded =
          tcf.getMethod("decode", String.class, options.arrayType())
              .invoke(
                  null,
                  "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA",
                  Array.newInstance(options, 0));
      assertThat(tcf.getMethod("getPurposesConsent").invoke(decoded).toString())
          .isEqualTo("{1, 2, 3}");
    }
  }
}
