package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.identity.profile.LargestDrafts;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.NodeDenials;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.topics.TopicPlan;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTopicTest {

  /** Denials are bounded by their profile; the largest have room to spare in their topic. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\u00e9", "\u6771", "\ud83d\ude00"})
  void theDenialsOfAFullProfileFit(String letter) {
    Profile profile = Profile.EMPTY;
    for (int i = 0; i < 120; i++) {
      profile = LargestDrafts.with(LargestDrafts.draft(letter, i), profile);
    }
    Draft last = LargestDrafts.draft(letter, 120);
    Profile united = profile.unite(Profile.of(last), last.messageId());
    assertThat(united.denied()).isNotEmpty();

    ProducerRecord<byte[], byte[]> written =
        new ConsentTopic.Writer("consent")
            .serialize(new NodeDenials(last.anchor(), last.anchor(), united.denied()), null, null);
    assertThat(new RecordLimit(TopicPlan.MESSAGE / 8).admits(written)).isTrue();
  }
}
