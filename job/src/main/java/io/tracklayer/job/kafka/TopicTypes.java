package io.tracklayer.job.kafka;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.JsonCodec;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types in which records of the contract pass from an operator to the sink of their topic. */
public final class TopicTypes {

  public static final TypeInformation<DeliveryRecord> OUTCOME =
      new CodecTypeInfo<>(DeliveryRecord.class, new OutcomeJson());
  public static final TypeInformation<Rejection> REJECTION =
      new CodecTypeInfo<>(Rejection.class, new RejectionJson());

  public static final TypeInformation<IdentityChange> IDENTITY_CHANGE =
      new CodecTypeInfo<>(IdentityChange.class, new IdentityChangeJson());

  private TopicTypes() {}

  public static final class IdentityChangeJson extends JsonCodec<IdentityChange> {
    private static final long serialVersionUID = 1L;

    public IdentityChangeJson() {
      super("identity-change", IdentityChange.class);
    }
  }

  public static final class OutcomeJson extends JsonCodec<DeliveryRecord> {
    private static final long serialVersionUID = 1L;

    public OutcomeJson() {
      super("delivery-record", DeliveryRecord.class);
    }
  }

  public static final class RejectionJson extends JsonCodec<Rejection> {
    private static final long serialVersionUID = 1L;

    public RejectionJson() {
      super("rejection", Rejection.class);
    }
  }
}
