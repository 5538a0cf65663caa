package io.tracklayer.cli;

import io.tracklayer.contract.delivery.ControlRecord.State;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends to a paused destination again. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Sends to a paused destination again, beginning with the pending events.",
    footerHeading = Commands.EXAMPLE,
    footer = "  ./tracklayer resume --config tracklayer.yaml --destination meta")
public final class ResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private final DestinationSwitch destination = new DestinationSwitch();

  @Override
  public Integer call() throws IOException {
    return destination.turn(State.RUNNING, spec.commandLine());
  }
}
