package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of the bodies that an API accepts: {@code schema.json} in the package of that
 * API. It is written from the vendor's documentation and accepts no more than the documentation
 * describes. Unknown fields are refused, because the vendor would silently ignore a misspelt one.
 *
 * <p>The message of a finding is "must be" and the {@code description} of the schema that the value
 * fails; without a description, it is the validator's own. Schemas are loaded from the class path
 * only; nothing is fetched.
 *
 * <p>Thread-safe; compiled once.
 */
public final class BodySchema {

  /** The prefix of our schemas; what follows it is the path below this package. */
  private static final String OURS = "https://tracklayer.io/sandbox/";

  private static final String OF_THE_CONTRACT = "https://tracklayer.io/schema/";

  private static final Dialect DIALECT =
      Dialect.builder(Dialects.getDraft202012())
          .format(new CurrencyFormat())
          .format(new WholeNumberFormat())
          .build();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          DIALECT,
          registry ->
              registry
                  .schemaIdResolvers(
                      ids ->
                          ids.mapPrefix(OURS, "classpath:io/tracklayer/sandbox/")
                              .mapPrefix(
                                  OF_THE_CONTRACT, "classpath:io/tracklayer/contract/schema/"))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .formatAssertionsEnabled(true)
                          .pathType(PathType.JSON_POINTER)
                          .build()));

  private final Schema schema;

  private BodySchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * The schema in the package of an API.
   *
   * @throws com.networknt.schema.SchemaException when there is none
   */
  public static BodySchema of(Class<? extends SandboxApi> api) {
    String parent = BodySchema.class.getPackageName() + ".";
    String vendor = api.getPackageName().substring(parent.length());
    Schema schema = REGISTRY.getSchema(SchemaLocation.of(OURS + vendor + "/schema.json"));
    schema.initializeValidators();
    return new BodySchema(schema);
  }

  /** Whether a body is valid. Stops at the first failure. */
  public boolean accepts(JsonNode body) {
    return schema.validate(body, OutputFormat.BOOLEAN);
  }

  /** Everything that is wrong with a body; empty if it is valid. */
  public List<BodyProblem> findings(JsonNode body) {
    // If all alternatives fail, only the failure of the first is reported.
    Map<List<Object>, BodyProblem> findings = new LinkedHashMap<>();
    for (Error error : schema.validate(body)) {
      NodePath holder = holder(error.getEvaluationPath());
      boolean isAlternative = !holder.equals(error.getEvaluationPath().getParent());
      BodyProblem finding = finding(error, isAlternative);
      findings.putIfAbsent(
          isAlternative
              ? List.of(holder, error.getInstanceLocation())
              : List.of(finding.at(), finding.keyword()),
          finding);
    }
    return List.copyOf(findings.values());
  }

  private static BodyProblem finding(Error error, boolean isAlternative) {
    String keyword = error.getKeyword();
    return switch (keyword) {
      case "required" ->
          isAlternative
              ? new BodyProblem(
                  at(error, error.getProperty()),
                  BodyProblem.ALTERNATIVES,
                  "is missing, and so is every alternative to it")
              : new BodyProblem(at(error, error.getProperty()), keyword, "is missing");
      case "dependentRequired" ->
          new BodyProblem(
              at(error, String.valueOf(error.getArguments()[0])),
              keyword,
              "is missing: it goes with " + error.getProperty());
      case "additionalProperties" ->
          new BodyProblem(at(error, error.getProperty()), keyword, "is not a field of this object");
      case "propertyNames" ->
          new BodyProblem(
              at(error, error.getProperty()), keyword, "is not a name that may be used");
      case "false" -> new BodyProblem(at(error), keyword, "may not be used");
      default -> new BodyProblem(at(error), keyword, message(error));
    };
  }

  private static List<String> at(Error error, String... further) {
    List<String> at = new ArrayList<>();
    NodePath path = error.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      at.add(path.getName(i));
    }
    at.addAll(List.of(further));
    return List.copyOf(at);
  }

  private static String message(Error error) {
    SchemaLocation location = error.getSchemaLocation();
    if (!location.toString().startsWith(OURS)) {
      return error.getMessage();
    }
    String description =
        REGISTRY
            .getSchema(new SchemaLocation(location.getAbsoluteIri()))
            .getSchemaNode()
            .at(holder(location.getFragment()).toString())
            .path("description")
            .asText();
    return description.isEmpty() ? error.getMessage() : "must be " + description;
  }

  /** The schema that contains a failed keyword; for an alternative, the one that lists it. */
  private static NodePath holder(NodePath keyword) {
    NodePath holder = keyword.getParent();
    for (NodePath at = holder; at.getNameCount() > 0; at = at.getParent()) {
      if (at.getName(-1).equals(BodyProblem.ALTERNATIVES)) {
        holder = at.getParent();
      }
    }
    return holder;
  }
}
