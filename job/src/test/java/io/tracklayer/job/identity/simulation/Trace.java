package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.intake.draft.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What happens in a run, step by step, for whoever looks into one. */
final class Trace {

  /** For all the runs that nobody looks into. */
  static final Trace NONE = new Trace(null);

  private final Consumer<String> lines;
  private final Map<NodeId, String> names = new HashMap<>();

  /**
   * @param lines null for nobody
   */
  Trace(Consumer<String> lines) {
    this.lines = lines;
  }

  void log(List<Draft> log) {
    if (lines == null) {
      return;
    }
    for (Draft draft : log) {
      draft
          .identifiers()
          .forEach(
              sighting -> names.put(sighting.node(), shortName(sighting.identifier().value())));
      say(
          () ->
              "raw "
                  + draft.messageId()
                  + (draft.explicitLink() ? " states " : " has ")
                  + draft.identifiers().stream().map(s -> name(s.node())).toList()
                  + " received "
                  + draft.receivedAt()
                  + ", occurred "
                  + draft.occurredAt());
    }
    say(
        () ->
            "order of nodes: "
                + names.keySet().stream()
                    .sorted()
                    .map(this::name)
                    .collect(Collectors.joining(" < ")));
  }

  private static String shortName(String value) {
    return value.length() > 8 ? value.substring(0, 8) : value;
  }

  void say(Supplier<String> line) {
    if (lines != null) {
      lines.accept(line.get());
    }
  }

  String name(NodeId node) {
    return names.getOrDefault(node, node.hex());
  }

  String describe(Message message) {
    String to = message.type().text() + " to " + name(message.to());
    if (message instanceof Message.Join join) {
      String side =
          join.side() == null
              ? ""
              : (join.side().isHome() ? ", home " : ", other ") + name(join.side().root());
      return to
          + " for "
          + join.walk().event().messageId()
          + " at "
          + join.walk().index()
          + (join.hinted() ? ", hinted" : "")
          + side;
    } else if (message instanceof Message.Propose proposal) {
      return to
          + " from "
          + name(proposal.from())
          + " #"
          + proposal.number()
          + " for "
          + proposal.walk().event().messageId()
          + " at "
          + proposal.walk().index();
    } else if (message instanceof Message.Accept answer) {
      return to + " by " + name(answer.by()) + " #" + answer.number();
    } else if (message instanceof Message.Reject answer) {
      return to + " by " + name(answer.by()) + " #" + answer.number();
    } else if (message instanceof Message.Hint hint) {
      return to + ": " + name(hint.root()) + hint.members().stream().map(this::name).toList();
    }
    return to;
  }
}
