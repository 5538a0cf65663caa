package io.tracklayer.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** What holds for all modules together; each has rules of its own besides. */
@AnalyzeClasses(
    packages = "io.tracklayer",
    importOptions = ArchitectureTest.WithoutTestsOfOtherModules.class)
class ArchitectureTest {

  private static final int TOO_MANY = 16;

  /** The tests of this module are its code; those of others follow the rules of their modules. */
  static final class WithoutTestsOfOtherModules implements ImportOption {

    private final ImportOption noTests = new DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
      boolean isTestsOfAnother = !noTests.includes(location) || location.contains("-tests.jar");
      return !isTestsOfAnother || location.contains("/io/tracklayer/e2e/");
    }
  }

  @ArchTest
  static final ArchRule arrowsBetweenModulesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("contract")
          .definedBy("io.tracklayer.contract..")
          .layer("view")
          .definedBy("io.tracklayer.view..")
          .layer("rudderstack")
          .definedBy("io.tracklayer.rudderstack..")
          .layer("destinations")
          .definedBy("io.tracklayer.destinations..")
          .layer("job")
          .definedBy("io.tracklayer.job..")
          .layer("sandbox")
          .definedBy("io.tracklayer.sandbox..")
          .layer("cli")
          .definedBy("io.tracklayer.cli..")
          .layer("local")
          .definedBy("io.tracklayer.local..")
          .layer("e2e")
          .definedBy("io.tracklayer.e2e..")
          .whereLayer("contract")
          .mayNotAccessAnyLayer()
          .whereLayer("view")
          .mayOnlyAccessLayers("contract")
          .whereLayer("rudderstack")
          .mayOnlyAccessLayers("contract", "view")
          .whereLayer("destinations")
          .mayOnlyAccessLayers("contract")
          .whereLayer("sandbox")
          .mayOnlyAccessLayers("contract")
          .whereLayer("job")
          .mayOnlyAccessLayers("contract", "destinations")
          .whereLayer("cli")
          .mayOnlyAccessLayers("contract", "view", "destinations", "job", "rudderstack", "sandbox")
          .whereLayer("e2e")
          .mayNotBeAccessedByAnyLayer();

  /** A judge that shares the defendant's code proves nothing. */
  @ArchTest
  static final ArchRule theDemosVerdictSharesNothingWithWhatItJudges =
      noClasses()
          .that()
          .resideInAPackage("io.tracklayer.local.demo..")
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
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "kafka..");

  /** The operators of the job, what starts them, and the tests that start the whole. */
  @ArchTest
  static final ArchRule onlyTheJobAndWhatRunsItKnowFlink =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.tracklayer.job..", "io.tracklayer.local..", "io.tracklayer.e2e..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule noNameStandsForWhateverFindsNoOtherPlace =
      noClasses()
          .should()
          .haveNameMatching(".*(Utils?|Helpers?|Common|Managers?|Misc|Stuff|Impl|Abstract\\w+)");

  /** Arguments that only their position tells apart are mixed up sooner or later. */
  @ArchTest
  static final ArchRule nobodyCountsArguments =
      noClasses()
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "it has %d or more parameters and is another class's".formatted(TOO_MANY),
                  call ->
                      call.getTarget().getRawParameterTypes().size() >= TOO_MANY
                          && !outermost(call.getOriginOwner())
                              .equals(outermost(call.getTargetOwner()))));

  /** Whoever reads one of two in a file must look at its imports to know which it is. */
  @ArchTest
  static final ArchRule noTwoClassesShareAName =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("Main")
          .and()
          .doNotHaveSimpleName("package-info")
          .and()
          .resideOutsideOfPackage("io.tracklayer.e2e..")
          .should(haveANameOfTheirOwn());

  @ArchTest static final ArchRule oneLogApi = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule onlyAMainEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveSimpleName("Main")
          .and()
          .doNotHaveSimpleName("ReceiverMain")
          .should()
          .callMethod(System.class, "exit", int.class);

  /** Where nothing else is said, nothing is null, and the compiler checks it. */
  @ArchTest
  static final ArchRule signaturesSayWhatMayBeMissing =
      classes()
          .that()
          .resideOutsideOfPackage("io.tracklayer.e2e..")
          .should(beInANullMarkedPackage());

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static ArchCondition<JavaClass> haveANameOfTheirOwn() {
    return new ArchCondition<>("have a name of their own") {

      private final Map<String, JavaClass> known = new HashMap<>();

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        JavaClass other = known.putIfAbsent(type.getSimpleName(), type);
        events.add(
            new SimpleConditionEvent(
                type,
                other == null,
                other == null
                    ? type.getName() + " has"
                    : type.getName() + " has the name of " + other.getName()));
      }
    };
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getName() + (marked ? " is" : " is not") + " in a marked one"));
      }
    };
  }
}
