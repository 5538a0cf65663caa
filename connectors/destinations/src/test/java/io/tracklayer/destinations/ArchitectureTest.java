package io.tracklayer.destinations;

import static com.tngtech.archunit.lang.conditions.ArchConditions.bePackagePrivate;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.JsonGenerator;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.util.Set;

/** Holds the module to what {@code package-info.java} beside {@link Destination} says about it. */
@AnalyzeClasses(
    packages = "io.tracklayer.destinations",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.tracklayer.destinations";

  /** The packages whose description says so. */
  private static final Set<String> OF_CONTRACT =
      Set.of(
          "io.tracklayer.contract.config",
          "io.tracklayer.contract.config.options",
          "io.tracklayer.contract.consent",
          "io.tracklayer.contract.delivery",
          "io.tracklayer.contract.event",
          "io.tracklayer.contract.reason");

  private static final DescribedPredicate<JavaClass> A_VENDORS =
      DescribedPredicate.describe("are a vendor's", VendorsApartTest::isVendors);

  @ArchTest
  static final ArchRule noPackagesUseEachOtherInACircle =
      slices().assignedFrom(eachPackage()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatIsStableNamesNothingInternal =
      classes()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe("are stable", ArchitectureTest::isStable));

  @ArchTest
  static final ArchRule everyVendorHasADestinationAndItsAnswers =
      classes()
          .that()
          .implement(DestinationType.class)
          .should(haveBeside("Destination"))
          .andShould(haveBeside("Answers"));

  @ArchTest
  static final ArchRule everyClassOfAVendorBeginsWithTheVendorsName =
      classes().that(A_VENDORS).and().areTopLevelClasses().should(beginWithTheVendorsName());

  @ArchTest
  static final ArchRule onlyTheTypeOfAVendorIsPublic =
      classes()
          .that(A_VENDORS)
          .and()
          .areTopLevelClasses()
          .and()
          .areNotAssignableTo(DestinationType.class)
          .should(bePackagePrivate());

  @ArchTest
  static final ArchRule whatWritesJsonIsCalledAWriter =
      classes()
          .that(A_VENDORS)
          .and(
              DescribedPredicate.describe(
                  "hold a JSON generator",
                  type ->
                      type.getFields().stream()
                          .anyMatch(
                              field -> field.getRawType().isEquivalentTo(JsonGenerator.class))))
          .should()
          .haveSimpleNameEndingWith("Writer");

  @ArchTest
  static final ArchRule whatSendsIsCalledASender =
      classes().that().implement(HttpSender.class).should().haveSimpleNameEndingWith("Sender");

  @ArchTest
  static final ArchRule noClassIsAGrabBag =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Common|Manager)");

  private static SliceAssignment eachPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(type.getPackageName());
      }

      @Override
      public String getDescription() {
        return "each package";
      }
    };
  }

  private static boolean isStable(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return base.isPrimitive()
        || base.getPackageName().equals(ROOT)
        || base.getPackageName().startsWith("java.")
        || base.getPackageName().equals("org.jspecify.annotations")
        || OF_CONTRACT.contains(base.getPackageName())
        || Set.of(HttpCall.class.getName(), Answer.class.getName(), HttpSender.class.getName())
            .contains(base.getName());
  }

  /** {@code Meta}, of {@code MetaType}. */
  private static String vendor(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(other -> other.isAssignableTo(DestinationType.class))
        .map(other -> other.getSimpleName().replaceFirst("Type$", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no type in " + type.getPackageName()));
  }

  private static ArchCondition<JavaClass> haveBeside(String part) {
    return new ArchCondition<>("have beside them their " + part) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String expected = vendor(type) + part;
        boolean there = type.getPackage().containsClassWithSimpleName(expected);
        events.add(new SimpleConditionEvent(type, there, "there is no " + expected));
      }
    };
  }

  private static ArchCondition<JavaClass> beginWithTheVendorsName() {
    return new ArchCondition<>("begin with the vendor's name") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean begins = type.getSimpleName().startsWith(vendor(type));
        events.add(
            new SimpleConditionEvent(
                type, begins, type.getName() + " does not begin with " + vendor(type)));
      }
    };
  }
}
