package io.tracklayer.job.identity.simulation;

/** What a run has to cope with besides arbitrary order, which every run has. */
enum Trouble {
  /** A message of the loop is delivered twice. */
  DUPLICATES,
  /** The job dies at any moment and goes on from a checkpoint. */
  CRASHES,
  /** It goes on with another number of subtasks. */
  RESCALES,
  /** Two executions that went on from one checkpoint write to the loop at once. */
  FORKS,
  /** Some unions are refused. */
  LIMITS,
  /** A profile is too large to list all of its members. */
  LARGE_PROFILES,
  /** A profile has more devices than it may list. */
  MANY_DEVICES,
  /** Statements give one person more user ids than a profile may have. */
  MANY_NAMES,
  /** An address, and sometimes a device, is sent with more people than one person's can be. */
  MANY_STRANGERS
}
