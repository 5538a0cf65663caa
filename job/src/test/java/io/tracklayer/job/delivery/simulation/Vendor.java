package io.tracklayer.job.delivery.simulation;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.job.delivery.claim.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Plays the vendors' APIs and the network before them: answers for each event or for a request as a
 * whole, late or never, whether or not it was applied; and requests that arrive when their sender
 * has died.
 */
final class Vendor {

  private final World world;
  private final List<Request> wire = new ArrayList<>();
  private final boolean[] isDown;
  private final boolean[] mustNotBeAskedTwice;
  private final boolean[] refusesAsAWhole;
  private final boolean[] namesTheBadOnes;
  private final boolean[] wantsCredentials;

  Vendor(World world) {
    this.world = world;
    int destinations = world.mix.destinations();
    isDown = new boolean[destinations];
    mustNotBeAskedTwice = new boolean[destinations];
    refusesAsAWhole = new boolean[destinations];
    namesTheBadOnes = new boolean[destinations];
    wantsCredentials = new boolean[destinations];
    for (int i = 0; i < destinations; i++) {
      mustNotBeAskedTwice[i] = world.chance.of(0.2);
      refusesAsAWhole[i] = world.chance.of(0.4);
      namesTheBadOnes[i] = world.chance.of(0.3);
      wantsCredentials[i] = world.chance.of(0.3);
    }
  }

  void toggle(int destination) {
    isDown[destination] = !isDown[destination];
  }

  void leaves(Request request) {
    wire.add(request);
  }

  boolean isBusyWith(Pipeline pipeline) {
    return wire.stream().anyMatch(r -> r.pipeline() == pipeline && !r.isAnswered);
  }

  /** Whether a request of it with this claim is on the wire, unanswered. */
  boolean isAskedBy(Pipeline pipeline, int truth) {
    return wire.stream()
        .filter(r -> r.pipeline() == pipeline && !r.isAnswered)
        .flatMap(r -> r.items.stream())
        .anyMatch(item -> world.fact(item.messageId()).truth() == truth);
  }

  /** Something happens to a request that is on its way. */
  boolean step() {
    if (wire.isEmpty()) {
      return false;
    }
    Chance chance = world.chance;
    Request request = wire.remove(chance.below(wire.size()));
    if (request.pipeline().isDead || request.isAnswered) {
      if (chance.of(0.6)) {
        apply(request);
      }
      return true;
    }
    int destination = request.pipeline().destination;
    int good = world.isCalm ? 100 : isDown[destination] ? 5 : 85;
    int dice = chance.below(100);
    if (dice < good) {
      takes(request, destination);
    } else if (dice < good + (100 - good) / 3) {
      answer(request, refusal(destination));
    } else if (dice < good + 2 * (100 - good) / 3) {
      apply(request);
      answer(request, chance.of(0.5) ? failure(destination) : noAnswer(destination));
    } else {
      answer(request, noAnswer(destination));
      if (chance.of(0.5)) {
        wire.add(request);
      }
    }
    return true;
  }

  private void takes(Request request, int destination) {
    boolean isMixed =
        request.items.size() > 1
            && request.items.stream().anyMatch(item -> !isUsable(item, destination));
    if (refusesAsAWhole[destination] && isMixed) {
      answer(request, new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), null));
    } else if (namesTheBadOnes[destination] && isMixed) {
      answer(
          request,
          new Verdict.RejectedSome(
              unusable(request, destination), Cause.of(Reason.INVALID_REQUEST), null));
    } else {
      answer(request, apply(request));
    }
  }

  private Set<Integer> unusable(Request request, int destination) {
    return IntStream.range(0, request.items.size())
        .filter(index -> !isUsable(request.items.get(index), destination))
        .boxed()
        .collect(Collectors.toSet());
  }

  private boolean isUsable(Effect.Join item, int destination) {
    return world.isUsable(world.fact(item.messageId()), destination);
  }

  /** Before it was applied. */
  private Verdict refusal(int destination) {
    return wantsCredentials[destination]
        ? new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_INVALID), null)
        : new Verdict.Retry(Cause.of(Reason.SERVER_ERROR), null, null);
  }

  /** After it was applied. */
  private Verdict failure(int destination) {
    return mustNotBeAskedTwice[destination]
        ? noAnswer(destination)
        : new Verdict.Retry(Cause.of(Reason.SERVER_ERROR), null, null);
  }

  private Verdict noAnswer(int destination) {
    return mustNotBeAskedTwice[destination]
        ? new Verdict.RejectedAll(Cause.of(Reason.MAYBE_DELIVERED), null)
        : new Verdict.Retry(Cause.of(Reason.RESPONSE_TIMEOUT), null, null);
  }

  private void answer(Request request, Verdict verdict) {
    request.isAnswered = true;
    request.sender.answered(new Request.Answer(request, verdict));
  }

  private Verdict apply(Request request) {
    List<Verdict.OfOne> verdicts = new ArrayList<>();
    for (Effect.Join item : request.items) {
      if (isUsable(item, request.pipeline().destination)) {
        verdicts.add(new Verdict.Delivered());
        world.oracle.applied(request, item);
      } else {
        verdicts.add(new Verdict.RejectedAll(Cause.of(Reason.INVALID_REQUEST), null));
      }
    }
    return new Verdict.PerEvent(verdicts);
  }
}
