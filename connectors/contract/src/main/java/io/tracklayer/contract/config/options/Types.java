package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.reading.ReadValue;
import io.tracklayer.contract.config.reading.Section;
import io.tracklayer.contract.config.reading.Suggestions;
import io.tracklayer.contract.config.reading.YamlValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The kinds of values that the configuration knows. */
public final class Types {

  private static final int LONGEST_REPEATED = 60;

  private Types() {}

  /** A single value that {@code parse} understands; the expectation completes "write …". */
  public static <T> ValueType<T> scalar(
      String description, String expectation, Function<String, Optional<T>> parse) {
    return new ValueType<>() {
      @Override
      public String description() {
        return description;
      }

      @Override
      public Optional<T> read(YamlValue place) {
        return place
            .text(description)
            .flatMap(
                text -> {
                  Optional<T> value = parse.apply(text);
                  if (value.isEmpty()) {
                    place.problem("`" + shortened(text) + "` will not do; write " + expectation);
                  }
                  return value;
                });
      }
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_REPEATED ? text : text.substring(0, LONGEST_REPEATED) + "…";
  }

  public static ValueType<String> text() {
    return text("text", "some text", text -> true);
  }

  public static ValueType<String> text(
      String description, String expectation, Predicate<String> valid) {
    return scalar(
        description,
        expectation,
        text -> Optional.of(text).filter(t -> !t.isBlank()).filter(valid));
  }

  public static ValueType<Boolean> flag() {
    return scalar(
        "flag",
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  public static ValueType<Integer> number(int min, int max) {
    return scalar(
        "whole number",
        "a whole number from " + min + " to " + max,
        text -> wholeNumber(text).filter(n -> n >= min && n <= max).map(Math::toIntExact));
  }

  private static Optional<Long> wholeNumber(String text) {
    String digits = text.replace("_", "");
    boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain && digits.length() <= 12 ? Optional.of(Long.valueOf(digits)) : Optional.empty();
  }

  public static <T> ValueType<T> choice(Map<String, T> choices) {
    String all = String.join(" or ", choices.keySet());
    return scalar(all, all, text -> Optional.ofNullable(choices.get(text)));
  }

  public static ValueType<Duration> duration() {
    return scalar(
        "duration",
        "a whole number above 0 with ms, s, m, h or d: 200ms, 5s, 7d",
        text -> DurationText.parse(text).filter(duration -> !duration.isZero()));
  }

  public static ValueType<Integer> size(int maxMebibytes) {
    return scalar(
        "size",
        "a whole number above 0 with B, KiB or MiB, up to " + maxMebibytes + "MiB: 4MiB",
        text ->
            bytes(text).filter(n -> n > 0 && n <= (long) maxMebibytes << 20).map(Long::intValue));
  }

  private static Optional<Long> bytes(String text) {
    if (text.endsWith("MiB")) {
      return wholeNumber(text.substring(0, text.length() - 3)).map(n -> n << 20);
    }
    if (text.endsWith("KiB")) {
      return wholeNumber(text.substring(0, text.length() - 3)).map(n -> n << 10);
    }
    return text.endsWith("B")
        ? wholeNumber(text.substring(0, text.length() - 1))
        : Optional.empty();
  }

  /** An address of http or https with a host; user names and secrets in it are refused. */
  public static ValueType<URI> url(String expectation, Predicate<URI> valid) {
    return new ValueType<>() {
      @Override
      public String description() {
        return "URL";
      }

      @Override
      public Optional<URI> read(YamlValue place) {
        Optional<String> text = place.text("a URL");
        Optional<URI> url = text.flatMap(Types::uri);
        if (text.isPresent() && url.map(Types::holdsSecret).orElse(false)) {
          place.problem("holds a secret in clear; a URL is shown in logs and pages: leave it out");
          return Optional.empty();
        }
        Optional<URI> usable = url.filter(Types::isHttp).filter(valid);
        if (text.isPresent() && usable.isEmpty()) {
          place.problem("is no usable URL; write " + expectation);
        }
        return usable;
      }
    };
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isHttp(URI url) {
    return url.getHost() != null
        && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
  }

  private static boolean holdsSecret(URI url) {
    if (url.getRawUserInfo() != null) {
      return true;
    }
    if (url.getRawQuery() == null) {
      return false;
    }
    for (String parameter : url.getRawQuery().split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0 && Suggestions.looksLikeSecret(parameter.substring(0, equals))) {
        return true;
      }
    }
    return false;
  }

  /** The value is never repeated in a problem: what stands there by mistake is the secret. */
  public static ValueType<SecretRef> secretRef() {
    return new ValueType<>() {
      @Override
      public String description() {
        return "secret reference";
      }

      @Override
      public Optional<SecretRef> read(YamlValue place) {
        return place
            .text("a secret reference")
            .flatMap(
                text -> {
                  if (isReference(text)) {
                    return Optional.of(new SecretRef(text));
                  }
                  place.problem(
                      "is no reference, but perhaps the secret itself; write the name of an"
                          + " environment variable (A-Z, 0-9, _), or file:/path");
                  return Optional.empty();
                });
      }
    };
  }

  private static boolean isReference(String text) {
    if (text.startsWith("file:/")) {
      return text.length() > "file:/".length() && text.indexOf('\0') < 0;
    }
    return !text.isEmpty()
        && text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
        && !Character.isDigit(text.charAt(0));
  }

  /** One value in place of a list of one is allowed. */
  public static <T> ValueType<List<ReadValue<T>>> oneOrListOf(ValueType<T> kind, int max) {
    ValueType<List<ReadValue<T>>> list = listOf(kind);
    return new ValueType<>() {
      @Override
      public String description() {
        return kind.description() + ", or a list of up to " + max;
      }

      @Override
      public Optional<List<ReadValue<T>>> read(YamlValue place) {
        if (!(place.node() instanceof SequenceNode)) {
          return kind.read(place).map(value -> List.of(at(place, value)));
        }
        Optional<List<ReadValue<T>>> values = list.read(place);
        int count = values.map(List::size).orElse(1);
        if (count < 1 || count > max) {
          place.problem("has " + count + " values; write 1 to " + max);
          return Optional.empty();
        }
        return values;
      }
    };
  }

  public static <T> ValueType<List<ReadValue<T>>> listOf(ValueType<T> kind) {
    return new ValueType<>() {
      @Override
      public String description() {
        return "list of " + kind.description();
      }

      @Override
      public Optional<List<ReadValue<T>>> read(YamlValue place) {
        return place
            .sequence("a " + description())
            .map(
                sequence -> {
                  List<ReadValue<T>> values = new ArrayList<>();
                  int index = 0;
                  for (Node node : sequence.getValue()) {
                    YamlValue item = place.item(node, index++);
                    kind.read(item).ifPresent(value -> values.add(at(item, value)));
                  }
                  return values;
                });
      }

      @Override
      public Optional<OptionGroup> inner() {
        return kind.inner();
      }

      @Override
      public String step() {
        return "[]";
      }
    };
  }

  /** Keys are the operator's own; their order is kept, so that two processes agree on it. */
  public static <T> ValueType<Map<String, ReadValue<T>>> mapOf(ValueType<T> kind) {
    return new ValueType<>() {
      @Override
      public String description() {
        return "map of name to " + kind.description();
      }

      @Override
      public Optional<Map<String, ReadValue<T>>> read(YamlValue place) {
        return place
            .mapping("a " + description())
            .map(
                mapping -> {
                  Map<String, ReadValue<T>> values = new LinkedHashMap<>();
                  mapping.getValue().forEach(entry -> readEntry(entry, place, values));
                  return values;
                });
      }

      private void readEntry(NodeTuple entry, YamlValue place, Map<String, ReadValue<T>> values) {
        String key = entry.getKeyNode() instanceof ScalarNode node ? node.getValue().strip() : "";
        YamlValue value = place.entry(entry, key);
        if (key.isEmpty()) {
          value.problem("a name must be a single, non-empty value");
        } else if (values.containsKey(key)) {
          value.problem("is written twice; keep one");
        } else {
          kind.read(value).ifPresent(read -> values.put(key, at(value, read)));
        }
      }

      @Override
      public Optional<OptionGroup> inner() {
        return kind.inner();
      }

      @Override
      public String step() {
        return ".*";
      }
    };
  }

  public static ValueType<Section> section(OptionGroup spec) {
    return new ValueType<>() {
      @Override
      public String description() {
        return "section";
      }

      @Override
      public Optional<Section> read(YamlValue place) {
        return place
            .mapping("a section with " + Suggestions.list(spec.keys()))
            .map(mapping -> Section.read(mapping, place, spec));
      }

      @Override
      public Optional<OptionGroup> inner() {
        return Optional.of(spec);
      }
    };
  }

  /** A section whose keys depend on another value, so it is read later. */
  public static ValueType<YamlValue> later(String description) {
    return new ValueType<>() {
      @Override
      public String description() {
        return description;
      }

      @Override
      public Optional<YamlValue> read(YamlValue place) {
        return Optional.of(place);
      }
    };
  }

  private static <T> ReadValue<T> at(YamlValue place, T value) {
    return new ReadValue<>(value, place.line(), place.path());
  }
}
