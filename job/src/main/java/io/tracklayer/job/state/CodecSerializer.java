package io.tracklayer.job.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A Flink serializer over a {@link Codec}: one version byte, then the codec's bytes. A newer codec
 * reads what an older one wrote, so state needs no migration; state of a newer codec is refused.
 *
 * @param <T> an immutable type
 */
public final class CodecSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final Codec<T> codec;

  /**
   * Serialises with a codec, which must be registered, since a restore looks it up by its id.
   *
   * @throws IllegalArgumentException if it is not registered, which would otherwise only show when
   *     state is restored
   */
  public CodecSerializer(Codec<T> codec) {
    Codec<?> registered =
        CodecRegistry.load(codec.getClass().getClassLoader()).find(codec.id()).orElse(null);
    if (registered == null || registered.getClass() != codec.getClass()) {
      throw new IllegalArgumentException(
          codec.getClass().getName()
              + " is not registered as "
              + codec.id()
              + "; add it to META-INF/services/"
              + Codec.class.getName());
    }
    this.codec = codec;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public @Nullable T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    codec.writeVersioned(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return codec.readVersioned(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodecSerializer<?> serializer
        && codec.id().equals(serializer.codec.id());
  }

  @Override
  public int hashCode() {
    return codec.id().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(codec);
  }

  /**
   * Remembers which codec wrote the state, and in which version. Savepoints name this class: it can
   * be neither moved nor renamed.
   */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int FORMAT = 1;

    private Codec<T> codec;
    private int writtenVersion;

    /** For Flink, which then calls {@link #readSnapshot}. */
    @SuppressWarnings("NullAway.Init")
    public Snapshot() {}

    private Snapshot(Codec<T> codec) {
      this.codec = codec;
      this.writtenVersion = codec.version();
    }

    @Override
    public int getCurrentVersion() {
      return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(codec.id());
      out.writeInt(codec.version());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int format, DataInputView in, ClassLoader classLoader)
        throws IOException {
      String id = in.readUTF();
      writtenVersion = in.readInt();
      codec =
          (Codec<T>)
              CodecRegistry.load(classLoader)
                  .find(id)
                  .orElseThrow(
                      () ->
                          new IOException(
                              "state was written by the codec "
                                  + id
                                  + ", which this release does not have; restore it with the"
                                  + " release that wrote it"));
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new CodecSerializer<>(codec);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      if (!(old instanceof Snapshot<T> snapshot)
          || !snapshot.codec.id().equals(codec.id())
          || snapshot.writtenVersion > codec.version()) {
        return TypeSerializerSchemaCompatibility.incompatible();
      }
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }

    @Override
    public String toString() {
      return codec.id() + " v" + writtenVersion;
    }
  }
}
