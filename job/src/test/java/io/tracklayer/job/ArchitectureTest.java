package io.tracklayer.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.tracklayer.job.flink.FlinkShell;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

@AnalyzeClasses(
    packages = "io.tracklayer.job",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** In the order in which an event comes to them. */
  private static final List<String> ROOMS =
      List.of("intake", "identity", "canonical", "copies", "gate", "delivery");

  @ArchTest
  static final ArchRule onlyShellsOnTheWayOfAnEventKnowFlink =
      noClasses()
          .that()
          .resideInAnyPackage(ROOMS.stream().map(ArchitectureTest::room).toArray(String[]::new))
          .and(
              DescribedPredicate.describe(
                  "are not marked @FlinkShell",
                  (JavaClass type) -> !outermost(type).isAnnotatedWith(FlinkShell.class)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule everyShellNeedsItsMark =
      classes()
          .that()
          .areAnnotatedWith(FlinkShell.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule noRoomUsesALaterOne =
      CompositeArchRule.of(
          IntStream.range(0, ROOMS.size() - 1)
              .mapToObj(
                  i ->
                      noClasses()
                          .that()
                          .resideInAPackage(room(ROOMS.get(i)))
                          .should()
                          .dependOnClassesThat()
                          .resideInAnyPackage(
                              ROOMS.subList(i + 1, ROOMS.size()).stream()
                                  .map(ArchitectureTest::room)
                                  .toArray(String[]::new))
                          .allowEmptyShould(true))
              .map(ArchRule.class::cast)
              .toList());

  @ArchTest
  static final ArchRule noPackageDependsOnOneThatDependsOnIt =
      slices().matching("io.tracklayer.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theJobKnowsNeitherTheWayInNorTheLocalMode =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tracklayer.rudderstack..", "io.tracklayer.local..");

  @ArchTest
  static final ArchRule timeIsPassedInByWhoAssemblesTheJob =
      noClasses()
          .that()
          .doNotBelongToAnyOf(TrackLayerJob.class)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule noClassIsAGrabBag =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Common|Manager)");

  private static String room(String name) {
    return "io.tracklayer.job." + name + "..";
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
