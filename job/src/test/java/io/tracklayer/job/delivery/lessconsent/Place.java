package io.tracklayer.job.delivery.lessconsent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.job.intake.consent.IabStrings;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where an event may say what may be done with it, how each word is written there, and what a no is
 * about.
 */
enum Place {
  PURPOSE_IN_CONTEXT("/context/consent", "marketing", "true", "\"declined\"", About.MARKETING),
  CATEGORY_IN_CONTEXT("/context/consent", "C4", "\"granted\"", "false", About.MARKETING),
  PURPOSE_IN_PAYLOAD("/consent", "email", "1", "\"no\"", About.EMAIL),
  CATEGORY_IN_PAYLOAD("/consent", "C2", "\"yes\"", "0", About.EMAIL),
  TRAIT("/traits", "marketing_opt_in", "true", "\"off\"", About.MARKETING),
  TRAIT_OF_CONTEXT("/context/traits", "marketing_opt_in", "\"Opted-In\"", "false", About.MARKETING),
  OTHER_TRAIT("/traits", "email_opt_in", "\"ja\"", "\"nein\"", About.EMAIL),
  TC_STRING("/context", "tcString", tc("1 3 / 755"), tc("1 / 755"), About.ADS),
  TC_STRING_IN_PAYLOAD("/consent", "tc_string", tc("1 3 / 755"), tc("1 3 / 1"), About.ADS),
  GPP_STRING("/context", "gppString", gpp("sale=2"), gpp("sale=1"), About.SALES),
  GPP_STRING_IN_PAYLOAD("/consent", "gpp_string", gpp("sale=2"), gpp("sale=1"), About.SALES),
  GPC_IN_GPP_STRING("/context", "gppString", gpp("sale=2 gpc=0"), gpp("sale=2 gpc=1"), About.SALES),
  TCF_IN_GPP_STRING(
      "/consent", "gpp_string", europe("1 3 / 755"), europe("3 / 755"), About.ADS, About.SALES),
  US_PRIVACY("/context", "usPrivacy", "\"1YNN\"", "\"1YYN\"", About.SALES),
  US_PRIVACY_IN_PAYLOAD("/consent", "us_privacy", "\"1---\"", "\"1nyn\"", About.SALES),
  GPC("/context", "gpc", "false", "true", About.SALES),
  GPC_OF_THE_BROWSER("/context", "globalPrivacyControl", "\"0\"", "\"1\"", About.SALES),
  GPC_IN_PAYLOAD("/consent", "gpc", "0", "1", About.SALES),
  GPC_OF_THE_BROWSER_IN_PAYLOAD(
      "/consent", "global_privacy_control", "\"off\"", "\"true\"", About.SALES),
  AD_TRACKING("/context/device", "adTrackingEnabled", "true", "false", About.ADS),
  TRACKING_STATUS("/context/device", "attTrackingStatus", "3", "2", About.ADS),
  LIMITED_AD_TRACKING("/context/device", "limit_ad_tracking", "false", "true", About.ADS),
  LIMITED_AD_TRACKING_BESIDE("/properties", "lmt", "0", "1", About.ADS),
  /** What the integrations object says of a destination, or of all that it does not name. */
  DESTINATION("/integrations", "crm", "true", "false", About.A_DESTINATION),
  OTHER_DESTINATION("/integrations", "Other-CRM", "{\"listId\":1}", "\"no\"", About.A_DESTINATION),
  EVERY_DESTINATION("/integrations", "All", "true", "false", About.A_DESTINATION),
  /** Vendors' own opt-outs, by which they may have the event, but not do with it as they like. */
  OPT_OUT("/properties", "opt_out", "false", "true", About.USE),
  LIMITED_DATA_USE("/properties", "limitedDataUse", "0", "\"yes\"", About.USE),
  OPT_OUT_TYPE("/traits", "opt_out_type", "\"none\"", "[\"LDP\"]", About.USE),
  DATA_PROCESSING("/context", "dataProcessingOptions", "[]", "[[\"LDU\"],0,0]", About.USE);

