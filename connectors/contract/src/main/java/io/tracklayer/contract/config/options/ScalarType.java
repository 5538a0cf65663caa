package io.tracklayer.contract.config.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A single value. Its constraint is stated once: {@link #parse} enforces what {@link #schema} tells
 * editors, and whatever a schema cannot express.
 *
 * @param <T> what it is read as
 */
public final class ScalarType<T> implements ValueType<T> {

  private static final int LONGEST_REPEATED = 60;

  private final String name;
  private final String example;
  private final Map<String, Object> schema;
  private final Function<String, Optional<T>> parse;
  private final Function<String, String> problem;
  private final List<String> refused;
  private final @Nullable SecretForm secretForm;
  private final boolean trims;

  /**
   * @param expectation completes "write …"
   * @param example as it is written in the file
   * @param schema JSON Schema keywords
   * @param parse empty when the text is not such a value
   */
  ScalarType(
      String name,
      String expectation,
      String example,
      Map<String, Object> schema,
      Function<String, Optional<T>> parse) {
    this(
        name,
        example,
        schema,
        parse,
        text -> "`" + shortened(text) + "` will not do; write " + expectation,
        List.of(),
        null,
        false);
  }

  private ScalarType(
      String name,
      String example,
      Map<String, Object> schema,
      Function<String, Optional<T>> parse,
      Function<String, String> problem,
      List<String> refused,
      @Nullable SecretForm secretForm,
      boolean trims) {
    this.name = name;
    this.example = example;
    this.schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
    this.parse = parse;
    this.problem = problem;
    this.refused = List.copyOf(refused);
    this.secretForm = secretForm;
    this.trims = trims;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_REPEATED ? text : text.substring(0, LONGEST_REPEATED) + "…";
  }

  /** The same, with another message about invalid text. */
  ScalarType<T> saying(Function<String, String> other) {
    return new ScalarType<>(name, example, schema, parse, other, refused, secretForm, trims);
  }

  /**
   * The same, except for values refused by a rule that a schema cannot express.
   *
   * @param instance a value that is refused
   */
  public ScalarType<T> except(String instance, Predicate<String> rule) {
    return refusing(
        instance, text -> rule.test(text) ? Optional.of(problem.apply(text)) : Optional.empty());
  }

  /**
   * The same, except for values that are refused with a message of their own.
   *
   * @param instance a value that is refused
   * @param flaw what is wrong with a value, and what to write instead; empty when it is valid
   */
  public ScalarType<T> refusing(String instance, Function<String, Optional<String>> flaw) {
    List<String> instances = new ArrayList<>(refused);
    instances.add(instance);
    return new ScalarType<>(
        name,
        example,
        schema,
        text -> flaw.apply(text).isPresent() ? Optional.empty() : parse.apply(text),
        text -> flaw.apply(text).orElseGet(() -> problem.apply(text)),
        instances,
        secretForm,
        trims);
  }

  /** The same, read as something else. */
  public <U> ScalarType<U> as(Function<T, U> conversion) {
    return new ScalarType<>(
        name,
        example,
        schema,
        text -> parse.apply(text).map(conversion),
        problem,
        refused,
        secretForm,
        trims);
  }

  /** The same, with white space at the ends of quoted text kept. */
  public ScalarType<T> keepingSpaces() {
    return new ScalarType<>(name, example, schema, parse, problem, refused, secretForm, false);
  }

  /** The same, read without the white space at its ends. */
  ScalarType<T> trimming() {
    return new ScalarType<>(name, example, schema, parse, problem, refused, secretForm, true);
  }

  ScalarType<T> ofForm(SecretForm form) {
    return new ScalarType<>(name, example, schema, parse, problem, refused, form, trims);
  }

  @Override
  public String name() {
    return name;
  }

  /** A valid value, as the file would write it. */
  public String example() {
    return example;
  }

  /** What a JSON Schema can express of its constraint. */
  public Map<String, Object> schema() {
    return schema;
  }

  /** For each rule beyond the schema, one value that it refuses. */
  public List<String> refused() {
    return refused;
  }

  /**
   * @param text as {@link #trimmed} leaves it
   * @return empty when it will not do
   */
  public Optional<T> parse(String text) {
    return parse.apply(text);
  }

  /**
   * @param text as it stands in the file
   * @return empty when it will not do
   */
  public Optional<T> read(String text, JsonKind kind) {
    return takes(kind) ? parse(trimmed(text)) : Optional.empty();
  }

  private boolean takes(JsonKind kind) {
    Object types = schema.get("type");
    if (schema.get("enum") instanceof List<?> values) {
      return values.stream()
          .anyMatch(
              value -> kind == (value instanceof Integer ? JsonKind.INTEGER : JsonKind.STRING));
    }
    List<?> taken = types instanceof List<?> several ? several : List.of(String.valueOf(types));
    return taken.contains(kind.keyword())
        || (kind == JsonKind.INTEGER && taken.contains(JsonKind.NUMBER.keyword()));
  }

  /** Whether a text has the form that the schema demands; further rules may still refuse it. */
  public boolean fits(String text) {
    return schema.get("pattern") instanceof String pattern
        && Pattern.compile(pattern).matcher(text).find();
  }

  /** The text of the file, without surrounding white space unless that counts. */
  public String trimmed(String text) {
    return trims ? text.strip() : text;
  }

  /** What is wrong with a text that could not be read, and what to write instead. */
  public String problem(String text, JsonKind kind) {
    if (parse(text.strip()).isEmpty()) {
      return problem(text);
    }
    if (!trimmed(text).equals(text.strip())) {
      return "has white space at its start or end; write it without";
    }
    return kind == JsonKind.STRING
        ? "is text, since it is in quotes; write it without"
        : "is not text to YAML but a " + kind.keyword() + "; put it in quotes";
  }

  /** What is wrong with a text that could not be parsed, and what to write instead. */
  public String problem(String text) {
    return problem.apply(text);
  }

  /** The form required of the secret, if this is a reference to one. */
  public Optional<SecretForm> secretForm() {
    return Optional.ofNullable(secretForm);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.scalar(this);
  }
}
