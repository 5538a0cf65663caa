package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.QualityRecord;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.QualityQuestion;
import io.tracklayer.destinations.VendorQuality;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QualityNewsTest {

  private static final Instant AT = Instant.parse("2026-08-20T10:15:30Z");

  private final FakeJournal journal = new FakeJournal("meta", List.of());
  private final FakeApi api = new FakeApi();
  private final FakeTask task = new FakeTask();
  private final Question question = new Question();
  private Instant now = AT;
  private boolean isReplaced;

  private final QualityNews news =
      new QualityNews(
          "meta",
          question,
          api,
          journal.notices(),
          () -> isReplaced,
          task,
          () -> now,
          new Random(1));

  /** Actions come when the test says so. */
  private static final class FakeTask implements QualityNews.Task {
    private final Queue<Runnable> mails = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private Runnable timer;

    @Override
    public void now(Runnable action) {
      mails.add(action);
    }

    @Override
    public void after(Duration delay, Runnable action) {
      assertThat(timer).as("one timer at a time").isNull();
      delays.add(delay);
      timer = action;
    }

    private void fire() {
      Runnable due = timer;
      timer = null;
      due.run();
    }

    private void settle() {
      while (!mails.isEmpty()) {
        mails.remove().run();
      }
    }
  }

  private static final class Question implements QualityQuestion {
    private RuntimeException fault;

    @Override
    public HttpCall request() {
      if (fault != null) {
        throw fault;
      }
      return new HttpCall("GET", URI.create("http://localhost/"), List.of(), new byte[0]);
    }

    @Override
    public Map<String, VendorQuality> read(Answer answer) throws IOException {
      if (!(answer instanceof Answer.Response response)) {
        throw new IOException("no answer");
      }
      if (response.status() == 418) {
        throw new IllegalArgumentException("an answer that quotes jane@example.com");
      }
      return Map.of(
          "purchase",
          new VendorQuality(new BigDecimal("7.2"), Map.of(MatchKey.EMAIL, new BigDecimal("99.9"))));
    }
  }

  @BeforeEach
  void hold() {
    api.holdingAnswers();
  }

  private void askAndAnswer(Answer answer) {
    news.ask();
    api.release(answer);
    task.settle();
  }

  private static QualityRecord failed(String problem) {
    return new QualityRecord(1, "meta", AT, problem, null, Map.of());
  }

  @Test
  void itIsAskedAtTheStartAndThenAtMostOnceAnHourForAsLongAsTheSubtaskRuns() {
    news.ask();
    assertThat(api.requests()).hasSize(1);
    for (int hour = 0; hour < 100; hour++) {
      task.fire();
    }
    assertThat(api.requests()).hasSize(101);
    assertThat(task.delays)
        .hasSize(101)
        .allMatch(delay -> delay.compareTo(Duration.ofHours(1)) >= 0)
        .allMatch(delay -> delay.compareTo(Duration.ofMinutes(66)) < 0)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatTheVendorSaysIsWrittenWithTheTimeOfTheQuestion() {
    askAndAnswer(FakeApi.status(200));

    assertThat(journal.qualities())
        .containsExactly(
            new QualityRecord(
                1,
                "meta",
                AT,
                null,
                null,
                Map.of(
                    "purchase",
                    new QualityRecord.Said(
                        new BigDecimal("7.2"), Map.of("email", new BigDecimal("99.9"))))));
  }

  @Test
  void aFailureIsToldInPlaceOfAnAnswerAndTheNextHourAsksAgain() {
    askAndAnswer(new Answer.NoResponse(Reason.CONNECT_TIMEOUT));
    assertThat(journal.qualities()).containsExactly(failed("no answer"));

    task.fire();
    api.release(FakeApi.status(200));
    task.settle();
    assertThat(journal.qualities()).hasSize(2).last().matches(told -> told.problem() == null);
  }

  @Test
  void itsLastAnswerIsToldForADayWhileItGivesNoOther() {
    askAndAnswer(FakeApi.status(200));
    QualityRecord answer = journal.qualities().get(0);

    now = AT.plus(Duration.ofDays(1));
    task.fire();
    api.release(new Answer.NoResponse(Reason.CONNECT_TIMEOUT));
    task.settle();
    assertThat(journal.qualities())
        .last()
        .isEqualTo(
            new QualityRecord(
                1, "meta", AT.plus(Duration.ofDays(1)), "no answer", AT, answer.events()));

    now = now.plusMillis(1);
    task.fire();
    api.release(new Answer.NoResponse(Reason.CONNECT_TIMEOUT));
    task.settle();
    assertThat(journal.qualities())
        .last()
        .matches(told -> told.saidAt() == null && told.events().isEmpty());
  }

  @Test
  void aSecretThatIsMissingIsNamedAndAFaultIsNotQuoted() {
    question.fault = new IllegalStateException("the environment variable TOKEN is not set");
    news.ask();
    question.fault = new IllegalArgumentException("token jane@example.com");
    task.fire();
    question.fault = null;
    task.fire();
    api.release(FakeApi.status(418));
    task.settle();

    assertThat(journal.qualities())
        .containsExactly(
            failed("the environment variable TOKEN is not set"),
            failed("a fault of TrackLayer's own: IllegalArgumentException"),
            failed("a fault of TrackLayer's own: IllegalArgumentException"));
  }

  @Test
  void aStoppedSubtaskAsksNoMoreAndItsEndIsNotTakenForAnAnswer() {
    news.ask();
    news.close();
    api.release(new Answer.NoResponse(Reason.SENDER_CLOSED));
    task.settle();
    task.fire();

    assertThat(journal.qualities()).isEmpty();
    assertThat(api.requests()).hasSize(1);
    assertThat(task.timer).isNull();
  }

  @Test
  void aSubtaskThatWasReplacedAsksNoMore() {
    news.ask();
    isReplaced = true;
    task.fire();

    assertThat(api.requests()).hasSize(1);
    assertThat(task.timer).isNull();
  }
}
