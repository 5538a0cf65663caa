package io.tracklayer.job.canonical;

import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.OwnFields;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.job.identity.profile.Member;
import io.tracklayer.job.intake.draft.Contribution;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a canonical event's person the event brought itself, before its profile added to it. */
final class OwnData {

  private OwnData() {}

  /**
   * @param identifiers the event's own that it may carry
   */
  static OwnFields of(List<Member> identifiers, Contribution contribution) {
    OwnFields own = OwnFields.NONE;
    for (Member member : identifiers) {
      OwnField field = field(member.identifier());
      own = field == null ? own : own.with(field);
    }
    own = withNamed(own, contribution.traits().keySet());
    own = withNamed(own, contribution.shippedTo().keySet());
    own = withNamed(own, contribution.clickIds().keySet());
    return withMadeOf(own, contribution.clickIds().keySet());
  }

  /** None for an id that no profile adds to an event. */
  private static @Nullable OwnField field(Identifier identifier) {
    return switch (identifier.type()) {
      case Identifier.USER_ID -> OwnField.USER_ID;
      case Identifier.ANONYMOUS_ID -> OwnField.ANONYMOUS_ID;
      case Identifier.EMAIL ->
          HashedValue.is(identifier.value()) ? OwnField.EMAILS_SHA256 : OwnField.EMAILS;
      case Identifier.PHONE ->
          HashedValue.is(identifier.value()) ? OwnField.PHONES_SHA256 : OwnField.PHONES;
      case Identifier.ADVERTISING_ID -> null;
      default -> OwnField.EXTERNAL_IDS;
    };
  }

  private static OwnFields withNamed(OwnFields own, Set<String> names) {
    OwnFields all = own;
    for (String name : names) {
      OwnField field = OwnField.of(name);
      all = field == null ? all : all.with(field);
    }
    return all;
  }

  /** See {@link CarriedClickIds#of}. */
  private static OwnFields withMadeOf(OwnFields own, Set<String> clickIds) {
    OwnFields all = clickIds.contains("fbclid") ? own.with(OwnField.FBC) : own;
    return clickIds.contains("gcl_aw") ? all.with(OwnField.GCLID) : all;
  }
}
