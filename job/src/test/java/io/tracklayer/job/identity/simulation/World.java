package io.tracklayer.job.identity.simulation;

import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import java.util.List;

/**
 * What outlives an execution of the job, and what all executions of a run have in common.
 *
 * @param log the raw topic
 * @param loop the loop topic
 * @param gate every event that left the job, including those that a crash made it forget
 */
record World(
    Regime regime,
    Pace pace,
    List<Draft> log,
    LoopLog loop,
    List<Resolved> gate,
    LocalNodes.Rules rules,
    Safeguards.Admission admission,
    Safeguards.Barrier barrier,
    Watch watch,
    Wire wire,
    Trace trace) {}
