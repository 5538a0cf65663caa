package io.tracklayer.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests that the sandbox received, oldest first. Bounded: beyond the limits the oldest are
 * forgotten, but still counted.
 *
 * <p>With a file, every request is written to it before it is answered, as one line of JSON, and a
 * new journal on that file begins with them. A killed process thus forgets nothing that it
 * answered.
 *
 * <p>Thread-safe.
 */
final class RequestJournal implements AutoCloseable {

  static final int MAX_REQUESTS = 100_000;
  static final long MAX_BYTES = 96L * 1024 * 1024;

  private record Entry(String destination, byte[] line) {}

  private final @Nullable Path file;
  private final int maxRequests;
  private final long maxBytes;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private long bytes;
  private long fileBytes;
  private @Nullable OutputStream out;

  /**
   * @param file keeps the requests across restarts; absent to keep them in memory only
   * @throws UncheckedIOException when the file cannot be read or written
   */
  RequestJournal(@Nullable Path file, int maxRequests, long maxBytes) {
    this.file = file;
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
    if (file != null) {
      read(file);
      rewrite(file);
    }
  }

  synchronized void add(RecordedRequest request) {
    Entry entry = new Entry(request.destination(), Json.write(request));
    keep(entry);
    if (file != null && out != null) {
      append(entry, out, file);
      if (fileBytes > 2 * maxBytes) {
        rewrite(file);
      }
    }
  }

  /** A JSON array of the requests kept, of one destination or of all. */
  synchronized String list(@Nullable String destination) {
    StringBuilder text = new StringBuilder("[");
    for (Entry entry : entries) {
      if (destination == null || destination.equals(entry.destination())) {
        text.append(text.length() == 1 ? "\n" : ",\n").append(new String(entry.line(), UTF_8));
      }
    }
    return text.append(text.length() == 1 ? "]" : "\n]").toString();
  }

  /** The requests kept, of one destination or of all. */
  synchronized List<RecordedRequest> requests(@Nullable String destination) {
    List<RecordedRequest> requests = new ArrayList<>();
    for (Entry entry : entries) {
      if (destination == null || destination.equals(entry.destination())) {
        requests.add(read(entry));
      }
    }
    return requests;
  }

  /**
   * The requests to one destination after the given number of first ones.
   *
   * @throws IllegalStateException when one of them is already forgotten
   */
  synchronized List<RecordedRequest> requestsBehind(String destination, long number) {
    List<Entry> kept =
        entries.stream().filter(entry -> entry.destination().equals(destination)).toList();
    long forgotten = counts.getOrDefault(destination, 0L) - kept.size();
    if (number < forgotten) {
      throw new IllegalStateException(
          "%d requests to %s are forgotten already".formatted(forgotten, destination));
    }
    return kept.subList((int) (number - forgotten), kept.size()).stream()
        .map(RequestJournal::read)
        .toList();
  }

  private static RecordedRequest read(Entry entry) {
    try {
      return Json.read(entry.line(), RecordedRequest.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a line of our own is not a recorded request", e);
    }
  }

  /** How many requests came to each destination, including those already forgotten. */
  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Forgets the requests of one destination or of all. */
  synchronized void clear(@Nullable String destination) {
    entries.removeIf(
        entry -> {
          boolean goes = destination == null || destination.equals(entry.destination());
          if (goes) {
            bytes -= entry.line().length;
          }
          return goes;
        });
    counts.keySet().removeIf(name -> destination == null || destination.equals(name));
    if (file != null) {
      rewrite(file);
    }
  }

  @Override
  public synchronized void close() {
    if (out == null) {
      return;
    }
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(Entry entry) {
    entries.addLast(entry);
    bytes += entry.line().length;
    counts.merge(entry.destination(), 1L, Long::sum);
    while (entries.size() > maxRequests || (bytes > maxBytes && entries.size() > 1)) {
      bytes -= entries.removeFirst().line().length;
    }
  }

  private void append(Entry entry, OutputStream out, Path file) {
    try {
      out.write(entry.line());
      out.write('\n');
      out.flush();
      fileBytes += entry.line().length + 1;
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot write " + file, e);
    }
  }

  private void read(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (var lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keepIfWhole(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot read " + file, e);
    }
  }

  /** A killed process may leave half a line behind, for a request that it did not answer. */
  private void keepIfWhole(String line) {
    try {
      JsonNode request = Json.parse(line.getBytes(UTF_8));
      if (request.hasNonNull("destination")) {
        keep(new Entry(request.get("destination").asText(), line.getBytes(UTF_8)));
      }
    } catch (IOException e) {
      // incomplete
    }
  }

  private void rewrite(Path file) {
    close();
    Path next = file.resolveSibling(file.getFileName() + ".next");
    fileBytes = 0;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream rewritten = new BufferedOutputStream(Files.newOutputStream(next))) {
        entries.forEach(entry -> append(entry, rewritten, file));
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot write " + file, e);
    }
  }
}
