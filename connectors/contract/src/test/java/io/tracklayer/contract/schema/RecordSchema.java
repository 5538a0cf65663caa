package io.tracklayer.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** One of the published schemas, with formats asserted and nothing fetched from a network. */
final class RecordSchema {

  private final JsonNode document;
  private final Schema schema;

  RecordSchema(String name) {
    String resource = "/io/tracklayer/contract/schema/" + name + ".schema.json";
    try (InputStream in = RecordSchema.class.getResourceAsStream(resource)) {
      document = Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry ->
                    registry
                        .schemaRegistryConfig(config)
                        .schemaLoader(
                            loader -> loader.fetchRemoteResources(false).block(location -> true)))
            .getSchema(document);
  }

  JsonNode document() {
    return document;
  }

  List<String> problems(JsonNode value) {
    return schema.validate(value).stream().map(Error::toString).toList();
  }
}
