package io.tracklayer.job.graph;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.canonical.CanonicalRecordCodec;
import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.copies.MarkedEventCodec;
import io.tracklayer.job.identity.loop.MessageCodec;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.ResolvedCodec;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.DraftCodec;
import io.tracklayer.job.kafka.TopicTypes;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.NodeIdCodec;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** What the steps from the raw to the canonical topic hand on to each other. */
public final class StepTypes {

  public static final TypeInformation<Draft> DRAFT =
      new CodecTypeInfo<>(Draft.class, new DraftCodec());
  public static final TypeInformation<Resolved> RESOLVED =
      new CodecTypeInfo<>(Resolved.class, new ResolvedCodec());
  public static final TypeInformation<CanonicalRecord> CANONICAL =
      new CodecTypeInfo<>(CanonicalRecord.class, new CanonicalRecordCodec());
  public static final TypeInformation<MarkedEvent> MARKED =
      new CodecTypeInfo<>(MarkedEvent.class, new MarkedEventCodec());
  public static final OutputTag<Rejection> REJECTED =
      new OutputTag<>("rejected", TopicTypes.REJECTION);

  static final TypeInformation<NodeId> NODE = new CodecTypeInfo<>(NodeId.class, new NodeIdCodec());
  static final TypeInformation<Message> MESSAGE =
      new CodecTypeInfo<>(Message.class, new MessageCodec());

  private StepTypes() {}
}
