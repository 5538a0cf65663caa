package io.tracklayer.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tracklayer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** A judge that shares the defendant's code proves nothing. */
  @ArchTest
  static final ArchRule theSandboxAndTheDemosVerdictShareNothingWithWhatTheyJudge =
      noClasses()
          .that()
          .resideInAnyPackage("io.tracklayer.sandbox..", "io.tracklayer.local.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tracklayer.destinations..", "io.tracklayer.job..");

  @ArchTest
  static final ArchRule theSandboxRunsAlone =
      noClasses()
          .that()
          .resideInAPackage("io.tracklayer.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tracklayer.cli..",
              "io.tracklayer.local.run..",
              "io.tracklayer.local.demo..",
              "org.apache.flink..",
              "org.apache.kafka..",
              "kafka..");
}
