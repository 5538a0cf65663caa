package io.tracklayer.e2e.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README and CONTRIBUTING show the way into the code: every place that they name is there. */
class MapOfTheCodeTest {

  private static final String JOB = "job/src/main/java/io/tracklayer/job";
  private static final String CONTRIBUTING = "CONTRIBUTING.md";

  /** In the README's picture, a step begins its line at this depth. */
  private static final Pattern STEP = Pattern.compile("(?m)^ {8}([a-z]+) ");

  private static final Pattern PACKAGE_OF_JOB = Pattern.compile("job/…/([a-z]+)");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** A path from the root; {@code …} and {@code TYPE} stand for more. */
  private static final Pattern PATH =
      Pattern.compile("(?:connectors|deploy|job|docs|\\.github|\\.ci)/\\S*");

  private static final Pattern CLASS =
      Pattern.compile("@?([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:#.*)?");
  private static final Pattern CHOSEN_TEST =
      Pattern.compile("-D(?:it\\.)?test='?([A-Z]\\w+)(?:#.*)?");

  @Test
  void thePictureThePackagesAndTheTableOfStepsTellTheSame() {
    List<String> picture = steps();

    assertThat(picture).hasSizeGreaterThan(4).isSubsetOf(packagesOfTheJob());
    assertThat(packagesInTheGuide()).containsSubsequence(picture);
  }

  @Test
  void theGuideNamesEveryPackageOfTheJob() {
    assertThat(packagesInTheGuide()).hasSameElementsAs(packagesOfTheJob());
  }

  @Test
  void theGuideNamesEveryModule() {
    Set<String> modules =
        MODULE
            .matcher(MarkdownPage.text("pom.xml"))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(MarkdownPage.of(CONTRIBUTING).codeSpans()).containsAll(modules);
  }

  @Test
  void everyPathOnAPageIsThere() {
    Set<String> files = files();
    List<String> missing = new ArrayList<>();
    int seen = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String span : page.codeSpans()) {
        for (String word : span.split("\\s+", -1)) {
          if (PATH.matcher(word).matches()) {
            seen++;
            if (!isThere(word, files)) {
              missing.add(page.path() + ": " + word);
            }
          }
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(seen).isGreaterThan(20);
    assertThat(isThere("deploy/nothing", files)).isFalse();
    assertThat(isThere("connectors/destinations/src/main/java/…/nobody/", files)).isFalse();
  }

  @Test
  void everyClassInTheGuideIsThere() {
    Set<String> classes =
        files().stream()
            .filter(file -> file.endsWith(".java"))
            .map(file -> Path.of(file).getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    for (String span : MarkdownPage.of(CONTRIBUTING).codeSpans()) {
      for (String word : span.split("\\s+", -1)) {
        Stream.of(CLASS, CHOSEN_TEST)
            .map(pattern -> pattern.matcher(word))
            .filter(found -> found.matches())
            .forEach(found -> named.add(found.group(1)));
      }
    }
    named.removeAll(Set.of("NameTest", "NameIT"));

    assertThat(named).contains("SimulationIT", "DestinationType").isSubsetOf(classes);
  }

  private static List<String> steps() {
    List<String> pictures =
        MarkdownPage.of("README.md").codeBlocks().stream()
            .filter(block -> block.contains("RESOLVE") && block.contains("DELIVER"))
            .toList();
    assertThat(pictures).hasSize(1);
    return STEP.matcher(pictures.get(0)).results().map(found -> found.group(1)).toList();
  }

  private static List<String> packagesInTheGuide() {
    return MarkdownPage.of(CONTRIBUTING).codeSpans().stream()
        .flatMap(span -> PACKAGE_OF_JOB.matcher(span).results())
        .map(found -> found.group(1))
        .toList();
  }

  private static List<String> packagesOfTheJob() {
    try (Stream<Path> children = Files.list(RepositoryFiles.at(JOB))) {
      return children.filter(Files::isDirectory).map(p -> p.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar is there once its module is built, so only the module and its build are asked for. */
  private static boolean isThere(String path, Set<String> files) {
    int target = path.indexOf("/target/");
    if (target >= 0) {
      String module = path.substring(0, target);
      String jar = path.substring(path.lastIndexOf('/') + 1).replace(".jar", "");
      return MarkdownPage.text(module + "/pom.xml").contains(jar);
    }
    String folderOrFile = path.replaceAll("/$", "").replace("TYPE", "*").replace("…", "**");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + folderOrFile);
    PathMatcher inside = FileSystems.getDefault().getPathMatcher("glob:" + folderOrFile + "/**");
    return files.stream()
        .map(Path::of)
        .anyMatch(file -> matcher.matches(file) || inside.matches(file));
  }

  private static Set<String> files() {
    Path root = RepositoryFiles.at("");
    Set<String> files = new TreeSet<>();
    for (String folder : List.of("connectors", "deploy", "job", "docs", ".github", ".ci")) {
      try (Stream<Path> found = Files.walk(root.resolve(folder))) {
        found
            .filter(file -> !file.toString().contains("/target/"))
            .filter(Files::isRegularFile)
            .forEach(file -> files.add(root.relativize(file).toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
