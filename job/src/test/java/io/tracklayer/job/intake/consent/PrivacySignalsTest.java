package io.tracklayer.job.intake.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.iab.gpp.encoder.datatype.RangeEntry;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.GppOptOut;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.consent.ConsentWords;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.testing.RawEvents;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacySignalsTest {

  private static final ConsentStatements ASKING_FOR_TRACKING =
      new ConsentStatements(
          new ConsentConfig(
              false,
              Map.of(
                  "ads",
                  new ConsentConfig.Purpose(
                      List.of(), List.of(), List.of(), null, List.of(), false, true))));

  private static final List<GppOptOut> ALL_OPT_OUTS = List.of(GppOptOut.values());
  private static final List<GppOptOut> SALE = List.of(GppOptOut.SALE);

  private final ConsentStatements statements =
      new ConsentStatements(
          new ConsentConfig(
              false,
              Map.of(
                  "tcf", purpose(List.of(1, 3), null, List.of(), false),
                  "vendor", purpose(List.of(1, 3), 755, List.of(), false),
                  "sale", purpose(List.of(), null, SALE, false),
                  "ads", purpose(List.of(), null, ALL_OPT_OUTS, false),
                  "objected", purpose(List.of(), null, List.of(), true),
                  "all", purpose(List.of(1), null, SALE, true))));

  private static ConsentConfig.Purpose purpose(
      List<Integer> tcfPurposes, Integer tcfVendor, List<GppOptOut> optOuts, boolean gpc) {
    return new ConsentConfig.Purpose(
        List.of(), List.of(), tcfPurposes, tcfVendor, optOuts, gpc, false);
  }

  @ParameterizedTest(name = "tc {0}, gpp {1}, gpc {2}")
  @CsvFileSource(
      resources = "privacy-signals.csv",
      delimiter = '|',
      useHeadersInDisplayName = false,
      numLinesToSkip = 1)
  void theSameIsUnderstoodInTheContextAndInTheThinPayload(
      String tc,
      String gpp,
      String gpc,
      String tcf,
      String vendor,
      String sale,
      String ads,
      String objected,
      String all) {
    Map<String, String> expected = new TreeMap<>();
    expected.put("tcf", tcf);
    expected.put("vendor", vendor);
    expected.put("sale", sale);
    expected.put("ads", ads);
    expected.put("objected", objected);
    expected.put("all", all);

    ObjectNode context = RawEvents.json("{'context':{}}");
    ObjectNode thin = RawEvents.json("{'consent':{}}");
    if (tc != null) {
      context.withObject("/context").put("tcString", IabStrings.tc(tc));
      thin.withObject("/consent").put("tc_string", IabStrings.tc(tc));
    }
    if (gpp != null) {
      context.withObject("/context").put("gppString", IabStrings.gpp(gpp));
      thin.withObject("/consent").put("gpp_string", IabStrings.gpp(gpp));
    }
    if (gpc != null) {
      context.withObject("/context").put("gpc", Boolean.parseBoolean(gpc));
      thin.withObject("/consent").put("gpc", Boolean.parseBoolean(gpc));
    }
    assertThat(signs(context)).isEqualTo(expected);
    assertThat(signs(thin)).isEqualTo(expected);
  }

  private Map<String, String> signs(ObjectNode event) {
    Map<String, StatedConsent> found = of(event);
    Map<String, String> signs = new TreeMap<>();
    for (String purpose : List.of("tcf", "vendor", "sale", "ads", "objected", "all")) {
      StatedConsent statement = found.get(purpose);
      signs.put(
          purpose,
          statement == null ? null : statement.state() == ConsentState.GRANTED ? "+" : "-");
    }
    return signs;
  }

  /**
   * The example of the IAB's specification, decoded by hand: version 2, consent to purposes 1, 2
   * and 3 and vendors 2, 6 and 8. The other one consents to purposes 2 and 10 and no vendor.
   */
  @Test
  void aTcStringFromTheWildIsUnderstood() {
    String example =
        "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAAC"
            + "EAAAAAgAQBAAAAAAAGBAAgAAAAAAAFAAECAAAgAAQARAEQAAAAAJAAIAAgAAAYQEAAAQmAgBC3ZAYzUw";
    assertThat(byTcf(example, List.of(1, 2, 3), null)).isEqualTo(ConsentState.GRANTED);
    assertThat(byTcf(example, List.of(1, 2, 3), 6)).isEqualTo(ConsentState.GRANTED);
    assertThat(byTcf(example, List.of(1, 2, 3), 8)).isEqualTo(ConsentState.GRANTED);
    assertThat(byTcf(example, List.of(1, 2, 3), 7)).isEqualTo(ConsentState.DENIED);
    assertThat(byTcf(example, List.of(1, 2, 3, 4), 6)).isEqualTo(ConsentState.DENIED);

    String other = "COtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAAA";
    assertThat(byTcf(other, List.of(2, 10), null)).isEqualTo(ConsentState.GRANTED);
    assertThat(byTcf(other, List.of(2, 9), null)).isEqualTo(ConsentState.DENIED);
    assertThat(byTcf(other, List.of(2), 755)).isEqualTo(ConsentState.DENIED);
  }

  private static ConsentState byTcf(String tcString, List<Integer> purposes, Integer vendor) {
    return TcString.read(tcString)
        .answerOn(purpose(purposes, vendor, List.of(), false))
        .reading()
        .state();
  }

  /**
   * The example of the IAB's specification (a TC string without any consent, and {@code 1YNN}), and
   * two of usnat as OneTrust writes them, decoded by hand: in {@code BVQq…} the three opt-outs,
   * bits 18 to 23, are 10 10 10; in {@code BVQV…} they are 01 01 01, and {@code YA} is 01 1, the
   * GPC segment with GPC.
   */
  @Test
  void aGppStringFromTheWildIsUnderstood() {
    String example = "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN";
    assertThat(of(RawEvents.json("{'context':{'gppString':'" + example + "'}}")))
        .isEqualTo(
            Map.of(
                "tcf", new StatedConsent(ConsentState.DENIED, "context.gppString", null),
                "vendor", new StatedConsent(ConsentState.DENIED, "context.gppString", null),
                "all", new StatedConsent(ConsentState.DENIED, "context.gppString", null)));
    assertThat(of(RawEvents.json("{'context':{'gppString':'DBABLA~BVQqAAAAAgA.QA'}}")))
        .isEqualTo(
            Map.of(
                "sale", new StatedConsent(ConsentState.GRANTED, "context.gppString", null),
                "ads", new StatedConsent(ConsentState.GRANTED, "context.gppString", null),
                "all", new StatedConsent(ConsentState.GRANTED, "context.gppString", null)));
    assertThat(of(RawEvents.json("{'context':{'gppString':'DBABLA~BVQVAAAAAAGA.YA'}}")))
        .isEqualTo(
            Map.of(
                "sale", new StatedConsent(ConsentState.DENIED, "context.gppString", null),
                "ads", new StatedConsent(ConsentState.DENIED, "context.gppString", null),
                "objected", new StatedConsent(ConsentState.DENIED, "context.gppString", null),
                "all", new StatedConsent(ConsentState.DENIED, "context.gppString", null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "true | true",
        "1 | true",
        "1.0 | true",
        "'on' | true",
        "'1' | true",
        "' 1 ' | true",
        "'true' | true",
        "'True' | true",
        "'opt_out' | true",
        "'denied' | true",
        "'?' | true",
        "'Off' | false",
        "'no' | false",
        "false | false",
        "0 | false",
        "'0' | false",
        "'false' | false",
        "'' | false",
        "null | false",
        "{} | false",
      })
  void globalPrivacyControlIsReadAsBrowsersAndHeadersWriteIt(String value, boolean on) {
    Map<String, StatedConsent> context = of(RawEvents.json("{'context':{'gpc':" + value + "}}"));
    Map<String, StatedConsent> thin = of(RawEvents.json("{'consent':{'gpc':" + value + "}}"));

    StatedConsent expected =
        on ? new StatedConsent(ConsentState.DENIED, "context.gpc", null) : null;
    assertThat(context.get("objected")).isEqualTo(expected);
    assertThat(context.get("all")).isEqualTo(expected);
    assertThat(context).doesNotContainKeys("tcf", "vendor", "sale", "ads");
    assertThat(thin.get("objected"))
        .isEqualTo(on ? new StatedConsent(ConsentState.DENIED, "consent.gpc", null) : null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "1e999999", "'perhaps'", "[true]"})
  void aSettingOfTheBrowserThatCannotBeReadMayBeAnObjection(String value) {
    for (String name : List.of("gpc", "globalPrivacyControl")) {
      assertThat(of(RawEvents.json("{'context':{'%s':%s}}".formatted(name, value))))
          .containsEntry(
              "objected", new StatedConsent(ConsentState.DENIED, "context." + name, null));
    }
  }

  @Test
  void globalPrivacyControlGoesByTheBrowsersNameToo() {
    assertThat(of(RawEvents.json("{'context':{'globalPrivacyControl':true}}")))
        .containsEntry(
            "objected",
            new StatedConsent(ConsentState.DENIED, "context.globalPrivacyControl", null));
    assertThat(of(RawEvents.json("{'consent':{'global_privacy_control':'1'}}")))
        .containsEntry(
            "objected",
            new StatedConsent(ConsentState.DENIED, "consent.global_privacy_control", null));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'\"1YYN\"', true",
        "'\"1yyn\"', true",
        "'\" 1YY- \"', true",
        "'\"1YNN\"', false",
        "'\"1---\"', false",
        "'\"1YN\"', true",
        "'\"1YXN\"', true",
        "'\"2YNN\"', true",
        "17, true",
      })
  void theUsPrivacyStringDeniesByAnOptOutAndWhenItCannotBeRead(String value, boolean denies) {
    Map<String, StatedConsent> found =
        of(RawEvents.json("{'context':{'usPrivacy':" + value + "}}"));

    StatedConsent denied = new StatedConsent(ConsentState.DENIED, "context.usPrivacy", null);
    assertThat(found)
        .isEqualTo(denies ? Map.of("sale", denied, "ads", denied, "all", denied) : Map.of());
    assertThat(of(RawEvents.json("{'consent':{'us_privacy':" + value + "}}")).keySet())
        .isEqualTo(found.keySet());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "adTrackingEnabled, true, -",
        "adTrackingEnabled, false, no",
        "adTrackingEnabled, 'false', no",
        "adTrackingEnabled, 0, no",
        "adTrackingEnabled, null, -",
        "adTrackingEnabled, 'perhaps', no",
        "attTrackingStatus, 0, -",
        "attTrackingStatus, 1, no",
        "attTrackingStatus, 2, no",
        "attTrackingStatus, 2.0, no",
        "attTrackingStatus, 3, -",
        "attTrackingStatus, '3', -",
        "attTrackingStatus, 'Denied', no",
        "attTrackingStatus, 'not_determined', -",
        "attTrackingStatus, '', -",
        "attTrackingStatus, 4, no",
        "attTrackingStatus, 1.5, no",
        "attTrackingStatus, [3], no",
      })
  void aDeviceThatForbidsTrackingDeniesAndOneThatAllowsItGrantsNothing(
      String field, String value, String said) {
    assertThat(
            withoutWords(
                ASKING_FOR_TRACKING
                    .of(RawEvents.event("{'context':{'device':{'%s':%s}}}".formatted(field, value)))
                    .statements()))
        .isEqualTo(
            said.equals("no")
                ? Map.of(
                    "ads", new StatedConsent(ConsentState.DENIED, "context.device." + field, null))
                : Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'context':{'device':{'limitAdTracking':true}}} | context.device.limitAdTracking | true",
        "{'context':{'device':{'is_lat':'1'}}} | context.device.limitAdTracking | 1",
        "{'context':{'device':{'lmt':'opted out'}}} | context.device.limitAdTracking | opted out",
        "{'context':{'device':{'ad_tracking_enabled':0}}} | context.device.adTrackingEnabled | 0",
        "{'context':{'device':{'att_status':'Restricted'}}} | context.device.attTrackingStatus |"
            + " restricted",
        "{'context':{'limit_ad_tracking':true}} | context.limitAdTracking | true",
        "{'properties':{'limitAdTracking':1}} | properties.limitAdTracking | 1",
        "{'properties':{'device':{'lmt':1}}} | properties.device.limitAdTracking | 1",
        "{'context':{'device':{'limitAdTracking':17}}} | context.device.limitAdTracking |"
            + " unreadable: a number",
        "{'context':{'device':{'attTrackingStatus':18446744073709551619}}} |"
            + " context.device.attTrackingStatus | unreadable: a number",
        "{'context':{'device':{'limitAdTracking':false,'lmt':0,'is_lat':null}}} | - | -",
      })
  void aDeviceForbidsTrackingInAnySpelling(String event, String source, String words) {
    assertThat(ASKING_FOR_TRACKING.of(RawEvents.event(event)).statements())
        .isEqualTo(
            source.equals("-")
                ? Map.of()
                : Map.of("ads", new StatedConsent(ConsentState.DENIED, source, words)));
  }

  @Test
  void theProofNamesTheStringThatDecided() {
    String tc = IabStrings.tc("1 3 / 755");
    String gpp = IabStrings.gpp("usca sale=1 sharing=2");

    assertThat(
            of(RawEvents.json("{'context':{'tcString':'%s','gppString':'%s'}}".formatted(tc, gpp))))
        .containsEntry("tcf", new StatedConsent(ConsentState.GRANTED, "context.tcString", null))
        .containsEntry("sale", new StatedConsent(ConsentState.DENIED, "context.gppString", null))
        .containsEntry("all", new StatedConsent(ConsentState.DENIED, "context.gppString", null));
    assertThat(
            of(
                RawEvents.json(
                    "{'consent':{'tc_string':'%s','gpp_string':'%s'}}".formatted(tc, gpp))))
        .containsEntry("tcf", new StatedConsent(ConsentState.GRANTED, "consent.tc_string", null))
        .containsEntry("sale", new StatedConsent(ConsentState.DENIED, "consent.gpp_string", null))
        .containsEntry("all", new StatedConsent(ConsentState.DENIED, "consent.gpp_string", null));
  }

  @ParameterizedTest
  @CsvSource({"0, DENIED", "1, GRANTED", "2, DENIED", "3, DENIED"})
  void aPublishersRestrictionOfTheVendorIsKept(int type, ConsentState expected) {
    RangeEntry ofGoogle = new RangeEntry(3, type, new ArrayList<>(List.of(700, 755)));
    RangeEntry ofAnother = new RangeEntry(3, 0, new ArrayList<>(List.of(756)));
    RangeEntry ofAnotherPurpose = new RangeEntry(4, 0, new ArrayList<>(List.of(755)));
    String tc =
        IabStrings.tc(List.of(1, 3), List.of(755), List.of(ofAnother, ofGoogle, ofAnotherPurpose));

    assertThat(byTcf(tc, List.of(1, 3), 755)).isEqualTo(expected);
    assertThat(byTcf(tc, List.of(1, 3), null)).isEqualTo(ConsentState.GRANTED);
  }

  @Test
  void vendorsAreReadFromRangesAsWellAsFromBits() {
    List<Integer> inRanges = IntStream.rangeClosed(700, 800).boxed().toList();
    List<Integer> inBits = IntStream.range(1, 800).filter(i -> i % 2 == 1).boxed().toList();

    assertThat(byTcf(IabStrings.tc(List.of(1), inRanges, List.of()), List.of(1), 755))
        .isEqualTo(ConsentState.GRANTED);
    assertThat(byTcf(IabStrings.tc(List.of(1), inRanges, List.of()), List.of(1), 801))
        .isEqualTo(ConsentState.DENIED);
    assertThat(byTcf(IabStrings.tc(List.of(1), inBits, List.of()), List.of(1), 755))
        .isEqualTo(ConsentState.GRANTED);
    assertThat(byTcf(IabStrings.tc(List.of(1), inBits, List.of()), List.of(1), 756))
        .isEqualTo(ConsentState.DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "7",
        "{'tc':1}",
        "[1]",
        "'.'",
        "'...'",
        "'~'",
        "'~~~'",
        "'granted'",
        "'C'",
        "'DB'",
        "'DBABLA'",
        "'DBABLA~'",
        "'DBABLA~~'",
        "'DBABLA~.'",
        "'DBABLA~B'",
        "'DBABLA~BVQqAAAAAgA~BVQqAAAAAgA'",
        "'DBABLA~BVQqAAAAAgA.'",
        "'DBABLA~BVQqAAAAAgA.QA.QA'",
        "'DBABLA~BVQqAAAAAgA.AA'",
        "'DBABLA~BVQ/AAAAAgA'",
        "'DBABLA~BVQ_AAAAAgA'",
        "'DCABLA~BVQqAAAAAgA'",
        "'BVQqAAAAAgA'",
        "'DBAB~BVQqAAAAAgA'",
        "'DB_____~BVQqAAAAAgA'",
        // Sharing opted out of: 3, which no field may have.
        "'DBABLA~BVQuAAAAAgA'",
        // The example of TCF 1, in which purposes had other numbers: 1, 2 and 3, and most vendors.
        "'BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA'",
        // Version 3, which does not exist.
        "'DOvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA'",
        "'COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.I'",
        "'COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.!'",
        "'COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA=='",
        "'%43OvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA'",
        "'COvFyGBOvFyGBAbAAAENAPCAAO\\ud83d'",
      })
  void whatIsMalformedMayBeADenial(String value) {
    for (String where : List.of("tcString", "gppString")) {
      assertThat(statements.of(RawEvents.event("{'context':{'%s':%s}}".formatted(where, value))))
          .satisfies(
              said -> {
                assertThat(said.unreadable())
                    .extracting(UnreadableConsent::source)
                    .containsOnly("context." + where);
                assertThat(said.statements().get("all"))
                    .matches(all -> all.state() == ConsentState.DENIED)
                    .matches(all -> ConsentWords.areUnreadable(all.words()));
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "' '", "{}", "[]"})
  void whatIsEmptyTakesAnAnswerBackWhereOneCouldHaveBeenGranted(String value) {
    assertThat(of(RawEvents.json("{'context':{'tcString':" + value + "}}")))
        .hasSize(3)
        .containsEntry("tcf", new StatedConsent(ConsentState.UNKNOWN, "context.tcString", null));
    assertThat(of(RawEvents.json("{'consent':{'gpp_string':" + value + "}}")))
        .containsEntry("sale", new StatedConsent(ConsentState.UNKNOWN, "consent.gpp_string", null))
        .doesNotContainKey("objected");
    assertThat(of(RawEvents.json("{'context':{'usPrivacy':%1$s,'gpc':%1$s}}".formatted(value))))
        .isEmpty();
  }

  @Test
  void aStringThatWasCutOffGrantsNothing() {
    String tc = IabStrings.tc(List.of(1, 3), List.of(2, 755), List.of());
    String core = tc.substring(0, tc.indexOf('.'));
    for (int length = 0; length < core.length() - 1; length++) {
      assertThat(byTcf(core.substring(0, length), List.of(1), null))
          .as("%d of %d characters", length, core.length())
          .isEqualTo(ConsentState.DENIED);
    }

    String withSegment = core + ".IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAACEAAAAAgAQBAAAAAAAGBA";
    for (int length = core.length() + 2; length < withSegment.length(); length++) {
      assertThat(byTcf(withSegment.substring(0, length), List.of(1), null))
          .as("%d of %d characters", length, withSegment.length())
          .isEqualTo(ConsentState.DENIED);
    }

    String gpp = IabStrings.gpp("usnat sale=2 sharing=2 ads=2; usca sale=2 sharing=2");
    for (int length = 0; length < gpp.length() - 2; length++) {
      assertThat(GppString.read(gpp.substring(0, length)).answerByOptOuts(adsPurpose()))
          .as("%d of %d characters", length, gpp.length())
          .isEqualTo(Finding.unreadable(Form.TEXT));
    }
  }

  private static ConsentConfig.Purpose adsPurpose() {
    return purpose(List.of(), null, ALL_OPT_OUTS, false);
  }

  @Test
  void aStringBeyondTheLimitIsNotDecoded() {
    String tc = IabStrings.tc("1 3 / 755");
    String longest = tc + "." + tc.substring(tc.indexOf('.') + 1);
    String segment = longest.substring(longest.lastIndexOf('.'));
    while (longest.length() + segment.length() <= PrivacySignals.MAX_STRING_LENGTH) {
      longest += segment;
    }
    String tooLong = longest + segment;

    assertThat(of(RawEvents.json("{'context':{'tcString':'" + longest + "'}}")).get("vendor"))
        .isEqualTo(new StatedConsent(ConsentState.GRANTED, "context.tcString", null));
    assertThat(tooLong.length()).isGreaterThan(PrivacySignals.MAX_STRING_LENGTH);
    for (String text : List.of(tooLong, tc.repeat(1_000))) {
      assertThat(
              statements
                  .of(RawEvents.event("{'context':{'tcString':'" + text + "'}}"))
                  .unreadable())
          .containsExactly(new UnreadableConsent("context.tcString", Form.TOO_LONG));
    }
  }

  @Test
  void aHeaderOrSectionThatIsTooLongForTheLibraryIsNotDecoded() {
    String section = "BVQqAAAAAgA" + "A".repeat(246);

    for (String text : List.of("DBABLA~" + section, "DB" + "A".repeat(8_000))) {
      assertThat(
              statements
                  .of(RawEvents.event("{'context':{'gppString':'" + text + "'}}"))
                  .unreadable())
          .containsExactly(new UnreadableConsent("context.gppString", Form.TEXT));
    }
    assertThat(
            of(
                RawEvents.json(
                    "{'context':{'gppString':'DBABLA~%s'}}".formatted(section.substring(0, 256)))))
        .containsEntry("ads", new StatedConsent(ConsentState.GRANTED, "context.gppString", null));
  }

  @Test
  void withoutAPurposeThatAsksNothingIsSaid() {
    ConsentStatements asksNothing =
        new ConsentStatements(
            new ConsentConfig(
                false, Map.of("marketing", new ConsentConfig.Purpose(List.of(), List.of()))));
    String tc = IabStrings.tc("1 3 / 755");
    String gpp = IabStrings.gpp("tcfeuv2 /; usca sale=1 sharing=1 gpc=1");

    assertThat(
            asksNothing.of(
                RawEvents.event(
                    "{'context':{'tcString':'%s','gppString':'%s','gpc':true},'consent':{'gpc':true}}"
                        .formatted(tc, gpp))))
        .isEqualTo(ConsentStatements.Said.NOTHING);
  }

  /** One thing that an event may say of a purpose that hears all sources. */
  private enum Source {
    CONSENT_MANAGEMENT,
    CONTEXT_CONSENT,
    CONSENT,
    TRAIT,
    TC_PURPOSE_1,
    TC_PURPOSE_3,
    TC_VENDOR,
    THIN_TC_PURPOSE_3,
    GPP_TC_PURPOSE_3,
    USNAT_SALE,
    USNAT_ADS,
    USCA_SALE,
    USCA_SHARING,
    USPV1_SALE,
    USCA_GPC,
    GPC,
    THIN_GPC,
    UNKNOWN_SECTION,
  }

  private enum Word {
    NOTHING,
    YES,
    NO
  }

  private static final ConsentStatements EVERY_KIND_OF_PURPOSE =
      new ConsentStatements(
          new ConsentConfig(
              false,
              Map.of(
                  "everything",
                  new ConsentConfig.Purpose(
                      List.of("C4"),
                      List.of("opt_in"),
                      List.of(1, 3),
                      755,
                      ALL_OPT_OUTS,
                      true,
                      false),
                  "tcf",
                  purpose(List.of(3), null, List.of(), false),
                  "optOuts",
                  purpose(List.of(), null, ALL_OPT_OUTS, false),
                  "sale",
                  new ConsentConfig.Purpose(
                      List.of("C4"), List.of(), List.of(), null, SALE, false, false),
                  "objected",
                  new ConsentConfig.Purpose(
                      List.of(), List.of("opt_in"), List.of(), null, List.of(), true, false))));

  /** Taking a grant away or adding a denial may lower a state, never raise it. */
  @Test
  void lessConsentNeverMeansMoreWhateverTheSources() {
    long seed = Long.getLong("tracklayer.seed", 20_261_124L);
    SplittableRandom random = new SplittableRandom(seed);
    Map<ConsentState, Integer> seen = new EnumMap<>(ConsentState.class);
    for (int run = 0; run < 3_000; run++) {
      Map<Source, Word> said = new EnumMap<>(Source.class);
      for (Source source : Source.values()) {
        said.put(source, Word.values()[new int[] {0, 0, 0, 1, 1, 1, 1, 1, 2}[random.nextInt(9)]]);
        if (random.nextInt(3) > 0 && said.get(source) == Word.NO) {
          said.put(source, Word.YES);
        }
      }
      Map<String, StatedConsent> before =
          EVERY_KIND_OF_PURPOSE.of(RawEvents.event(event(said))).statements();
      Source changed = Source.values()[random.nextInt(Source.values().length)];
      Word old = said.get(changed);
      said.put(changed, old == Word.YES && random.nextBoolean() ? Word.NOTHING : Word.NO);
      Map<String, StatedConsent> after =
          EVERY_KIND_OF_PURPOSE.of(RawEvents.event(event(said))).statements();
      for (String purpose : List.of("everything", "tcf", "optOuts", "sale", "objected")) {
        assertThat(rank(after.get(purpose)))
            .as("seed %d, run %d: %s of %s, from %s", seed, run, changed, purpose, old)
            .isLessThanOrEqualTo(rank(before.get(purpose)));
        seen.merge(
            before.containsKey(purpose) ? before.get(purpose).state() : ConsentState.UNKNOWN,
            1,
            Integer::sum);
      }
    }
    assertThat(seen)
        .containsOnlyKeys(ConsentState.values())
        .allSatisfy((state, times) -> assertThat(times).as(state.text()).isGreaterThan(500));
  }

  /** A string or an opt-out of which nothing is said is there with its bits unset. */
  private static String event(Map<Source, Word> said) {
    ObjectNode event =
        RawEvents.json(
            "{'traits':{},'consent':{},'context':{'consent':{},'consentManagement':{}}}");
    ObjectNode context = event.withObject("/context");
    ObjectNode consent = event.withObject("/consent");
    ObjectNode management = event.withObject("/context/consentManagement");
    switch (said.get(Source.CONSENT_MANAGEMENT)) {
      case YES -> management.withArray("allowedConsentIds").add("C4");
      case NO -> management.withArray("deniedConsentIds").add("C4");
      case NOTHING -> {}
    }
    answer(event.withObject("/context/consent"), "C4", said.get(Source.CONTEXT_CONSENT));
    answer(consent, "everything", said.get(Source.CONSENT));
    answer(event.withObject("/traits"), "opt_in", said.get(Source.TRAIT));
    List<Integer> purposes = new ArrayList<>();
    if (said.get(Source.TC_PURPOSE_1) == Word.YES) {
      purposes.add(1);
    }
    if (said.get(Source.TC_PURPOSE_3) == Word.YES) {
      purposes.add(3);
    }
    List<Integer> vendors = said.get(Source.TC_VENDOR) == Word.YES ? List.of(755) : List.of();
    context.put("tcString", IabStrings.tc(purposes, vendors, List.of()));
    if (said.get(Source.THIN_TC_PURPOSE_3) != Word.NOTHING) {
      consent.put("tc_string", tcOfPurpose3(said.get(Source.THIN_TC_PURPOSE_3)));
    }
    context.put("gppString", IabStrings.gpp(gpp(said)));
    answer(context, "gpc", opposite(said.get(Source.GPC)));
    answer(consent, "gpc", opposite(said.get(Source.THIN_GPC)));
    return event.toString();
  }

  private static String gpp(Map<Source, Word> said) {
    String words =
        "usnat sale=%d sharing=2 ads=%d; usca sale=%d sharing=%d gpc=%d; uspv1 1Y%sN"
            .formatted(
                answer(said.get(Source.USNAT_SALE)),
                answer(said.get(Source.USNAT_ADS)),
                answer(said.get(Source.USCA_SALE)),
                answer(said.get(Source.USCA_SHARING)),
                said.get(Source.USCA_GPC) == Word.NO ? 1 : 0,
                said.get(Source.USPV1_SALE) == Word.NO ? "Y" : "N");
    if (said.get(Source.GPP_TC_PURPOSE_3) != Word.NOTHING) {
      words +=
          "; tcfeuv2 1 " + (said.get(Source.GPP_TC_PURPOSE_3) == Word.YES ? "3" : "") + " / 755";
    }
    return said.get(Source.UNKNOWN_SECTION) == Word.NO ? words + "; 99 BVQ" : words;
  }

  private static String tcOfPurpose3(Word word) {
    return IabStrings.tc(word == Word.YES ? "1 3 / 755" : "1 / 755");
  }

  private static void answer(ObjectNode object, String name, Word word) {
    switch (word) {
      case YES -> object.put(name, true);
      case NO -> object.put(name, false);
      case NOTHING -> {}
    }
  }

  private static Word opposite(Word word) {
    return switch (word) {
      case YES -> Word.NO;
      case NO -> Word.YES;
      case NOTHING -> Word.NOTHING;
    };
  }

  private static int answer(Word word) {
    return switch (word) {
      case NOTHING -> UsSection.NOT_APPLICABLE;
      case NO -> UsSection.OPTED_OUT;
      case YES -> UsSection.DID_NOT_OPT_OUT;
    };
  }

  private static int rank(StatedConsent statement) {
    return statement == null ? 1 : statement.state() == ConsentState.GRANTED ? 2 : 0;
  }

  private Map<String, StatedConsent> of(ObjectNode event) {
    return withoutWords(statements.of(RawEvents.event(event.toString())).statements());
  }

  private static Map<String, StatedConsent> withoutWords(Map<String, StatedConsent> statements) {
    Map<String, StatedConsent> without = new TreeMap<>(statements);
    without.replaceAll((purpose, said) -> new StatedConsent(said.state(), said.source(), null));
    return without;
  }
}
