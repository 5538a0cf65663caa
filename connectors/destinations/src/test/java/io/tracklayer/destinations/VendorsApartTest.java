package io.tracklayer.destinations;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;

/** The rule applies to tests, too. */
@AnalyzeClasses(packages = "io.tracklayer.destinations")
class VendorsApartTest {

  /** The packages that all vendors use, or that test them all; every other belongs to one. */
  private static final Set<String> SHARED =
      Set.of(
          "io.tracklayer.destinations",
          "io.tracklayer.destinations.answers",
          "io.tracklayer.destinations.event",
          "io.tracklayer.destinations.everytype",
          "io.tracklayer.destinations.http",
          "io.tracklayer.destinations.normalise");

  @ArchTest
  static final ArchRule noVendorUsesAnother =
      slices().assignedFrom(vendors()).should().notDependOnEachOther();

  static boolean isVendors(JavaClass type) {
    return type.getPackageName().startsWith("io.tracklayer.destinations")
        && !SHARED.contains(type.getPackageName())
        && !type.getSimpleName().equals("package-info")
        // What JMH generates for the benchmark.
        && !type.getPackageName().contains("jmh_generated");
  }

  private static SliceAssignment vendors() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return isVendors(type)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "the vendors' packages";
      }
    };
  }
}
