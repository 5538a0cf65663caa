package io.tracklayer.job.delivery.lessconsent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.job.intake.consent.IabStrings;

/** Where an event may state consent, and how each word is written there. */
enum Place {
  PURPOSE_IN_CONTEXT("/context/consent", "marketing", "true", "\"declined\""),
  CATEGORY_IN_CONTEXT("/context/consent", "C4", "\"granted\"", "false"),
  PURPOSE_IN_PAYLOAD("/consent", "email", "1", "\"no\""),
  CATEGORY_IN_PAYLOAD("/consent", "C2", "\"yes\"", "0"),
  TRAIT("/traits", "marketing_opt_in", "true", "\"off\""),
  TRAIT_OF_CONTEXT("/context/traits", "marketing_opt_in", "\"Opted-In\"", "false"),
  OTHER_TRAIT("/traits", "email_opt_in", "\"ja\"", "\"nein\""),
  TC_STRING("/context", "tcString", tc("1 3 / 755"), tc("1 / 755")),
  TC_STRING_IN_PAYLOAD("/consent", "tc_string", tc("1 3 / 755"), tc("1 3 / 1")),
  GPP_STRING("/context", "gppString", gpp("2"), gpp("1")),
  GPP_STRING_IN_PAYLOAD("/consent", "gpp_string", gpp("2"), gpp("1")),
  US_PRIVACY("/context", "usPrivacy", "\"1YNN\"", "\"1YYN\""),
  GPC("/context", "gpc", "false", "true"),
  GPC_OF_THE_BROWSER("/context", "globalPrivacyControl", "\"0\"", "\"1\""),
  AD_TRACKING("/context/device", "adTrackingEnabled", "true", "false"),
  TRACKING_STATUS("/context/device", "attTrackingStatus", "3", "2"),
  LIMITED_AD_TRACKING("/context/device", "limit_ad_tracking", "false", "true"),
  LIMITED_AD_TRACKING_BESIDE("/properties", "lmt", "0", "1");

  /** What may stand there. */
  enum Word {
    ABSENT,
    GRANT,
    DENIAL,
    EMPTY,
    UNREADABLE
  }

  private static final String[] EMPTY = {"null", "\"\"", "\" \""};
  private static final String[] UNREADABLE = {"17", "\"perhaps, who knows\"", "{\"a\":{\"b\":1}}"};

  private final String object;
  private final String field;
  private final String grant;
  private final String denial;

  Place(String object, String field, String grant, String denial) {
    this.object = object;
    this.field = field;
    this.grant = grant;
    this.denial = denial;
  }

  private static String tc(String words) {
    return "\"" + IabStrings.tc(words) + "\"";
  }

  private static String gpp(String sale) {
    return "\"" + IabStrings.gpp("usnat sale=" + sale + " sharing=2 ads=2") + "\"";
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
          case UNREADABLE -> UNREADABLE[form % UNREADABLE.length];
        };
    if (value != null) {
      event.withObject(object).set(field, Stories.json(value));
    }
  }
}
