package io.tracklayer.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What holds for all modules together, with their tests; each has rules of its own besides. */
@AnalyzeClasses(locations = ArchitectureTest.AllModulesWithTheirTests.class)
class ArchitectureTest {

  private static final int TOO_MANY = 16;
  private static final int MOST_TESTS_IN_A_ROW = 30;

  private static final DescribedPredicate<JavaClass> PRODUCTION =
      DescribedPredicate.describe(
          "are no tests",
          type -> type.getSource().orElseThrow().getUri().toString().contains("/target/classes/"));

  static final class AllModulesWithTheirTests implements LocationProvider {

    @Override
    public Set<Location> get(Class<?> testClass) {
      Path root = Path.of(System.getProperty("tracklayer.root"));
      return Stream.of("job", "connectors/*", "deploy/*")
          .flatMap(modules -> matching(root, modules + "/target/{classes,test-classes}"))
          .map(Location::of)
          .collect(Collectors.toSet());
    }

    private static Stream<Path> matching(Path root, String pattern) {
      PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + root + "/" + pattern);
      try (Stream<Path> paths = Files.find(root, 4, (path, ignored) -> matcher.matches(path))) {
        return paths.toList().stream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
          .and(PRODUCTION)
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
      classes().that(PRODUCTION).should(beInANullMarkedPackage());

  /** A test that needs another package than its own makes it harder to move either. */
  @ArchTest
  static final ArchRule testsAddNoCyclesToThePackages =
      slices().matching("io.tracklayer.(**)").should().beFreeOfCycles();

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
  static final ArchRule manyTestsAreGrouped =
      classes().should(haveFewTestsOfTheirOwn()).as("a class of many tests should nest them");

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

  private static ArchCondition<JavaClass> haveFewTestsOfTheirOwn() {
    return new ArchCondition<>("have at most %d tests in a row".formatted(MOST_TESTS_IN_A_ROW)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long tests =
            type.getMethods().stream()
                .filter(
                    method ->
                        method.isAnnotatedWith(Test.class)
                            || method.isAnnotatedWith(ParameterizedTest.class))
                .count();
        events.add(
            new SimpleConditionEvent(
                type,
                tests <= MOST_TESTS_IN_A_ROW,
                "%s has %d tests in a row".formatted(type.getName(), tests)));
      }
    };
  }
}
