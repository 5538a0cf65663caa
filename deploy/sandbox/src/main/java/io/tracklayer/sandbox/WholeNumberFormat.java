package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;

/**
 * {@code "format": "int64"}: a whole number that is written as one. {@code 1.0} is an integer in
 * JSON Schema, but not for every API.
 */
final class WholeNumberFormat implements Format {

  @Override
  public String getName() {
    return "int64";
  }

  @Override
  public boolean matches(ExecutionContext context, SchemaContext schema, JsonNode value) {
    return !value.isNumber() || (value.isIntegralNumber() && value.canConvertToLong());
  }
}
