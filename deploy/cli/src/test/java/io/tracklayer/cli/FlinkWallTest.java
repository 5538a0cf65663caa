package io.tracklayer.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rule applies to tests, too. */
@AnalyzeClasses(packages = "io.tracklayer.cli")
class FlinkWallTest {

  @ArchTest
  static final ArchRule noFlinkIsNeededToOperate =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink..");
}
