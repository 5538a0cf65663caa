package io.tracklayer.job.state;

import io.tracklayer.contract.json.Json;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Uses the JSON of a topic as the binary form, for records on their way to a sink, which are never
 * kept in state.
 */
public abstract class JsonCodec<T> implements Codec<T> {

  private static final long serialVersionUID = 1L;

  private final String id;
  private final Class<T> type;

  protected JsonCodec(String id, Class<T> type) {
    this.id = id;
    this.type = type;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final int version() {
    return 1;
  }

  @Override
  public final void write(T value, DataOutput out) throws IOException {
    Binary.writeBytes(Json.write(value), out);
  }

  @Override
  public final T read(int version, DataInput in) throws IOException {
    return Json.read(Binary.readBytes(in), type);
  }
}
