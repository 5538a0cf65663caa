package io.tracklayer.destinations.datamanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataManagerFollowUpSenderTest {

  private static final String STATUS =
      "{\"requestStatusPerDestination\":[{\"requestStatus\":\"%s\",\"errorInfo\":{\"errorCounts\":[%s]},"
          + "\"eventsIngestionStatus\":{\"recordCount\":\"100\"}}]}";

  private final FakeSender fake = new FakeSender();
  private final List<Duration> waits = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final DataManagerFollowUpSender followUp =
      new DataManagerFollowUpSender(
          fake,
          call -> call.uri().getPath().equals("/ingest"),
          id ->
              new HttpCall(
                  "GET", URI.create("https://g.example/status/" + id), List.of(), new byte[0]),
          (wait, task) -> {
            waits.add(wait);
            tasks.add(task);
          },
          () -> stopped.set(true));
  private final Recorder recorder = new Recorder();
  private final Logger log = (Logger) LogManager.getLogger(DataManagerFollowUpSender.class);

  private Level before;

  @BeforeEach
  void listen() {
    before = log.getLevel();
    Configurator.setLevel(log, Level.WARN);
    recorder.start();
    log.addAppender(recorder);
  }

  @AfterEach
  void stopListening() {
    log.removeAppender(recorder);
    Configurator.setLevel(log, before);
  }

  private void accepted() {
    var unused =
        followUp.send(
            new HttpCall("POST", URI.create("https://g.example/ingest"), List.of(), new byte[0]));
    fake.answer(fake.calls.size() - 1, 200, "{\"requestId\":\"r-1\"}");
  }

  private void ask(String status) {
    tasks.remove(0).run();
    fake.answer(fake.calls.size() - 1, 200, status);
  }

  @Test
  void whatGoogleDidNotTakeIsLoggedByReasonHalfAnHourLater() {
    accepted();
    assertThat(waits).containsExactly(Duration.ofMinutes(30));
    ask(
        STATUS.formatted(
            "PARTIAL_SUCCESS",
            "{\"recordCount\":\"3\",\"reason\":\"PROCESSING_ERROR_REASON_EVENT_TOO_OLD\"},{\"recordCount\":\"1\",\"reason\":\"a@b.de\"}"));

    assertThat(fake.path(1)).isEqualTo("/status/r-1");
    assertThat(recorder.lines)
        .singleElement()
        .asString()
        .contains("r-1", "4 of 100 events", "EVENT_TOO_OLD=3", "UNKNOWN=1")
        .doesNotContain("a@b.de");
    assertThat(tasks).isEmpty();
  }

  @Test
  void whatCameTwiceIsNoLoss() {
    String duplicates =
        "{\"recordCount\":\"2\",\"reason\":\"PROCESSING_ERROR_REASON_DUPLICATE_TRANSACTION_ID\"}";
    accepted();
    ask(STATUS.formatted("PARTIAL_SUCCESS", duplicates));
    assertThat(recorder.lines).isEmpty();

    accepted();
    ask(
        STATUS.formatted(
            "PARTIAL_SUCCESS", duplicates + ",{\"recordCount\":\"1\",\"reason\":\"NO_CONSENT\"}"));
    assertThat(recorder.lines)
        .singleElement()
        .asString()
        .contains("1 of 100 events", "{NO_CONSENT=1}");
  }

  @Test
  void anIdThatIsNoneIsNotFollowed() {
    var unused =
        followUp.send(
            new HttpCall("POST", URI.create("https://g.example/ingest"), List.of(), new byte[0]));
    fake.answer(0, 200, "{\"requestId\":\"r 1\\n\"}");

    assertThat(tasks).isEmpty();
  }

  @Test
  void aRequestThatGoogleTookWholeIsNotWorthALine() {
    accepted();
    ask(STATUS.formatted("SUCCESS", ""));

    assertThat(recorder.lines).isEmpty();
    assertThat(tasks).isEmpty();
  }

  @Test
  void whatIsStillBeingWorkedOnIsAskedForAgainEverLaterForADay() {
    accepted();
    for (int i = 0; i < 6; i++) {
      ask(STATUS.formatted("PROCESSING", ""));
    }

    assertThat(waits)
        .containsExactly(
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(16));
    assertThat(tasks).isEmpty();
  }

  @Test
  void aStatusThatCannotBeReadIsAskedForAgain() {
    accepted();
    ask("<html>");

    assertThat(tasks).hasSize(1);
  }

  @Test
  void onlySoManyAreFollowedAtOnce() {
    for (int i = 0; i < 101; i++) {
      accepted();
    }
    assertThat(tasks).hasSize(100);

    ask(STATUS.formatted("SUCCESS", ""));
    accepted();

    assertThat(tasks).hasSize(100);
  }

  @Test
  void whatWasRefusedIsNotFollowed() {
    var unused =
        followUp.send(
            new HttpCall("POST", URI.create("https://g.example/ingest"), List.of(), new byte[0]));
    fake.answer(0, 400, "{\"requestId\":\"r-1\"}");
    var other =
        followUp.send(
            new HttpCall("POST", URI.create("https://g.example/ingest"), List.of(), new byte[0]));
    fake.answer(1, new Answer.NoResponse(Reason.TOKEN_REFUSED));

    assertThat(tasks).isEmpty();
    assertThat(other.join()).isEqualTo(new Answer.NoResponse(Reason.TOKEN_REFUSED));
  }

  @Test
  void closingItEndsTheFollowingAndTheSender() {
    followUp.close();

    assertThat(stopped).isTrue();
    assertThat(fake.closed).isTrue();
  }

  private static final class Recorder extends AbstractAppender {

    private final List<String> lines = new ArrayList<>();

    Recorder() {
      super("recorder", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
        lines.add(event.getMessage().getFormattedMessage());
      }
    }
  }

  @Test
  void whatGoogleOnlyCheckedIsNotAskedFor() {
    var unused =
        followUp.send(
            new HttpCall("POST", URI.create("https://g.example/check"), List.of(), new byte[0]));
    fake.answer(0, 200, "{\"requestId\":\"r-1\"}");

    assertThat(waits).isEmpty();
  }
}
