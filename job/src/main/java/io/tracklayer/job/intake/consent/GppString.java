package io.tracklayer.job.intake.consent;

import com.iab.gpp.encoder.section.HeaderV1;
import com.iab.gpp.encoder.section.Sections;
import com.iab.gpp.encoder.section.TcfCaV1;
import com.iab.gpp.encoder.section.TcfEuV2;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.GppOptOut;
import io.tracklayer.contract.consent.ConsentState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A string of the IAB's Global Privacy Platform: a header with the ids of its sections, and the
 * sections, one for each law, with {@code ~} between them.
 *
 * <p>A section that can be read denies whatever the others are. It grants only if all sections
 * could be read: an opt-out may be in the one that could not.
 */
final class GppString {

  /** Type 3, version 1, in base64. */
  private static final String HEADER = "DB";

  /**
   * Of the header and of each section for the USA, which have some twenty characters. The library
   * takes quadratic time and memory for these.
   */
  private static final int MAX_ENCODED_LENGTH = 256;

  static final GppString UNREADABLE = new GppString(TcString.UNREADABLE, List.of(), false, false);

  private final TcString tcString;
  private final List<UsSection> usSections;
  private final boolean isReadable;
  private final boolean hasUnknownSections;

  private GppString(
      TcString tcString,
      List<UsSection> usSections,
      boolean isReadable,
      boolean hasUnknownSections) {
    this.tcString = tcString;
    this.usSections = usSections;
    this.isReadable = isReadable;
    this.hasUnknownSections = hasUnknownSections;
  }

  static GppString read(String text) {
    String[] parts = text.split("~", -1);
    List<Integer> ids = sectionIds(parts[0]);
    if (ids.size() != parts.length - 1) {
      return UNREADABLE;
    }
    TcString tcString = TcString.UNREADABLE;
    List<UsSection> usSections = new ArrayList<>(2);
    boolean isReadable = true;
    boolean hasUnknownSections = false;
    for (int i = 0; i < ids.size(); i++) {
      int id = ids.get(i);
      String encoded = parts[i + 1];
      if (id == TcfEuV2.ID) {
        tcString = TcString.read(encoded);
        isReadable &= tcString.isReadable();
      } else if (!Sections.SECTION_ID_NAME_MAP.containsKey(id)) {
        hasUnknownSections = true;
      } else if (id != TcfCaV1.ID) {
        UsSection section = usSection(id, encoded);
        isReadable &= section != null;
        if (section != null) {
          usSections.add(section);
        }
      }
    }
    return new GppString(tcString, usSections, isReadable, hasUnknownSections);
  }

  private static @Nullable UsSection usSection(int id, String encoded) {
    return encoded.length() > MAX_ENCODED_LENGTH ? null : UsSection.read(id, encoded);
  }

  private static List<Integer> sectionIds(String header) {
    if (!header.startsWith(HEADER) || header.length() > MAX_ENCODED_LENGTH) {
      return List.of();
    }
    try {
      return new HeaderV1(header).getSectionsIds();
    } catch (RuntimeException e) { // The library has no type of its own for all that it may meet.
      return List.of();
    }
  }

  /** What its section for the European Union says. */
  ConsentState stateByTcf(ConsentConfig.Purpose purpose) {
    ConsentState state = tcString.stateOf(purpose);
    return state == ConsentState.GRANTED && !isReadable ? ConsentState.UNKNOWN : state;
  }

  /**
   * Denied if a section has one of these opt-outs; granted if there are some of them to be had, and
   * none was taken in any section.
   */
  ConsentState stateByOptOuts(ConsentConfig.Purpose purpose) {
    boolean asked = false;
    boolean allAnswered = true;
    for (UsSection section : usSections) {
      for (GppOptOut optOut : purpose.gppOptOuts()) {
        Integer answer = section.optOuts().get(optOut);
        if (answer != null && answer == UsSection.OPTED_OUT) {
          return ConsentState.DENIED;
        }
        asked |= answer != null;
        allAnswered &= answer == null || answer == UsSection.DID_NOT_OPT_OUT;
      }
    }
    return asked && allAnswered && isReadable && !hasUnknownSections
        ? ConsentState.GRANTED
        : ConsentState.UNKNOWN;
  }

  boolean hasGpc() {
    return usSections.stream().anyMatch(UsSection::gpc);
  }
}
