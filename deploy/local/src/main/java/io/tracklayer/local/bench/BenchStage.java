package io.tracklayer.local.bench;

import java.util.Locale;

/** What is measured, in the order in which it is run. */
enum BenchStage {
  /** Raw events are read from Kafka and dropped. */
  READ,
  /** They are parsed by Jackson besides: the least that any processing of JSON costs. */
  YARDSTICK,
  /** They are read and taken in by the product's first step. */
  INTAKE,
  /** The job's first half, from the raw to the canonical topic. */
  RESOLVE,
  /** The job's second half, from the canonical topic that {@link #RESOLVE} wrote to an endpoint. */
  DELIVER,
  /** Both halves in one job. */
  WHOLE,
  /** Identity without any guarantee: see {@link PeopleInMemory}. */
  RESOLVE_IN_MEMORY,
  /** Identity in a table: see {@link IdentityTable}. */
  POSTGRES;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether its process tells how many events it has taken. Of the others, which are the product
   * itself, the topics tell it.
   */
  boolean tellsItsProgress() {
    return switch (this) {
      case READ, YARDSTICK, INTAKE, RESOLVE_IN_MEMORY, POSTGRES -> true;
      case RESOLVE, DELIVER, WHOLE -> false;
    };
  }
}
