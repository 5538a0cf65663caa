package io.tracklayer.e2e.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.BuiltInRun;
import io.tracklayer.testing.RepositoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, with real events. Its pictures are in {@code
 * deploy/e2e/target/screenshots}.
 */
@Tag("browser")
class LiveViewBrowserIT {

  private static final Path PICTURES = RepositoryFiles.at("deploy/e2e/target/screenshots");
  private static final int WIDE = 1280;
  private static final int NARROW = 360;

  @TempDir private Path directory;

  @Test
  void thePageShowsWhatBecameOfEventsAndCanBeUsedWithTheKeyboardOnEveryScreen() throws Exception {
    try (BuiltInRun run = BuiltInRun.start(directory);
        HeadlessBrowser browser = HeadlessBrowser.start(directory.resolve("profile"))) {
      browser.resize(WIDE, 900);
      browser.prefer("light");
      browser.open(run.liveView());
      await(browser, "document.querySelectorAll('#destinations-body article').length === 3");
      browser.picture(PICTURES.resolve("empty-light.png"), true);

      run.fault(Json.object().put("destination", "meta").put("status", 500).put("count", 2));
      run.generate(20, 300);
      run.post(BuiltInRun.order("order-1"));
      run.post(denied("order-3"));
      run.post(withoutRevenue("order-2"));
      run.post(filtered("cart-1"));

      await(browser, "document.querySelectorAll('.funnel tbody tr').length === 7");
      await(browser, "document.getElementById('status').textContent === 'Live'");
      await(browser, "document.body.textContent.includes('not_in_allowlist')");

      theNumbersAreThoseOfTheAnswer(browser);
      browser.picture(PICTURES.resolve("wide-light.png"), true);
      browser.prefer("dark");
      browser.picture(PICTURES.resolve("wide-dark.png"), true);
      everythingHasAName(browser);

      anEventIsFoundWithTheKeyboard(browser, "order-1");
      browser.picture(PICTURES.resolve("event-dark.png"), false);
      browser.prefer("light");
      browser.picture(PICTURES.resolve("event-light.png"), false);
      browser.press("Escape", 27);
      await(browser, "!document.getElementById('way').open");

      whyAnOrderIsNotInMetaIsAnsweredFromTheTopOfThePage(browser, "order-3");
      browser.picture(PICTURES.resolve("denied-light.png"), false);
      browser.press("Escape", 27);

      run.fault(Json.object().put("destination", "meta").put("status", 503).put("count", 10_000));
      run.post(BuiltInRun.order("order-4"));
      await(
          browser,
          "document.querySelector('#attention .bad')?.textContent.startsWith('meta does not take')"
              + " === true");
      await(
          browser,
          "document.getElementById('match-body').textContent.includes('vendor: score 7.2')");
      browser.value(
          "document.querySelector('#match-body [data-key^=\"summary match meta\"]').click()");
      browser.value("document.querySelector('#filter [type=reset]').click(); scrollTo(0, 0)");
      browser.picture(PICTURES.resolve("outage-light.png"), true);
      browser.prefer("dark");
      browser.picture(PICTURES.resolve("outage-dark.png"), true);
      browser.prefer("light");

      browser.resize(NARROW, 800);
      await(browser, "document.documentElement.scrollWidth <= " + NARROW);
      await(
          browser,
          "[...document.querySelectorAll('.card, .reason')]"
              + ".every(one => one.scrollWidth <= one.clientWidth)");
      browser.picture(PICTURES.resolve("narrow-light.png"), true);
    }
  }

  private static void theNumbersAreThoseOfTheAnswer(HeadlessBrowser browser) {
    await(
        browser,
        """
        fetch('/api/funnel').then(answer => answer.json()).then(funnel => {
          const cells = [...document.querySelectorAll('.funnel tbody tr')]
              .map(row => Number(row.querySelector('td').textContent.replace(/,/g, '')));
          const delivered = [...document.querySelectorAll('#destinations-body .amount')]
              .map(one => Number(one.textContent.replace(/,/g, '')));
          const counted = Object.values(funnel.destinations).flatMap(Object.values);
          return funnel.received === 304 && cells[0] === 304 && cells[6] === funnel.canonical
              && funnel.canonical > 0 && String(delivered) === String(counted);
        })""");
  }

  /** For screen readers: each control says what it is, and headings come in order. */
  private static void everythingHasAName(HeadlessBrowser browser) {
    assertThat(
            browser.value(
                "[...document.querySelectorAll('button, input, select, a')]"
                    + ".filter(one => !(one.textContent.trim() || one.getAttribute('aria-label')"
                    + " || one.labels?.length)).map(one => one.outerHTML)"))
        .isEmpty();
    assertThat(
            browser
                .value("[...document.querySelectorAll('table')].filter(t => !t.caption).length")
                .asInt())
        .isZero();
    assertThat(browser.value("document.querySelectorAll('h1').length").asInt()).isOne();
  }

  private static void anEventIsFoundWithTheKeyboard(HeadlessBrowser browser, String id) {
    browser.value("document.querySelector('#filter [name=id]').focus()");
    browser.type(id);
    browser.press("Enter", 13);
    await(browser, "document.querySelectorAll('.events tbody tr').length === 1");
    browser.value("document.querySelector('.events .ids button').focus()");
    browser.press("Enter", 13);
    await(browser, "document.getElementById('way').open");
    await(browser, "document.querySelectorAll('.steps li').length >= 4");
    assertThat(browser.value("document.getElementById('way').textContent").asText())
        .contains(id, "purchase", "crm took it");
  }

  private static void whyAnOrderIsNotInMetaIsAnsweredFromTheTopOfThePage(
      HeadlessBrowser browser, String order) {
    browser.value("document.querySelector('#find [name=id]').focus()");
    browser.type(order);
    browser.press("Enter", 13);
    await(browser, "document.getElementById('way').open");
    assertThat(browser.value("document.querySelector('.ends').textContent").asText())
        .contains("meta No consent", "crm Delivered");
    assertThat(browser.value("document.getElementById('way').textContent").asText())
        .contains("meta does not get it: consent to marketing is denied");
  }

  private static void await(HeadlessBrowser browser, String condition) {
    Awaitility.await(condition)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> browser.value(condition).asBoolean());
  }

  private static ObjectNode withoutRevenue(String order) {
    ObjectNode event = BuiltInRun.order(order);
    ((ObjectNode) event.get("properties")).remove("value");
    return event;
  }

  private static ObjectNode denied(String order) {
    ObjectNode event = BuiltInRun.order(order);
    ((ObjectNode) event.at("/context/traits"))
        .put("email", "john@example.com")
        .put("marketing_opt_in", false);
    return event.put("userId", "somebody else");
  }

  private static ObjectNode filtered(String id) {
    return BuiltInRun.order(id).put("event", "Cart Viewed");
  }
}
