package io.tracklayer.job.gate;

import io.tracklayer.job.state.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a refund says of the order whose value it restates.
 *
 * @param purchase the claim of the order's purchase, where the refund is delivered: only there is
 *     it known whether the destination has the order
 * @param amount none if it says none
 * @param currency none if it says none
 */
public record RefundOf(String purchase, @Nullable BigDecimal amount, @Nullable String currency) {

  static void write(@Nullable RefundOf refund, DataOutput out) throws IOException {
    Binary.writeText(refund == null ? null : refund.purchase, out);
    if (refund != null) {
      Binary.writeDecimal(refund.amount, out);
      Binary.writeText(refund.currency, out);
    }
  }

  static @Nullable RefundOf read(DataInput in) throws IOException {
    String purchase = Binary.readText(in);
    return purchase == null
        ? null
        : new RefundOf(purchase, Binary.readDecimal(in), Binary.readText(in));
  }
}
