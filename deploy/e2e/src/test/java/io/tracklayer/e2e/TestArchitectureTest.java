package io.tracklayer.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What holds for all modules with their tests. */
@AnalyzeClasses(locations = TestArchitectureTest.AllModulesWithTheirTests.class)
class TestArchitectureTest {

  private static final int MOST_TESTS_IN_A_ROW = 30;

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

  /** A test that needs another package than its own makes it harder to move either. */
  @ArchTest
  static final ArchRule testsAddNoCyclesToThePackages =
      slices().matching("io.tracklayer.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule manyTestsAreGrouped =
      classes().should(haveFewTestsOfTheirOwn()).as("a class of many tests should nest them");

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
