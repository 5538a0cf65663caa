package io.tracklayer.e2e.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.testing.RepositoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** Links from page to page. Those to other sites are not followed: a build needs no network. */
class LinksTest {

  /** A pull request's text is shown under the repository's address, not in its folder. */
  private static final String FROM_A_PULL_REQUEST = "../blob/main/";

  @Test
  void everyLinkInTheRepositoryLeadsToAFileAndAHeadingThatAreThere() {
    List<String> broken = new ArrayList<>();
    List<MarkdownPage> pages = MarkdownPage.all();
    for (MarkdownPage page : pages) {
      for (String link : page.links()) {
        problem(page, link).ifPresent(what -> broken.add(page.path() + ": " + link + what));
      }
    }

    assertThat(broken).isEmpty();
    assertThat(pages)
        .extracting(MarkdownPage::path)
        .contains("README.md", "docs/consent.md", "deploy/rudderstack/README.md");
  }

  @Test
  void aLinkToWhatIsNotThereIsFound() {
    MarkdownPage page =
        new MarkdownPage(
            "docs/test.md",
            Parser.builder()
                .build()
                .parse(
                    """
                    # A page
                    [a](consent.md) [b](consnet.md) [c](#a-page) [d](#another) [e](../README.md#nothing)
                    ```
                    [f](nothing.md)
                    ```
                    """));

    assertThat(page.links())
        .filteredOn(link -> problem(page, link).isPresent())
        .containsExactly("consnet.md", "#another", "../README.md#nothing");
  }

  private static Optional<String> problem(MarkdownPage page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return Optional.empty();
    }
    String[] parts = link.split("#", 2);
    MarkdownPage target = page;
    if (!parts[0].isEmpty()) {
      String path = path(page, parts[0]);
      if (!Files.exists(RepositoryFiles.at(path))) {
        return Optional.of(" leads to no file");
      }
      target = path.endsWith(".md") ? MarkdownPage.of(path) : target;
    }
    return parts.length == 1 || target.anchors().contains(parts[1])
        ? Optional.empty()
        : Optional.of(" names a heading that is not there");
  }

  private static String path(MarkdownPage page, String link) {
    if (link.startsWith(FROM_A_PULL_REQUEST)) {
      return link.substring(FROM_A_PULL_REQUEST.length());
    }
    return Path.of(page.path()).resolveSibling(link).normalize().toString();
  }
}
