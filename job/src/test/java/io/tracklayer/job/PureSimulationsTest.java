package io.tracklayer.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Simulations run the decisions themselves, a million times, without the operators around them. */
@AnalyzeClasses(packages = "io.tracklayer.job", importOptions = ImportOption.OnlyIncludeTests.class)
class PureSimulationsTest {

  /** What sends and stores the binary forms needs Flink's buffers. */
  private static final String WIRE = "io.tracklayer.job.identity.simulation.Wire";

  @ArchTest
  static final ArchRule noSimulationNeedsFlink =
      noClasses()
          .that()
          .resideInAnyPackage("..simulation..", "..lessconsent..")
          .and()
          .doNotHaveFullyQualifiedName(WIRE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");
}
