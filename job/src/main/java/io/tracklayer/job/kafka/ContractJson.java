package io.tracklayer.job.kafka;

import io.tracklayer.contract.json.Json;
import java.io.IOException;
import org.apache.flink.formats.json.JsonSerializationSchema;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.SerializerProvider;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.module.SimpleModule;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ser.std.StdSerializer;

/**
 * Flink's JSON serialization schema on top of the contract's JSON, so that all topics are written
 * alike.
 */
public final class ContractJson {

  private ContractJson() {}

  /** Writes records of the contract. */
  public static <T extends Record> JsonSerializationSchema<T> schema() {
    return new JsonSerializationSchema<>(ContractJson::mapper);
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper()
        .registerModule(new SimpleModule().addSerializer(Record.class, new AsContract()));
  }

  private static final class AsContract extends StdSerializer<Record> {

    private static final long serialVersionUID = 1L;

    AsContract() {
      super(Record.class);
    }

    @Override
    public void serialize(Record value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeRawValue(Json.text(value));
    }
  }
}
