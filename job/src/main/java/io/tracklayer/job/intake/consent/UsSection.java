package io.tracklayer.job.intake.consent;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.section.EncodableSection;
import com.iab.gpp.encoder.section.UspV1;
import io.tracklayer.contract.config.GppOptOut;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One section of a GPP string for the USA or one of its states.
 *
 * @param optOuts what can be opted out of under this law, and the answer: {@link #NOT_APPLICABLE},
 *     {@link #OPTED_OUT} or {@link #DID_NOT_OPT_OUT}
 * @param gpc whether the browser sent Global Privacy Control to whoever wrote the string
 */
record UsSection(Map<GppOptOut, Integer> optOuts, boolean gpc) {

  /** The IAB's values of every opt-out field in these sections. */
  static final int NOT_APPLICABLE = 0;

  static final int OPTED_OUT = 1;
  static final int DID_NOT_OPT_OUT = 2;

  /**
   * The version of all sections that the library reads; in others the same bits may be other
   * fields.
   */
  private static final int VERSION = 1;

  private static final int GPC_SEGMENT = 1;

  /**
   * @return null if it cannot be read
   */
  static @Nullable UsSection read(int id, String encoded) {
    try {
      return id == UspV1.ID ? readUspV1(encoded) : readState(id, encoded);
    } catch (RuntimeException e) { // The library has no exception of its own.
      return null;
    }
  }

  /**
   * The US Privacy string that preceded GPP, {@code 1YNN}: version, notice given, opted out of
   * sale, covered by the LSPA; the letters in any case. Since it is no longer maintained, the
   * absence of an opt-out grants nothing.
   */
  private static @Nullable UsSection readUspV1(String encoded) {
    UspV1 section = new UspV1(encoded.toUpperCase(Locale.ROOT));
    if (!section.getFieldValue("Version").equals(VERSION)) {
      return null;
    }
    return new UsSection(
        section.getOptOutSale() == 'Y' ? Map.of(GppOptOut.SALE, OPTED_OUT) : Map.of(), false);
  }

  private static @Nullable UsSection readState(int id, String encoded) {
    List<String> segments = List.of(encoded.split("\\.", -1));
    if (segments.contains("") || segments.size() > 2) {
      return null;
    }
    GppModel model = new GppModel();
    model.decodeSection(id, encoded);
    EncodableSection section = model.getSection(id);
    if (!section.getFieldValue("Version").equals(VERSION)) {
      return null;
    }
    Map<GppOptOut, Integer> optOuts = new EnumMap<>(GppOptOut.class);
    for (GppOptOut optOut : GppOptOut.values()) {
      String field = fieldOf(optOut);
      if (section.hasField(field)) {
        int answer = (Integer) section.getFieldValue(field);
        if (answer > DID_NOT_OPT_OUT) {
          return null;
        }
        optOuts.put(optOut, answer);
      }
    }
    if (segments.size() == 1) {
      return new UsSection(optOuts, false);
    }
    return section.getFieldValue("GpcSegmentType").equals(GPC_SEGMENT)
        ? new UsSection(optOuts, section.getFieldValue("Gpc").equals(true))
        : null;
  }

  private static String fieldOf(GppOptOut optOut) {
    return switch (optOut) {
      case SALE -> "SaleOptOut";
      case SHARING -> "SharingOptOut";
      case TARGETED_ADVERTISING -> "TargetedAdvertisingOptOut";
    };
  }
}
