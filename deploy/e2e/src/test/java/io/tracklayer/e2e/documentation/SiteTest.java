package io.tracklayer.e2e.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.e2e.testing.Yaml;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The documentation as a site, which {@code mkdocs.yml} describes. */
class SiteTest {

  private static final String FRONT_PAGE = "docs/README.md";
  private static final String DOCS = "docs/";

  private final JsonNode site = Yaml.read("mkdocs.yml");

  @Test
  void everyPageIsOnceInTheNavigation() {
    List<String> pages = new ArrayList<>();
    collect(site.get("nav"), pages);

    assertThat(pages).containsExactlyInAnyOrderElementsOf(pagesOfTheSite().keySet());
  }

  @Test
  void everyPageCanBeReachedFromTheFrontPage() {
    Collection<String> pages = pagesOfTheSite().values();
    Set<String> reached = new TreeSet<>(Set.of(FRONT_PAGE));
    Deque<String> unread = new ArrayDeque<>(reached);
    while (!unread.isEmpty()) {
      MarkdownPage page = MarkdownPage.of(unread.pop());
      for (String link : page.links()) {
        String target =
            Path.of(page.path()).resolveSibling(link.split("#", -1)[0]).normalize().toString();
        if (pages.contains(target) && reached.add(target)) {
          unread.push(target);
        }
      }
    }

    assertThat(reached).containsExactlyInAnyOrderElementsOf(pages);
  }

  /** A page's name on the site, and its path in the repository. */
  private Map<String, String> pagesOfTheSite() {
    Map<String, String> pages = new HashMap<>();
    for (String path : MarkdownPage.files(".md")) {
      if (path.startsWith(DOCS)) {
        pages.put(path.substring(DOCS.length()), path);
      }
    }
    site.at("/extra/pages")
        .properties()
        .forEach(page -> pages.put(page.getKey(), page.getValue().asText()));
    return pages;
  }

  private static void collect(JsonNode navigation, List<String> pages) {
    if (navigation.isTextual()) {
      pages.add(navigation.asText());
    } else {
      navigation.forEach(part -> collect(part, pages));
    }
  }
}
