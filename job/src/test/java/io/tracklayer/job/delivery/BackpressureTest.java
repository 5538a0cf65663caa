package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BackpressureTest {

  private final Mails mailbox = new Mails();
  private boolean isThere;

  @Test
  void whereThereIsRoomNothingIsWaitedForAndNoOtherWorkIsDone() throws Exception {
    isThere = true;
    mailbox.add(() -> isThere = false);

    new Backpressure(() -> isThere, mailbox).await();

    assertThat(mailbox.isEmpty()).isFalse();
  }

  @Test
  void anAnswerMakesRoomAndNothingBehindItIsDone() throws Exception {
    mailbox.add(() -> isThere = true);
    mailbox.add(() -> isThere = false);

    new Backpressure(() -> isThere, mailbox).await();

    assertThat(isThere).isTrue();
  }

  @Test
  void withoutRoomItGivesUpSoonThatABarrierMayPass() throws Exception {
    new Backpressure(() -> false, mailbox).await();

    assertThat(mailbox.looks).as("it has looked for answers meanwhile").isPositive();
  }

  private static final class Mails implements MailboxExecutor {

    private final Queue<Runnable> mails = new ArrayDeque<>();
    private int looks;

    private void add(Runnable mail) {
      mails.add(mail);
    }

    private boolean isEmpty() {
      return mails.isEmpty();
    }

    @Override
    public void execute(
        MailOptions options,
        ThrowingRunnable<? extends Exception> command,
        String format,
        Object... arguments) {
      throw new UnsupportedOperationException("nobody sends any");
    }

    @Override
    public void yield() {
      throw new UnsupportedOperationException("that would block the task");
    }

    @Override
    public boolean tryYield() {
      looks++;
      Runnable mail = mails.poll();
      if (mail != null) {
        mail.run();
      }
      return mail != null;
    }

    @Override
    public boolean shouldInterrupt() {
      return false;
    }
  }
}
