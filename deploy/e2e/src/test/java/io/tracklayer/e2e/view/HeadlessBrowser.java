package io.tracklayer.e2e.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of Chromium without a window, driven by the DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol/).
 */
final class HeadlessBrowser implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final int SECONDS = 30;

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final String session;

  private HeadlessBrowser(Process process, URI address) throws Exception {
    this.process = process;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Answers())
            .get(SECONDS, TimeUnit.SECONDS);
    String target =
        send("Target.createTarget", Json.object().put("url", "about:blank"), null)
            .path("targetId")
            .asText();
    session =
        send(
                "Target.attachToTarget",
                Json.object().put("targetId", target).put("flatten", true),
                null)
            .path("sessionId")
            .asText();
    call("Page.enable", Json.object());
  }

  /**
   * Starts Chromium: that of {@code -Dtracklayer.browser}, or Debian's.
   *
   * @param profile a directory for it
   */
  static HeadlessBrowser start(Path profile) throws Exception {
    String browser = System.getProperty("tracklayer.browser", "/usr/bin/chromium");
    if (!Files.isExecutable(Path.of(browser))) {
      throw new AssertionError(
          "there is no browser at "
              + browser
              + "; install one (apt-get install chromium), or name it with -Dtracklayer.browser");
    }
    Process process =
        new ProcessBuilder(
                browser,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return new HeadlessBrowser(process, URI.create(listening.group(1)));
      }
    }
    throw new AssertionError("the browser ended with " + process.waitFor());
  }

  void open(String url) {
    call("Page.navigate", Json.object().put("url", url));
  }

  /** The value of an expression in the page. */
  JsonNode value(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Json.object()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  void press(String key, int code) {
    ObjectNode down =
        Json.object().put("type", "keyDown").put("key", key).put("windowsVirtualKeyCode", code);
    if (key.equals("Enter")) {
      down.put("text", "\r");
    }
    call("Input.dispatchKeyEvent", down);
    call(
        "Input.dispatchKeyEvent",
        Json.object().put("type", "keyUp").put("key", key).put("windowsVirtualKeyCode", code));
  }

  void type(String text) {
    call("Input.insertText", Json.object().put("text", text));
  }

  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Json.object()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
  }

  /**
   * @param scheme light or dark
   */
  void prefer(String scheme) {
    ObjectNode media = Json.object();
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    call("Emulation.setEmulatedMedia", media);
  }

  /** A picture of the page, down to its end. */
  void picture(Path file, boolean whole) throws IOException {
    JsonNode answer =
        call(
            "Page.captureScreenshot",
            Json.object().put("format", "png").put("captureBeyondViewport", whole));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }

  private JsonNode call(String method, ObjectNode parameters) {
    return send(method, parameters, session);
  }

  private JsonNode send(String method, ObjectNode parameters, String inSession) {
    int id = next.incrementAndGet();
    ObjectNode message = Json.object().put("id", id).put("method", method);
    message.set("params", parameters);
    if (inSession != null) {
      message.put("sessionId", inSession);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(Json.text(message), true).join();
    JsonNode answered = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new AssertionError(method + ": " + answered.path("error"));
    }
    return answered.path("result");
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private final class Answers implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String message) {
      try {
        JsonNode json = Json.mapper().readTree(message);
        CompletableFuture<JsonNode> waiting = answers.remove(json.path("id").asInt(-1));
        if (waiting != null) {
          waiting.complete(json);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
