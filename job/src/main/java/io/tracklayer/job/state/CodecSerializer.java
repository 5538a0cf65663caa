package io.tracklayer.job.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

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
   * Over a codec whose class is public and has a public constructor without arguments: a restore
   * makes one by its name.
   *
   * @throws RuntimeException when it has not, which would only show when state is restored
   */
  public CodecSerializer(Codec<T> codec) {
    InstantiationUtil.checkForInstantiation(codec.getClass());
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
  public T createInstance() {
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
        && codec.getClass() == serializer.codec.getClass();
  }

  @Override
  public int hashCode() {
    return codec.getClass().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(codec);
  }

  /** Remembers which codec wrote, and in which version. */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int FORMAT = 1;

    private Codec<T> codec;
    private int writtenVersion;

    /** For Flink, which then calls {@link #readSnapshot}. */
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
      out.writeUTF(codec.getClass().getName());
      out.writeInt(codec.version());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int format, DataInputView in, ClassLoader classLoader)
        throws IOException {
      String name = in.readUTF();
      writtenVersion = in.readInt();
      try {
        codec = (Codec<T>) InstantiationUtil.instantiate(Class.forName(name, true, classLoader));
      } catch (ClassNotFoundException e) {
        throw new IOException("state was written by " + name + ", which this release lacks", e);
      }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new CodecSerializer<>(codec);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      if (!(old instanceof Snapshot<T> snapshot)
          || snapshot.codec.getClass() != codec.getClass()
          || snapshot.writtenVersion > codec.version()) {
        return TypeSerializerSchemaCompatibility.incompatible();
      }
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
  }
}
