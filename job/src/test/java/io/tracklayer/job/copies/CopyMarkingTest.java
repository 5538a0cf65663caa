package io.tracklayer.job.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.copies.CopyMarking.Mark;
import org.junit.jupiter.api.Test;

class CopyMarkingTest {

  private static final String CLAIM = "b0";

  private static Mark.Passes pass(KnownCopies known, String eventId, String messageId) {
    return (Mark.Passes) CopyMarking.handle(known, eventId, messageId);
  }

  private static CanonicalHeader header(String eventId, String messageId, String duplicateOf) {
    return new CanonicalHeader(CLAIM, eventId, messageId, null, duplicateOf, null, null);
  }

  @Test
  void theFirstCopyKeepsItsEventIdAndIsNoDuplicate() {
    Mark.Passes first = pass(null, "e1", "m1");

    assertThat(first.eventId()).isEqualTo("e1");
    assertThat(first.duplicateOf()).isNull();
  }

  @Test
  void aLaterCopyGetsTheFirstOnesEventIdAndNamesIt() {
    Mark.Passes second = pass(pass(null, "e1", "m1").state(), "e2", "m2");

    assertThat(second.eventId()).isEqualTo("e1");
    assertThat(second.duplicateOf()).isEqualTo("m1");
  }

  @Test
  void theSameMessageOnceMoreEndsHere() {
    KnownCopies known = pass(pass(null, "e1", "m1").state(), "e2", "m2").state();

    assertThat(CopyMarking.handle(known, "e1", "m1")).isEqualTo(new Mark.TransportCopy());
    assertThat(CopyMarking.handle(known, "e2", "m2")).isEqualTo(new Mark.TransportCopy());
  }

  @Test
  void anOrderToldAHundredTimesKeepsItsIdAndItsStateSmall() {
    KnownCopies known = pass(null, "e0", "m0").state();
    for (int i = 1; i < 100; i++) {
      Mark.Passes copy = pass(known, "e" + i, "m" + i);
      assertThat(copy.eventId()).isEqualTo("e0");
      assertThat(copy.duplicateOf()).isEqualTo("m0");
      known = copy.state();
    }

    assertThat(known.messageIds()).hasSize(KnownCopies.MOST_MESSAGE_IDS).contains("m99");
  }

  @Test
  void whateverComesFirstAfterACrashTheIdIsThatOfTheCanonicalTopic() {
    KnownCopies learnt = CopyMarking.learn(null, header("e1", "m1", null));

    Mark.Passes other = pass(learnt, "e2", "m2");

    assertThat(other.eventId()).isEqualTo("e1");
    assertThat(other.duplicateOf()).isEqualTo("m1");
  }

  @Test
  void whatIsLearntFromALaterCopyAloneNamesTheFirstOne() {
    KnownCopies learnt = CopyMarking.learn(null, header("e1", "m2", "m1"));

    assertThat(pass(learnt, "e3", "m3").duplicateOf()).isEqualTo("m1");
  }

  @Test
  void theFirstCopyPassesOnceMoreAfterACrashAndIsStillTheFirst() {
    KnownCopies learnt = CopyMarking.learn(null, header("e1", "m1", null));

    Mark.Passes again = pass(learnt, "e1", "m1");

    assertThat(again.eventId()).isEqualTo("e1");
    assertThat(again.duplicateOf()).isNull();
  }

  @Test
  void whatTheCheckpointKnowsIsNotOverruled() {
    KnownCopies known = pass(null, "e1", "m1").state();

    assertThat(CopyMarking.learn(known, header("e9", "m9", null))).isEqualTo(known);
  }
}