  static final Set<Place> SINGLE_DESTINATIONS = EnumSet.of(DESTINATION, OTHER_DESTINATION);

  /** What may stand there. */
  enum Word {
    ABSENT,
    GRANT,
    DENIAL,
    EMPTY,
    UNREADABLE;

    /** Whether it is a no, or might be one. */
    boolean mayBeNo() {
      return this == DENIAL || this == UNREADABLE;
    }
  }

  /** What a no is about. */
  enum About {
    MARKETING("marketing"),
    EMAIL("email"),
    ADS("ads"),
    SALES("marketing", "ads"),
    A_DESTINATION,
    USE;

    private final Set<String> purposes;

    About(String... purposes) {
      this.purposes = Set.of(purposes);
    }
  }

  private static final String[] EMPTY = {"null", "\"\"", "\" \""};
  private static final String[] UNREADABLE = {"17", "\"perhaps, who knows\"", "{\"a\":{\"b\":1}}"};

  private final String object;
  private final String field;
  private final String grant;
  private final String denial;
  private final About denialIsAbout;
  private final About nonsenseIsAbout;

  Place(String object, String field, String grant, String denial, About about) {
    this(object, field, grant, denial, about, about);
  }

  Place(
      String object,
      String field,
      String grant,
      String denial,
      About denialIsAbout,
      About nonsenseIsAbout) {
    this.object = object;
    this.field = field;
    this.grant = grant;
    this.denial = denial;
    this.denialIsAbout = denialIsAbout;
    this.nonsenseIsAbout = nonsenseIsAbout;
  }

  private static String tc(String words) {
    return "\"" + IabStrings.tc(words) + "\"";
  }

  private static String gpp(String words) {
    return "\"" + IabStrings.gpp("usnat sharing=2 ads=2 " + words) + "\"";
  }

  private static String europe(String words) {
    return "\"" + IabStrings.gpp("tcfeuv2 " + words) + "\"";
  }

  /** The purposes that a word denies here; none if it denies no purpose. */
  Set<String> deniedBy(Word word) {
    return switch (word) {
      case DENIAL -> denialIsAbout.purposes;
      case UNREADABLE -> nonsenseIsAbout.purposes;
      case ABSENT, GRANT, EMPTY -> Set.of();
    };
  }

  boolean isAboutDestination(String destination) {
    return SINGLE_DESTINATIONS.contains(this) && field.equalsIgnoreCase(destination);
  }

  boolean isAboutAPurpose() {
    return !denialIsAbout.purposes.isEmpty();
  }

  /** Whether a no restricts what may be done with an event; traits are those of an identify. */
  boolean restrictsUseOf(String type) {
    return denialIsAbout == About.USE && (!object.equals("/traits") || type.equals("identify"));
  }

  /**
   * Whether what it says is taken away by leaving it out. The name of a destination is not: where
   * none is named, {@code All} says nothing (docs/delivery.md).
   */
  boolean mayBeLeftOut() {
    return !SINGLE_DESTINATIONS.contains(this);
  }

  /** Whether a no is about less than what cannot be read, which may be any no. */
  boolean deniesLessThanNonsense() {
    return denialIsAbout != nonsenseIsAbout;
  }

  /** Whether the two are one field, in which only one of them can stand. */
  boolean isFieldOf(Place other) {
    return object.equals(other.object) && field.equals(other.field);
  }

  /**
   * @param form which of the forms of nothing and of nonsense
   */
  void write(Word word, int form, ObjectNode event) {
    String value =
        switch (word) {
          case ABSENT -> null;
          case GRANT -> grant;
          case DENIAL -> denial;
          case EMPTY -> EMPTY[form % EMPTY.length];
          case UNREADABLE -> nonsense(form);
        };
    if (value != null) {
      event.withObject(object).set(field, Stories.json(value));
    }
  }

  /** An object under a destination's name is its options, and means yes. */
  private String nonsense(int form) {
    int forms = denialIsAbout == About.A_DESTINATION ? 2 : UNREADABLE.length;
    return UNREADABLE[form % forms];
  }
}
