package io.tracklayer.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rule applies to tests, too, and to what the tests of other modules share. */
@AnalyzeClasses(packages = {"io.tracklayer.contract", "io.tracklayer.testing"})
class FlinkWallTest {

  @ArchTest
  static final ArchRule noFlinkIsNeededToSpeakTheContract =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink..");
}
