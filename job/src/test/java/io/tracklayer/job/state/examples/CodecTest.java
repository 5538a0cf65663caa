package io.tracklayer.job.state.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.ProfileCodec;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.DraftCodec;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.CodecSerializer;
import io.tracklayer.job.state.NodeIdCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CodecTest {

  @Test
  void whatWasWrittenIsReadAsItWas() throws Exception {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Draft draft = Drafts.random(random);
      Draft read = roundTrip(new CodecSerializer<>(new DraftCodec()), draft);
      assertThat(read.body()).as("seed %d", seed).isEqualTo(draft.body());
      assertThat(withoutBody(read)).as("seed %d", seed).isEqualTo(withoutBody(draft));
      Profile profile = Profile.of(draft).merge(Profile.of(Drafts.random(random)));
      assertThat(roundTrip(new CodecSerializer<>(new ProfileCodec()), profile))
          .as("seed %d", seed)
          .isEqualTo(profile);
    }
  }

  @Test
  void textsOfAnyLengthAndAnyLanguageSurvive() throws Exception {
    for (String text : new String[] {null, "", "a", "é😀정", "x".repeat(100_000)}) {
      DataOutputSerializer out = new DataOutputSerializer(16);
      Binary.writeText(text, out);
      assertThat(Binary.readText(new DataInputDeserializer(out.getCopyOfBuffer()))).isEqualTo(text);
    }
  }

  @Test
  void countsTakeAsManyBytesAsTheyNeed() throws Exception {
    for (int count : new int[] {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE}) {
      DataOutputSerializer out = new DataOutputSerializer(16);
      Binary.writeCount(count, out);
      assertThat(Binary.readCount(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(count);
    }
    DataOutputSerializer out = new DataOutputSerializer(16);
    Binary.writeCount(300, out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo("ac02");
  }

  @Test
  void aNewerCodecReadsOlderStateAsItIsAndAnOlderOneRefusesNewerState() throws Exception {
    TypeSerializerSnapshot<String> written = restored(new CodecSerializer<>(new TextV2()));
    assertThat(
            new CodecSerializer<>(new TextV2())
                .snapshotConfiguration()
                .resolveSchemaCompatibility(written)
                .isCompatibleAsIs())
        .isTrue();
    assertThat(
            new CodecSerializer<>(new NodeIdCodec())
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored(new CodecSerializer<>(new NodeIdCodec())))
                .isCompatibleAsIs())
        .isTrue();
    DataOutputSerializer old = new DataOutputSerializer(16);
    old.writeByte(1);
    old.writeUTF("before");
    assertThat(
            written
                .restoreSerializer()
                .deserialize(new DataInputDeserializer(old.getCopyOfBuffer())))
        .isEqualTo("before");
  }

  @Test
  void aCodecThatARestoreCouldNotFindIsRefusedAtOnce() {
    assertThatThrownBy(() -> new CodecSerializer<>(new Unregistered("of-its-own")))
        .hasMessageContaining("not registered as of-its-own")
        .hasMessageContaining("META-INF/services/io.tracklayer.job.state.Codec");
    assertThatThrownBy(() -> new CodecSerializer<>(new Unregistered("node-id")))
        .as("an id that is another's")
        .hasMessageContaining("not registered as node-id");
  }

  @Test
  void stateOfACodecThatThisReleaseLacksIsRefusedByItsId() throws Exception {
    DataOutputSerializer written = new DataOutputSerializer(64);
    written.writeUTF("of-the-future");
    written.writeInt(1);
    assertThatThrownBy(
            () ->
                new CodecSerializer.Snapshot<>()
                    .readSnapshot(
                        1,
                        new DataInputDeserializer(written.getCopyOfBuffer()),
                        CodecTest.class.getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the codec of-the-future");
  }

  @Test
  void whatASavepointKnowsOfACodecIsItsIdAndItsVersion() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new CodecSerializer<>(new NodeIdCodec()).snapshotConfiguration().writeSnapshot(out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(in.readUTF()).isEqualTo("node-id");
    assertThat(in.readInt()).isEqualTo(1);
    assertThat(in.available()).isZero();
  }

  /** Arrays have no equality of their own. */
  private static Draft withoutBody(Draft draft) {
    return draft.withBody(null);
  }

  private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static <T> TypeSerializerSnapshot<T> restored(TypeSerializer<T> serializer)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()), CodecTest.class.getClassLoader());
  }

  /** Its second version writes differently, and still reads the first. */
  public static final class TextV2 implements Codec<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
      return "test-text";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(String value, DataOutput out) throws IOException {
      Binary.writeText(value, out);
    }

    @Override
    public String read(int version, DataInput in) throws IOException {
      return version == 1 ? in.readUTF() : Binary.readText(in);
    }
  }

  private record Unregistered(String id) implements Codec<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(String value, DataOutput out) throws IOException {
      out.writeUTF(value);
    }

    @Override
    public String read(int version, DataInput in) throws IOException {
      return in.readUTF();
    }
  }
}
