package io.tracklayer.job.graph;

import static io.tracklayer.job.identity.ForestHarness.draft;
import static io.tracklayer.job.identity.ForestHarness.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.RecogniseHarness;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.state.SavedOperator;
import java.util.List;
import java.util.TreeSet;

/** A message that was seen, where its anchor was found, and a member that is not listed there. */
final class SavedRecognise implements SavedOperator<RecogniseHarness> {

  private static final Identifier EMAIL = new Identifier("email", "a@example.com");
  private static final Identifier DEVICE = new Identifier("anonymous_id", "device");
  private static final NodeId ROOT = node(new Identifier("user_id", "u-1"));

  @Override
  public String uid() {
    return "recognise";
  }

  @Override
  public RecogniseHarness harness() throws Exception {
    return new RecogniseHarness();
  }

  @Override
  public void fill(RecogniseHarness operator) throws Exception {
    operator.take(draft("m1", EMAIL));
    operator.learn(new Message.Hint(node(EMAIL), ROOT, new TreeSet<>(List.of(node(DEVICE)))));
  }

  @Override
  public void check(RecogniseHarness operator) throws Exception {
    operator.take(draft("m1", EMAIL));
    assertThat(operator.sent()).as("the message was seen").isEmpty();
    operator.take(draft("m2", EMAIL, DEVICE));
    assertThat(operator.sent())
        .as("the hint leads to the root")
        .extracting(Message::to)
        .containsExactly(ROOT);
    assertThat(operator.sent().get(0).walk().members())
        .as("the member is known")
        .containsExactly(node(DEVICE));
  }
}
