package io.tracklayer.job.intake.consent;

import com.iab.gpp.encoder.section.HeaderV1;
import com.iab.gpp.encoder.section.Sections;
import com.iab.gpp.encoder.section.TcfCaV1;
import com.iab.gpp.encoder.section.TcfEuV2;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.GppOptOut;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A string of the IAB's Global Privacy Platform: a header with the ids of its sections, and the
 * sections, one for each law, with {@code ~} between them.
 *
 * <p>A section that can be read denies, whatever the others are, but it grants only if all sections
 * could be read. A section that could not be read, or one for a law that is not known here, may
 * hold an opt-out: then the opt-outs, and Global Privacy Control, are unreadable.
 */
final class GppString {

  /** Type 3, version 1, in base64. */
  private static final String HEADER = "DB";

  /**
   * The limit for the header and for each section for the USA, which have some twenty characters.
   * The library takes quadratic time and memory to decode them.
   */
  private static final int MAX_ENCODED_LENGTH = 256;

  /** Stands for a string that is not there. */
  static final GppString ABSENT = saying(Finding.ABSENT);

  private final Finding asWhole;
  private final TcString tcString;
  private final List<UsSection> usSections;
  private final boolean isReadable;
  private final boolean mayHoldUnreadOptOuts;

  private GppString(
      Finding asWhole,
      TcString tcString,
      List<UsSection> usSections,
      boolean isReadable,
      boolean mayHoldUnreadOptOuts) {
    this.asWhole = asWhole;
    this.tcString = tcString;
    this.usSections = usSections;
    this.isReadable = isReadable;
    this.mayHoldUnreadOptOuts = mayHoldUnreadOptOuts;
  }

  /** Gives the same answer for every purpose, in place of a string. */
  static GppString saying(Finding answer) {
    return new GppString(answer, TcString.saying(answer), List.of(), true, false);
  }

  static GppString read(String text) {
    String[] parts = text.split("~", -1);
    @Nullable List<Integer> ids = sectionIds(parts[0]);
    if (ids == null || ids.size() != parts.length - 1) {
      return saying(Finding.unreadable(Form.TEXT));
    }
    TcString tcString = TcString.ABSENT;
    List<UsSection> usSections = new ArrayList<>(2);
    boolean tcStringIsReadable = true;
    boolean usSectionsAreReadable = true;
    boolean hasUnknownSections = false;
    for (int i = 0; i < ids.size(); i++) {
      int id = ids.get(i);
      String encoded = parts[i + 1];
      if (id == TcfEuV2.ID) {
        tcString = TcString.read(encoded);
        tcStringIsReadable = tcString.isReadable();
      } else if (!Sections.SECTION_ID_NAME_MAP.containsKey(id)) {
        hasUnknownSections = true;
      } else if (id != TcfCaV1.ID) {
        UsSection section = usSection(id, encoded);
        usSectionsAreReadable &= section != null;
        if (section != null) {
          usSections.add(section);
        }
      }
    }
    return new GppString(
        Finding.ABSENT,
        tcString,
        usSections,
        tcStringIsReadable && usSectionsAreReadable,
        !usSectionsAreReadable || hasUnknownSections);
  }

  private static @Nullable UsSection usSection(int id, String encoded) {
    return encoded.length() > MAX_ENCODED_LENGTH ? null : UsSection.read(id, encoded);
  }

  /** Null if the header cannot be read. */
  private static @Nullable List<Integer> sectionIds(String header) {
    if (!header.startsWith(HEADER) || header.length() > MAX_ENCODED_LENGTH) {
      return null;
    }
    try {
      return new HeaderV1(header).getSectionsIds();
    } catch (RuntimeException e) { // The library has no exception of its own.
      return null;
    }
  }

  /** What its section for the European Union says. */
  Finding answerByTcf(ConsentConfig.Purpose purpose) {
    Finding answer = tcString.answerOn(purpose);
    return answer.reading() == Finding.Reading.GRANTED && !isReadable
        ? Finding.unreadable(Form.TEXT)
        : answer;
  }

  /**
   * Denied if a section has one of these opt-outs; granted if sections offer some of them, and none
   * of these was taken.
   */
  Finding answerByOptOuts(ConsentConfig.Purpose purpose) {
    if (purpose.gppOptOuts().isEmpty()) {
      return Finding.ABSENT;
    }
    boolean asked = false;
    boolean allAnswered = true;
    for (UsSection section : usSections) {
      for (GppOptOut optOut : purpose.gppOptOuts()) {
        Integer answer = section.optOuts().get(optOut);
        if (answer != null && answer == UsSection.OPTED_OUT) {
          return Finding.denied("opted out of " + optOut.text());
        }
        asked |= answer != null;
        allAnswered &= answer == null || answer == UsSection.DID_NOT_OPT_OUT;
      }
    }
    if (mayHoldUnreadOptOuts) {
      return Finding.unreadable(Form.TEXT);
    }
    if (!asked || !allAnswered) {
      return asWhole;
    }
    return isReadable ? Finding.granted("not opted out") : Finding.unreadable(Form.TEXT);
  }

  /** Only ever a denial, since not to object is not to consent. */
  Finding answerByGpc() {
    if (usSections.stream().anyMatch(UsSection::gpc)) {
      return Finding.denied("on");
    }
    return mayHoldUnreadOptOuts ? Finding.unreadable(Form.TEXT) : asWhole.denialOnly();
  }
}
