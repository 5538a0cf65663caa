package io.tracklayer.job.delivery;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.QualityRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.journal.Journal;
import io.tracklayer.job.delivery.journal.Notices;
import io.tracklayer.job.delivery.journal.OutcomeRecords;
import io.tracklayer.job.delivery.journal.SenderStart;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.kafka.RecordLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics of one partition in memory, which take everything at once unless they are told not to. */
final class FakeJournal implements Journal {

  private final OutcomeRecords records;
  private final FakeRecordLog deliveries = new FakeRecordLog();
  private final FakeRecordLog claims = new FakeRecordLog();
  private final FakeRecordLog control = new FakeRecordLog();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<SenderStart> starts = new ArrayList<>();
  private final List<BreakerRecord> breakers = new ArrayList<>();
  private final List<QualityRecord> qualities = new ArrayList<>();
  private boolean isAway;
  private boolean isDead;
  private boolean losesDeliveries;
  private boolean losesClaims;
  private int flushes;

  FakeJournal(String destination, List<String> consent) {
    records =
        new OutcomeRecords(destination, consent, new Topics("test"), new RecordLimit(1024 * 1024));
  }

  FakeRecordLog deliveries() {
    return deliveries;
  }

  FakeRecordLog claims() {
    return claims;
  }

  FakeRecordLog control() {
    return control;
  }

  /** An operator pauses a destination, or lets it run again. */
  void control(String destination, ControlRecord.State state, Instant at) {
    ControlRecord told =
        new ControlRecord(ControlRecord.SCHEMA, destination, state, at, "operator");
    control.publish(new ProducerRecord<>(new Topics("test").control(), Json.write(told)), at);
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** What was written of the circuit breaker. */
  List<BreakerRecord> breakers() {
    return breakers;
  }

  Notices notices() {
    return new Notices() {
      @Override
      public void write(BreakerRecord told) {
        breakers.add(told);
      }

      @Override
      public void write(QualityRecord told) {
        qualities.add(told);
      }

      @Override
      public void close() {}
    };
  }

  /** What was written of the vendor's own word on match quality. */
  List<QualityRecord> qualities() {
    return qualities;
  }

  List<SenderStart> starts() {
    return starts;
  }

  /** Nothing is acknowledged for a long time, or everything is. */
  void isAway(boolean away) {
    isAway = away;
  }

  /** What is written from now on is lost, until somebody starts. */
  void die() {
    isDead = true;
  }

  /**
   * The process is killed when Kafka has of each outcome what goes among the claims, and no more.
   */
  void losesDeliveries(boolean loses) {
    losesDeliveries = loses;
  }

  /** The other way round. */
  void losesClaims(boolean loses) {
    losesClaims = loses;
  }

  int flushes() {
    return flushes;
  }

  /** Every outcome there ever was. */
  List<DeliveryRecord> outcomes() {
    return deliveries.records().stream()
        .filter(consumed -> consumed.value() != null)
        .map(consumed -> read(consumed.value(), DeliveryRecord.class))
        .toList();
  }

  Sender sender() {
    return starts.get(starts.size() - 1).sender();
  }

  @Override
  public void started(SenderStart started) {
    isDead = false;
    starts.add(started);
    store(claims, records.startedAmongClaims(started, Instant.EPOCH, 0), Instant.EPOCH);
    store(deliveries, records.startedAmongDeliveries(started, 0), Instant.EPOCH);
  }

  @Override
  public void publish(CopyOutcome outcome, Sender sender) {
    if (isDead) {
      return;
    }
    Instant at = Instant.ofEpochMilli(outcome.at());
    if (!losesDeliveries) {
      store(deliveries, records.delivery(outcome, sender), at);
    }
    if (outcome.settlesClaim() && !losesClaims) {
      settled(PastOutcome.of(outcome, sender));
    }
  }

  @Override
  public void settled(PastOutcome past) {
    store(claims, records.settledClaim(past), Instant.ofEpochMilli(past.at()));
  }

  @Override
  public void bury(CopyOutcome outcome, byte[] json) {
    if (isDead) {
      return;
    }
    deadLetters.add(read(records.deadLetter(outcome, json).value(), DeadLetter.class));
  }

  private static void store(FakeRecordLog log, ProducerRecord<byte[], byte[]> next, Instant at) {
    log.publish(next, at);
  }

  private static <T> T read(byte[] json, Class<T> type) {
    try {
      return Json.read(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean holdsSending() {
    return isAway;
  }

  @Override
  public boolean isHeld() {
    return isAway;
  }

  @Override
  public int unacknowledged() {
    return isAway ? 1 : 0;
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
