package io.tracklayer.sandbox;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.contract.json.Json;

@AnalyzeClasses(
    packages = "io.tracklayer.sandbox",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /**
   * A judge that shares the defendant's code proves nothing. No mapping and no model may be shared,
   * only the reading of JSON and the notation of durations.
   */
  @ArchTest
  static final ArchRule theSandboxSharesNothingWithWhatItJudges =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tracklayer..")
                  .and(not(resideInAPackage("io.tracklayer.sandbox..")))
                  .and(not(belongToAnyOf(Json.class, DurationText.class))));

  @ArchTest
  static final ArchRule noVendorUsesAnother =
      slices().matching("io.tracklayer.sandbox.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule whatNoVendorOwnsKnowsNone =
      noClasses()
          .that()
          .resideInAPackage("io.tracklayer.sandbox")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.tracklayer.sandbox..")
                  .and(not(resideInAPackage("io.tracklayer.sandbox"))));
}
