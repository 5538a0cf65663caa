package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.options.JsonKind;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of the file before it is read.
 *
 * @param line 1-based
 * @param column 1-based
 * @param written false for a default, whose own lines mean nothing
 */
record YamlValue(Node node, int line, int column, String path, boolean written, Problems problems) {

  private static final Set<Tag> PLAIN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.SEQ,
          Tag.MAP,
          Tag.MERGE);

  void problem(String message) {
    problems.add(line, column, path, message);
  }

  void warning(String message) {
    problems.addWarning(line, column, path, message);
  }

  /** About a key that this section lacks. */
  void warningAt(String key, String message) {
    problems.addWarning(line, column, at(key), message);
  }

  /** About a key of this section that cannot be one. */
  void problemAt(Node key, String message) {
    problems.add(lineOf(key), columnOf(key), path, message);
  }

  /** About a key that this section lacks. */
  void problemAt(String key, String message) {
    problems.add(line, column, at(key), message);
  }

  ConfigProblem asProblem(String message) {
    return new ConfigProblem(problems.file(), line, column, path, message);
  }

  /** The text of a scalar exactly as written, so that {@code NO} stays Norway and 007 an id. */
  Optional<String> text(String expected) {
    if (hasTag()) {
      return Optional.empty();
    }
    if (isNull(node)) {
      problem("has no value; expected " + expected);
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    problem("expected " + expected + ", found " + shape());
    return Optional.empty();
  }

  /** The JSON kind that an editor sees in a scalar. */
  JsonKind kind() {
    return node instanceof ScalarNode scalar
        ? JsonKind.of(scalar.getValue(), scalar.isPlain())
        : JsonKind.STRING;
  }

  /** Whether this section has a key, whatever its value is. */
  boolean has(String key) {
    return node instanceof MappingNode section
        && section.getValue().stream()
            .anyMatch(
                entry ->
                    entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key));
  }

  Optional<SequenceNode> sequence(String expected) {
    if (hasTag()) {
      return Optional.empty();
    }
    if (node instanceof SequenceNode sequence) {
      return Optional.of(sequence);
    }
    problem("expected " + expected + ", found " + shape() + "; a list is written [a, b]");
    return Optional.empty();
  }

  Optional<MappingNode> mapping(String expected) {
    if (hasTag()) {
      return Optional.empty();
    }
    if (node instanceof MappingNode mapping) {
      return Optional.of(mapping);
    }
    problem("expected " + expected + ", found " + shape());
    return Optional.empty();
  }

  /** The value at one index of a list. */
  YamlValue item(Node item, int index) {
    return new YamlValue(
        item, lineOf(item), columnOf(item), path + "[" + index + "]", written, problems);
  }

  /** The value under one key. */
  YamlValue entry(NodeTuple entry, String key) {
    return new YamlValue(
        entry.getValueNode(),
        lineOf(entry.getKeyNode()),
        columnOf(entry.getKeyNode()),
        at(key),
        written,
        problems);
  }

  /** The default for a key that the file leaves out. */
  YamlValue standIn(Node value, String key) {
    return new YamlValue(value, line, column, at(key), false, problems);
  }

  int lineOf(Node inner) {
    return written ? inner.getStartMark().getLine() + 1 : line;
  }

  private int columnOf(Node inner) {
    return written ? inner.getStartMark().getColumn() + 1 : column;
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /** Whether it has a tag, which is then reported. */
  boolean hasTag() {
    if (PLAIN_TAGS.contains(node.getTag())) {
      return false;
    }
    problem("a YAML tag is not allowed here; leave it out");
    return true;
  }

  private String shape() {
    if (node instanceof MappingNode) {
      return "a section";
    }
    return node instanceof SequenceNode ? "a list" : "a single value";
  }
}
