package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.Fence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** All subtasks of one execution, and which of them a node lives on. */
final class Subtasks {

  private final List<RecogniseTask> recognise = new ArrayList<>();
  private final List<ForestTask> forest = new ArrayList<>();

  /** With the state of a checkpoint, dealt out anew to this number of subtasks. */
  Subtasks(Epoch epoch, Checkpoint from, int parallelism, World world, boolean tellsTheGate) {
    List<RecogniseTask.State> anchors = new ArrayList<>();
    List<ForestTask.State> nodes = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      anchors.add(new RecogniseTask.State());
      nodes.add(new ForestTask.State());
    }
    deal(from, anchors, nodes);
    for (int i = 0; i < parallelism; i++) {
      int own = i;
      Fence fence = new Fence(epoch, from.fence(), 0);
      Fence fenceOfHints = new Fence(epoch, from.fence(), 0);
      recognise.add(
          new RecogniseTask("recognise " + i, from.id(), anchors.get(i), fenceOfHints, world));
      forest.add(
          new ForestTask(
              "forest " + i,
              from.id(),
              nodes.get(i),
              fence,
              world,
              node -> place(node, parallelism) == own,
              tellsTheGate));
    }
  }

  private static void deal(
      Checkpoint from, List<RecogniseTask.State> anchors, List<ForestTask.State> nodes) {
    for (RecogniseTask.State old : from.recognise()) {
      old.seen().forEach((a, ids) -> ownerOf(a, anchors).seen().put(a, new HashSet<>(ids)));
      old.hints().anchors().forEach(a -> ownerOf(a, anchors).hints().copy(a, old.hints()));
    }
    for (ForestTask.State old : from.forest()) {
      old.nodes().forEach((node, state) -> ownerOf(node, nodes).nodes().put(node, state));
      old.parked().forEach((n, all) -> ownerOf(n, nodes).parked().put(n, new ArrayList<>(all)));
      old.bodies().forEach((n, all) -> ownerOf(n, nodes).bodies().put(n, new HashMap<>(all)));
      nodes.get(0).resolved().addAll(old.resolved());
      nodes.get(0).published().addAll(old.published());
    }
  }

  private static <T> T ownerOf(NodeId node, List<T> subtasks) {
    return subtasks.get(place(node, subtasks.size()));
  }

  private static int place(NodeId node, int parallelism) {
    return Math.floorMod(node.low(), parallelism);
  }

  RecogniseTask recogniseOf(NodeId anchor) {
    return ownerOf(anchor, recognise);
  }

  ForestTask forestOf(NodeId node) {
    return ownerOf(node, forest);
  }

  List<RecogniseTask> recognise() {
    return recognise;
  }

  List<ForestTask> forest() {
    return forest;
  }

  List<Task> all() {
    return Stream.<Task>concat(recognise.stream(), forest.stream()).toList();
  }
}
