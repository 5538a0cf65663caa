package io.tracklayer.rudderstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rule applies to tests, too. */
@AnalyzeClasses(packages = "io.tracklayer.rudderstack")
class FlinkWallTest {

  @ArchTest
  static final ArchRule noFlinkIsNeededToReceive =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink..");
}
