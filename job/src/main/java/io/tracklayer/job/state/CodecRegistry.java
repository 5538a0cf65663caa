package io.tracklayer.job.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Every codec by its id, which is what a savepoint names. A codec is added by its line in {@code
 * META-INF/services/io.tracklayer.job.state.Codec}; its class may then be renamed and moved, its id
 * may not change.
 */
public final class CodecRegistry {

  private final List<Codec<?>> codecs;

  private CodecRegistry(List<Codec<?>> codecs) {
    this.codecs = List.copyOf(codecs);
  }

  /** All codecs that a class loader finds. */
  public static CodecRegistry load(ClassLoader classLoader) {
    List<Codec<?>> codecs = new ArrayList<>();
    ServiceLoader.load(Codec.class, classLoader).forEach(codecs::add);
    return new CodecRegistry(codecs);
  }

  public List<Codec<?>> codecs() {
    return codecs;
  }

  public Optional<Codec<?>> find(String id) {
    return codecs.stream().filter(codec -> codec.id().equals(id)).findFirst();
  }
}
