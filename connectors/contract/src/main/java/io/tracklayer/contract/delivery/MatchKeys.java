package io.tracklayer.contract.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * The match keys of one delivered event.
 *
 * @param carried those that the destination was sent, as bits of {@link MatchKey}
 * @param own those of them that it would have been sent without identity, because the event itself
 *     brought them
 */
public record MatchKeys(int carried, int own) {

  private static final MatchKey[] ALL = MatchKey.values();

  public static MatchKeys of(Iterable<String> carried, Iterable<String> own) {
    int sent = bits(carried);
    return new MatchKeys(sent, sent & bits(own));
  }

  private static int bits(Iterable<String> texts) {
    int bits = 0;
    for (String text : texts) {
      MatchKey key = MatchKey.of(text);
      bits |= key == null ? 0 : key.bit();
    }
    return bits;
  }

  public boolean carries(MatchKey key) {
    return (carried & key.bit()) != 0;
  }

  public boolean isOwn(MatchKey key) {
    return (own & key.bit()) != 0;
  }

  public List<String> carriedTexts() {
    return texts(carried);
  }

  public List<String> ownTexts() {
    return texts(own);
  }

  private static List<String> texts(int bits) {
    List<String> texts = new ArrayList<>(Integer.bitCount(bits));
    for (MatchKey key : ALL) {
      if ((bits & key.bit()) != 0) {
        texts.add(key.text());
      }
    }
    return texts;
  }
}
