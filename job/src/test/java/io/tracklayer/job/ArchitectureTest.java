package io.tracklayer.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tracklayer.job.canonical.CanonicalRecordWriter;
import io.tracklayer.job.copies.Dedup;
import io.tracklayer.job.graph.DeliverGraph;
import io.tracklayer.job.graph.StartPositions;
import io.tracklayer.job.identity.Forest;
import io.tracklayer.job.identity.Recognise;
import io.tracklayer.job.identity.loop.LoopTopic;
import io.tracklayer.job.intake.IntakeStep;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

@AnalyzeClasses(
    packages = "io.tracklayer.job",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String STEP = "io.tracklayer.job.";

  /** The thin shells around what decides, and what puts them together. */
  private static final Set<String> SHELLS =
      Set.of(
          IntakeStep.class.getName(),
          Recognise.class.getName(),
          Forest.class.getName(),
          LoopTopic.class.getName(),
          STEP + "identity.IdentityMetrics",
          CanonicalRecordWriter.class.getName(),
          Dedup.class.getName(),
          DeliverGraph.class.getName(),
          StartPositions.class.getName(),
          STEP + "delivery.CanonicalReader",
          STEP + "delivery.Select",
          STEP + "delivery.Ledger",
          STEP + "delivery.ReplayGuard",
          STEP + "delivery.Delivery",
          STEP + "delivery.DeliveryFactory",
          STEP + "delivery.DeliveryMetrics",
          STEP + "delivery.ProcessingClock");

  @ArchTest
  static final ArchRule whatDecidesKnowsNoFlink =
      classes()
          .that()
          .resideInAnyPackage(
              "..job.intake..",
              "..job.identity..",
              "..job.canonical..",
              "..job.copies..",
              "..job.delivery..")
          .and(
              DescribedPredicate.describe(
                  "are no operators", (JavaClass type) -> !SHELLS.contains(outermost(type))))
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule theJobKnowsNeitherTheWayInNorTheLocalMode =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tracklayer.rudderstack..", "io.tracklayer.local..");

  @ArchTest
  static final ArchRule timeIsPassedIn =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule noClassIsAGrabBag =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Common|Manager)");

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }
}
