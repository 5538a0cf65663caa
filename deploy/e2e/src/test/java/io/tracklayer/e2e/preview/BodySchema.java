package io.tracklayer.e2e.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The JSON Schema of the body that a vendor documents for its API: {@code schema.json} beside its
 * API in the sandbox. Written from the vendor's pages, and no wider than they are.
 */
final class BodySchema {

  private static final String OURS = "https://tracklayer.io/schema/";

  private static final int LONGEST_VALUE = 200;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry
                  .schemaIdResolvers(
                      ids -> ids.mapPrefix(OURS, "classpath:io/tracklayer/contract/schema/"))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final Schema schema;

  /**
   * @throws AssertionError saying what to write when there is no such file
   */
  BodySchema(Class<?> api) throws IOException {
    try (InputStream file = api.getResourceAsStream("schema.json")) {
      if (file == null) {
        throw new AssertionError(
            "there is no schema.json beside "
                + api.getName()
                + ": write the JSON Schema (2020-12) of the body that this API documents");
      }
      schema = REGISTRY.getSchema(Json.parse(file.readAllBytes()));
    }
  }

  /** What is wrong with a body; empty when nothing is. */
  List<String> problems(JsonNode body) {
    return accepts(body)
        ? List.of()
        : schema.validate(body).stream().map(BodySchema::told).toList();
  }

  private static String told(Error error) {
    String value = String.valueOf(error.getInstanceNode());
    return error
        + ": "
        + (value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
  }

  /** Stops at the first problem. */
  boolean accepts(JsonNode body) {
    return schema.validate(body, OutputFormat.BOOLEAN);
  }
}
