package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;

/** The form of a consent value that cannot be read. */
public enum Form {
  WORD("a word that is not known"),
  TEXT("a text"),
  NUMBER("a number"),
  BOOLEAN("a truth value"),
  LIST("a list"),
  OBJECT("an object"),
  TOO_LONG("a text that is too long");

  private final String description;

  Form(String description) {
    this.description = description;
  }

  static Form of(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> TEXT;
      case NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case ARRAY -> LIST;
      default -> OBJECT;
    };
  }

  String description() {
    return description;
  }
}
