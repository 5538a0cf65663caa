package io.tracklayer.cli;

import io.tracklayer.contract.delivery.ControlRecord.State;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops sending to one destination. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description =
        "Stops sending to one destination until it is resumed, without touching the job. Requests"
            + " in flight are completed; all other events are kept.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer pause --config tracklayer.yaml --destination meta")
public final class PauseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private final DestinationSwitch destination = new DestinationSwitch();

  @Override
  public Integer call() throws IOException {
    return destination.turn(State.PAUSED, spec.commandLine());
  }
}
