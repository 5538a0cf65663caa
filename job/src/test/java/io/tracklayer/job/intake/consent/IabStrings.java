package io.tracklayer.job.intake.consent;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.datatype.RangeEntry;
import com.iab.gpp.encoder.section.HeaderV1;
import com.iab.gpp.encoder.section.Sections;
import com.iab.gpp.encoder.section.TcfEuV2;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Consent strings from words, by the GPP library's encoder. TC strings are decoded by another
 * library, so the two check each other.
 */
public final class IabStrings {

  private static final ZonedDateTime WRITTEN_AT =
      ZonedDateTime.of(2026, 8, 20, 0, 0, 0, 0, ZoneOffset.UTC);

  private IabStrings() {}

  /**
   * @param words purposes, a slash and vendors that are consented to: {@code 1 3 / 755}
   */
  public static String tc(String words) {
    String[] sides = words.split("/", -1);
    return tc(numbers(sides[0]), sides.length > 1 ? numbers(sides[1]) : List.of(), List.of());
  }

  /** All purposes rest on legitimate interest besides. */
  public static String tc(
      List<Integer> purposes, List<Integer> vendors, List<RangeEntry> restrictions) {
    TcfEuV2 section = new TcfEuV2();
    section.setFieldValue("PurposeConsents", bits(purposes));
    section.setFieldValue(
        "PurposeLegitimateInterests", bits(IntStream.range(1, 25).boxed().toList()));
    section.setFieldValue("VendorConsents", vendors);
    section.setFieldValue("VendorLegitimateInterests", List.of(755));
    section.setFieldValue("PublisherRestrictions", new ArrayList<>(restrictions));
    section.setFieldValue("PolicyVersion", 4);
    section.setFieldValue("Created", WRITTEN_AT);
    section.setFieldValue("LastUpdated", WRITTEN_AT);
    return section.encode();
  }

  /**
   * @param words sections with {@code ;} between them: {@code usca sale=2 gpc=1; uspv1 1YNN;
   *     tcfeuv2 1 3 / 755; 99 what is not known}
   */
  public static String gpp(String words) {
    Map<Integer, String> sections = new TreeMap<>();
    for (String section : words.split(";", -1)) {
      String[] nameAndRest = section.strip().split(" ", 2);
      String rest = nameAndRest.length > 1 ? nameAndRest[1] : "";
      sections.put(idOf(nameAndRest[0]), section(nameAndRest[0], rest));
    }
    return header(List.copyOf(sections.keySet())) + "~" + String.join("~", sections.values());
  }

  public static String header(List<Integer> ids) {
    HeaderV1 header = new HeaderV1();
    header.setFieldValue("SectionIds", ids);
    return header.encode();
  }

  private static int idOf(String name) {
    return Sections.SECTION_ID_NAME_MAP.entrySet().stream()
        .filter(section -> section.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> Integer.valueOf(name));
  }

  private static String section(String name, String words) {
    return switch (name) {
      case "tcfeuv2" -> tc(words);
      case "uspv1" -> words;
      default -> name.startsWith("us") ? state(name, words) : words;
    };
  }

  private static String state(String name, String words) {
    GppModel model = new GppModel();
    model.setFieldValue(name, "Version", 1);
    boolean hasGpcSegment = words.contains("gpc=");
    if (!name.matches("us(va|ut|fl)")) {
      model.setFieldValue(name, "GpcSegmentIncluded", hasGpcSegment);
    }
    for (String word : words.isBlank() ? new String[0] : words.strip().split(" +")) {
      int value = Integer.parseInt(word.substring(word.indexOf('=') + 1));
      switch (word.substring(0, word.indexOf('='))) {
        case "sale" -> model.setFieldValue(name, "SaleOptOut", value);
        case "sharing" -> model.setFieldValue(name, "SharingOptOut", value);
        case "ads" -> model.setFieldValue(name, "TargetedAdvertisingOptOut", value);
        case "version" -> model.setFieldValue(name, "Version", value);
        case "gpc" -> model.setFieldValue(name, "Gpc", value == 1);
        default -> throw new IllegalArgumentException(word);
      }
    }
    return model.encodeSection(name);
  }

  private static List<Integer> numbers(String words) {
    return Stream.of(words.strip().split(" +"))
        .filter(word -> !word.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  private static List<Boolean> bits(List<Integer> numbers) {
    return IntStream.rangeClosed(1, 24).mapToObj(numbers::contains).toList();
  }
}
