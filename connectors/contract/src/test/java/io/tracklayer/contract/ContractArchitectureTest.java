package io.tracklayer.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;

@AnalyzeClasses(
    packages = "io.tracklayer.contract",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ContractArchitectureTest {

  /** With the class that the compiler makes for its switches. */
  private static final String CLIENT_PROPERTIES = ".*\\.ClientPropertyRules(\\$1)?";

  @ArchTest
  static final ArchRule theContractKnowsNothingElseOfTheProject =
      classes()
          .that()
          .haveNameNotMatching(CLIENT_PROPERTIES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.tracklayer.contract..",
              "java..",
              "javax.crypto..",
              "com.fasterxml.jackson..",
              "com.google.i18n.phonenumbers..",
              "org.slf4j..",
              "org.jspecify.annotations..",
              "org.yaml.snakeyaml..");

  /**
   * Kafka's own definitions say which client properties exist. Only processes that read a
   * configuration load that class, and all of them have Kafka's clients.
   */
  @ArchTest
  static final ArchRule neitherFlinkNorKafkaIsNeededToSpeakTheContract =
      noClasses()
          .that()
          .haveNameNotMatching(CLIENT_PROPERTIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule onlyTheReaderOfConfigurationsKnowsYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tracklayer.contract.config.reading")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yaml.snakeyaml..");

  @ArchTest
  static final ArchRule noPackagesUseEachOtherInACircle =
      slices().matching("io.tracklayer.contract.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theModelKnowsNothingOfOptionsAndTheirReading =
      noClasses()
          .that()
          .resideInAPackage("io.tracklayer.contract.config")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tracklayer.contract.config.*..");

  @ArchTest
  static final ArchRule timeAndRandomnessArePassedIn =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule everyClassHasANameOfItsOwn =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Common|Manager)");
}
