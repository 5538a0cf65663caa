package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Looks at one JSON object field by field and notes what is wrong with it. Notes name fields, never
 * values: those may be personal data.
 */
public final class Inspection {

  /**
   * One thing that is wrong.
   *
   * @param field the first segment below the inspected root that it concerns: {@code user_data}
   */
  public record Finding(String path, String field, String message) {

    @Override
    public String toString() {
      return path + " " + message;
    }
  }

  private final String path;
  private final JsonNode object;
  private final List<Finding> findings;

  private Inspection(String path, JsonNode object, List<Finding> findings) {
    this.path = path;
    this.object = object.isObject() ? object : MissingNode.getInstance();
    this.findings = findings;
    if (!object.isObject()) {
      findings.add(new Finding(path, "", "must be an object"));
    }
  }

  public static Inspection of(String path, JsonNode object) {
    return new Inspection(path, object, new ArrayList<>());
  }

  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  public JsonNode get(String field) {
    return object.path(field);
  }

  public boolean has(String field) {
    return !object.path(field).isMissingNode();
  }

  public List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public void wrong(String field, String message) {
    findings.add(new Finding(path + "." + field, field, message));
  }

  /** No field but these. */
  public Inspection only(Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                wrong(name, "is not a field of this object");
              }
            });
    return this;
  }

  public Inspection required(String... fields) {
    for (String field : fields) {
      if (!object.hasNonNull(field)) {
        wrong(field, "is missing");
      }
    }
    return this;
  }

  /** Text that is not blank, if it is there. */
  public Inspection text(String... fields) {
    return each("must be text that is not blank", node -> node.isTextual() && !blank(node), fields);
  }

  public Inspection flag(String... fields) {
    return each("must be true or false", JsonNode::isBoolean, fields);
  }

  public Inspection integer(String... fields) {
    return each("must be a whole number", JsonNode::isIntegralNumber, fields);
  }

  public Inspection number(String... fields) {
    return each("must be a number", JsonNode::isNumber, fields);
  }

  public Inspection notNegative(String... fields) {
    return each(
        "must be a number that is not negative",
        node -> node.isNumber() && node.decimalValue().compareTo(BigDecimal.ZERO) >= 0,
        fields);
  }

  public Inspection oneOf(String field, Set<String> values) {
    return each(
        "must be one of " + values,
        node -> node.isTextual() && values.contains(node.asText()),
        field);
  }

  public Inspection matching(Pattern pattern, String what, String... fields) {
    return each(
        "must be " + what,
        node -> node.isTextual() && pattern.matcher(node.asText()).matches(),
        fields);
  }

  /** One such text or a list of them that is not empty. */
  public Inspection matchingOneOrMore(Pattern pattern, String what, String... fields) {
    return each(
        "must be " + what + ", or a list of such",
        node -> oneOrMore(node, one -> one.isTextual() && pattern.matcher(one.asText()).matches()),
        fields);
  }

  public Inspection texts(String... fields) {
    return each(
        "must be a list of texts",
        node -> node.isArray() && all(node, one -> one.isTextual() && !blank(one)),
        fields);
  }

  /** An instant in ISO 8601 UTC. */
  public Inspection instant(String... fields) {
    return each("must be a time such as 2026-01-31T10:00:00Z", Inspection::isInstant, fields);
  }

  /** Looks into an object, if it is there. */
  public Inspection object(String field, Consumer<Inspection> look) {
    JsonNode node = object.path(field);
    if (!node.isMissingNode()) {
      inside(path + "." + field, field, node, look);
    }
    return this;
  }

  /** Looks into each object of a list, if it is there. */
  public Inspection objects(String field, Consumer<Inspection> look) {
    JsonNode node = object.path(field);
    if (node.isMissingNode()) {
      return this;
    }
    if (!node.isArray()) {
      wrong(field, "must be a list");
      return this;
    }
    for (int i = 0; i < node.size(); i++) {
      inside(path + "." + field + "[" + i + "]", field, node.get(i), look);
    }
    return this;
  }

  private void inside(String where, String field, JsonNode node, Consumer<Inspection> look) {
    Inspection inner = Inspection.of(where, node);
    look.accept(inner);
    inner.findings.forEach(f -> findings.add(new Finding(f.path(), field, f.message())));
  }

  private interface Check {
    boolean passes(JsonNode node);
  }

  private Inspection each(String message, Check check, String... fields) {
    for (String field : fields) {
      JsonNode node = object.path(field);
      if (!node.isMissingNode() && !check.passes(node)) {
        wrong(field, message);
      }
    }
    return this;
  }

  private static boolean oneOrMore(JsonNode node, Check check) {
    return node.isArray() ? !node.isEmpty() && all(node, check) : check.passes(node);
  }

  private static boolean all(JsonNode list, Check check) {
    for (JsonNode one : list) {
      if (!check.passes(one)) {
        return false;
      }
    }
    return true;
  }

  private static boolean blank(JsonNode text) {
    return text.asText().isBlank();
  }

  private static boolean isInstant(JsonNode node) {
    try {
      Instant.parse(node.asText());
      return node.isTextual();
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
