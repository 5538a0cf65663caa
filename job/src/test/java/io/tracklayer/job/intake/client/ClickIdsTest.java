package io.tracklayer.job.intake.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.intake.testing.RawEvents;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickIdsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "https://x.com/?fbclid=IwAR0_aBc | {fbclid=IwAR0_aBc}",
        "https://x.com/?a=1&gclid=G1&gbraid=B&wbraid=W#top | {gbraid=B, gclid=G1, wbraid=W}",
        "https://x.com/?FBCLID=Ab&ScCid=Sc | {fbclid=Ab, sccid=Sc}",
        "https://x.com/?ttclid=T&_kx=K.x&msclkid=M&epik=E | {epik=E, kx=K.x, msclkid=M, ttclid=T}",
        "https://x.com/?li_fat_id=L&twclid=Tw&rdt_cid=R | {li_fat_id=L, rdt_cid=R, twclid=Tw}",
        "https://x.com/?_kx=a%3Db%2Bc+d | {kx=a=b+c+d}",
        "https://x.com/?gclid=first&gclid=second | {gclid=first}",
        "https://x.com/?utm_source=x&amp;gclid=G&amp;fbclid=F | {fbclid=F, gclid=G}",
        "https://x.com/?gclid=%zz&fbclid=% | {}",
        "https://x.com/?gclid=a%20b | {}",
        "https://x.com/?gclid=%ff | {}",
        "https://x.com/?gclid=&fbclid | {}",
        "https://x.com/?gclid=null | {}",
        "https://x.com/?gclid={gclid} | {}",
        "https://x.com/?gclid={{gclid}} | {}",
        "https://x.com/?gclid=%7Bgclid%7D | {}",
        "https://x.com/?gclid=${gclid} | {}",
        "https://x.com/?gclid=[gclid] | {}",
        "https://x.com/?gclid=(none) | {}",
        "https://x.com/?gclid=none | {}",
        "https://x.com/?ttclid=__CLICKID__ | {}",
        "https://x.com/?ScCid={{ScCid}}&epik={{epik}} | {}",
        "https://x.com/?fbclid={{fbclid}} | {}",
        "https://x.com/gclid=G | {}",
        "https://x.com/#?gclid=G | {}",
        "https://x.com/?=x&&&==&?gclid=1 | {}",
        "? | {}",
        "https://x.com/?mygclid=G | {}",
      })
  void readsTheQueryOfThePage(String url, String expected) {
    assertThat(ofUrl(url)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"?gclid=G", "gclid=G", "a=b&gclid=G"})
  void readsTheSearchOfThePage(String search) {
    assertThat(ids("{'context':{'page':{'search':'" + search + "'}}}")).hasToString("{gclid=G}");
    assertThat(ids("{'type':'page','properties':{'search':'" + search + "'}}"))
        .hasToString("{gclid=G}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "null", "false", "true", "NaN", "{{fbclid}}", "[object "})
  void whatAScriptMakesOfAMissingClickIsNone(String click) {
    assertThat(ids("{'properties':{'fbc':'fb.1.1755684000123." + click + "'}}")).hasToString("{}");
  }

  @Test
  void readsFieldsWhereverTheyAre() {
    assertThat(
            ids(
                """
                {'properties':{'fbc':'fb.1.1755684000123.Abc','_ttp':'T','product_id':'p'},
                 'context':{'fbp':'fb.1.1755684000123.3','campaign':{'name':'spring','msclkid':'M'},
                  'externalId':[{'type':'ga4ClientId','id':111.222},{'type':'crm_id','id':'c'},'x',{}]}}
                """))
        .hasToString(
            "{fbc=fb.1.1755684000123.Abc, fbp=fb.1.1755684000123.3, ga_client_id=111.222,"
                + " msclkid=M, ttp=T}");
  }

  @ParameterizedTest
  @CsvSource({
    "_scid, scid",
    "scid, scid",
    "sc_cookie1, scid",
    "scCookie1, scid",
    "uuid_c1, scid",
    "ScCid, sccid",
    "sccid, sccid",
    "sc_click_id, sccid",
    "scClickId, sccid",
    "sc-click-id, sccid",
    "SC_CLICK_ID, sccid",
    "_epik, epik",
    "epik, epik",
    "GCLID, gclid",
    "Gclid, gclid",
    "TTCLID, ttclid",
    "ttclid, ttclid",
    "_ttp, ttp",
    "FBCLID, fbclid",
    "gaClientId, ga_client_id",
    "ga4ClientId, ga_client_id",
    "_uetmsclkid, msclkid",
    "liFatId, li_fat_id",
    "rdtCid, rdt_cid"
  })
  void everyVendorsOwnNamesAreReadInEveryPlace(String field, String id) {
    Map<String, String> expected = Map.of(id, "Ab-1");
    String one = "'" + field + "':'Ab-1'";
    String pair = "[{'name':'x','value':'y'},{'name':'" + field + "','value':'Ab-1'}]";
    for (String event :
        List.of(
            "{'properties':{" + one + "}}",
            "{'context':{" + one + "}}",
            "{'traits':{" + one + "}}",
            "{'context':{'traits':{" + one + "}}}",
            "{'context':{'campaign':{" + one + "}}}",
            "{'properties':{'campaign':{" + one + "}}}",
            "{'context':{'cookies':{" + one + "}}}",
            "{'properties':{'cookies':{" + one + "}}}",
            "{'properties':{'user_data':{" + one + "}}}",
            "{'context':{'cookies':" + pair + "}}",
            "{'properties':{'note_attributes':" + pair + "}}",
            "{'properties':{'meta_data':" + pair.replace("name", "key") + "}}",
            "{'context':{'cookie':'a=b; " + field + "=Ab-1; c'}}",
            "{'context':{'externalId':[{'type':'" + field + "','id':'Ab-1'}]}}")) {
      assertThat(ids(event)).as(event).isEqualTo(expected);
    }
    assertThat(ClickIds.isClickId(field)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "fb.1.1777888800000.",
    "fb.1.1777888800.AbC",
    "AbC",
    "fb.1.1777888800000.a b",
    "fb.1.1777888800000.a%3D"
  })
  void aBrokenCookieOfMetaIsNone(String fbc) {
    for (String name : List.of("fbc", "_fbc", "fbp", "_fbp")) {
      assertThat(ids("{'context':{'" + name + "':'" + fbc + "'}}")).as(name).isEmpty();
    }
    assertThat(
            ids("{'properties':{'fbc':'" + fbc + "'},'context':{'_fbc':'fb.1.1777888800000.AbC'}}"))
        .isEqualTo(Map.of("fbc", "fb.1.1777888800000.AbC"));
  }

  @Test
  void ofSeveralCookiesOfMetaTheOneOfTheLatestClickCounts() {
    String older = "'fb.1.1577836800000.OLD'";
    String newer = "'fb.1.1777888800000.NEW'";
    Map<String, String> expected = Map.of("fbc", "fb.1.1777888800000.NEW");

    assertThat(ids("{'properties':{'fbc':" + older + "},'context':{'fbc':" + newer + "}}"))
        .isEqualTo(expected);
    assertThat(ids("{'properties':{'fbc':" + newer + "},'context':{'fbc':" + older + "}}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'properties':{'gclid':['G','H']}}",
        "{'context':{'campaign':'{\\\"gclid\\\":\\\"G\\\"}'}}",
        "{'properties':{'note_attributes':'[{\\\"name\\\":\\\"gclid\\\",\\\"value\\\":\\\"G\\\"}]'}}",
      })
  void aListOfValuesOrAnObjectInATextIsOpened(String event) {
    assertThat(ids(event)).hasToString("{gclid=G}");
  }

  @ParameterizedTest
  @CsvSource({
    "fbclid, fb.1.1777888800000.AbC, fbc=fb.1.1777888800000.AbC",
    "fbclid, Ab%3D, ''",
    "fbp, fb.1.1777888800000.x, ''",
    "gclid, GCL.1777888800.G1, gcl_aw=GCL.1777888800.G1",
    "gclid, GCL.1777888800, ''",
    "_gcl_aw, GCL.1777888800.Cj0.K-Q, gcl_aw=GCL.1777888800.Cj0.K-Q",
    "_gcl_aw, GCL.1777888800, ''",
    "_gcl_aw, GCL.1777888800., ''",
    "_gcl_aw, GCL.x.G1, ''",
    "_gcl_aw, G1, ''",
    "_gcl_aw, 2.1.kG1$i1777888800, gcl_aw=GCL.1777888800.G1",
    "FPGCLAW, 2.1.kG1$i1777888800, gcl_aw=GCL.1777888800.G1",
    "FPGCLAW, GCL.1777888800.G1, gcl_aw=GCL.1777888800.G1",
    "_gac_UA-123-1, 1.1777888800.G1, gcl_aw=GCL.1777888800.G1",
    "_gac_gb_ABC, 1.1777888800.G1, ''",
    "_gcl_gb, GCL.1777888800.W1, wbraid=W1",
    "FPGCLGB, 2.1.kW1$i1777888800, wbraid=W1",
    "_gcl_ag, 2.1.kB1$i1777888800$b2, gbraid=B1",
    "_gcl_ag, B1, ''",
    "_gcl_gs, 2.1.kS1$i1777888800, ''",
    "_gcl_au, 1.1.123.1777888800, ''",
    "_uetmsclkid, _uetM1, msclkid=M1"
  })
  void cookiesAreTakenApart(String field, String value, String expected) {
    assertThat(ids("{'properties':{'" + field + "':'" + value + "'}}"))
        .hasToString("{" + expected + "}");
    assertThat(ids("{'context':{'cookie':'x=1;" + field + "=" + value + "'}}"))
        .hasToString("{" + expected + "}");
  }

  @Test
  void cookiesAreReadAsFarAsBrowsersSendThem() {
    assertThat(ids("{'context':{'cookie':'" + "a; ".repeat(10_000) + "ttclid=abc'}}"))
        .isEqualTo(Map.of("ttclid", "abc"));
    assertThat(ids("{'context':{'cookie':'" + "a; ".repeat(11_000) + "ttclid=abc'}}")).isEmpty();
  }

  @Test
  void theHeaderOfCookiesIsDecoded() {
    assertThat(
            ids(
                "{'context':{'cookie':'_fbc=fb%2E1%2E1777888800000%2EAbC;"
                    + " FPGCLAW=2.1.kG1%24i1777888800; ttclid=a%2'}}"))
        .isEqualTo(Map.of("fbc", "fb.1.1777888800000.AbC", "gcl_aw", "GCL.1777888800.G1"));
  }

  @ParameterizedTest
  @CsvSource({
    "_ga_ABC123, GS1.1.1717171717.3.1.1717171818.0.0.0",
    "_ga_ABC123, GS2.1.s1717171717$o3$g1$t1717171818",
    "ga_session_id, 1717171717",
    "gaSessionId, 1717171717"
  })
  void theSessionOfGooglesTagIsFoundBesideTheProperties(String field, String value) {
    Map<String, String> expected =
        Map.of(field.startsWith("_ga_") ? field : "ga_session_id", value);
    String one = "{'" + field + "':'" + value + "'}";
    for (String event :
        List.of(
            "{'context':" + one + "}",
            "{'context':{'cookies':" + one + "}}",
            "{'properties':{'cookies':" + one + "}}",
            "{'properties':{'user_data':" + one + "}}",
            "{'context':{'cookies':[{'name':'" + field + "','value':'" + value + "'}]}}",
            "{'context':{'cookie':'a=b; " + field + "=" + value.replace("$", "%24") + "; c'}}")) {
      assertThat(GoogleSessions.of(RawEvents.event(event))).as(event).isEqualTo(expected);
    }
    assertThat(GoogleSessions.of(RawEvents.event("{'context':{'" + field + "':'none'}}")))
        .isEmpty();
  }

  @Test
  void ofSeveralCookiesOfGoogleTheOneOfTheLatestClickCounts() {
    String older = "'GCL.1577836800.OLD'";
    String newer = "'GCL.1777888800.NEW'";
    Map<String, String> expected = Map.of("gcl_aw", "GCL.1777888800.NEW");

    assertThat(ids("{'properties':{'_gcl_aw':" + older + "},'context':{'gclid':" + newer + "}}"))
        .isEqualTo(expected);
    assertThat(ids("{'properties':{'gclid':" + newer + "},'context':{'_gcl_aw':" + older + "}}"))
        .isEqualTo(expected);
  }

  @Test
  void aStatedClickThatOnlyRepeatsGooglesCookieGivesWayToThePage() {
    String cookie = "'cookies':{'_gcl_aw':'GCL.1577836800.OLD'}";
    String page = "'page':{'url':'https://x.com/?gclid=NEW'}";

    assertThat(
            ids("{'properties':{'gclid':'OLD'},'context':{" + cookie + "," + page + "}}")
                .get("gclid"))
        .isEqualTo("NEW");
    assertThat(ids("{'properties':{'gclid':'OLD'},'context':{" + cookie + "}}").get("gclid"))
        .isEqualTo("OLD");
    assertThat(
            ids("{'properties':{'gclid':'OWN'},'context':{" + cookie + "," + page + "}}")
                .get("gclid"))
        .isEqualTo("OWN");
  }

  @ParameterizedTest
  @CsvSource({
    "app_instance_id",
    "appInstanceId",
    "ga4AppInstanceId",
    "ga4_app_instance_id",
    "ga_app_instance_id"
  })
  void theInstanceOfAnAppIsReadIfItHas32HexDigits(String field) {
    String id = "0123456789abcdefABCDEF0123456789";

    assertThat(ids("{'properties':{'" + field + "':'" + id + "'}}"))
        .isEqualTo(Map.of("ga_app_instance_id", id));
    assertThat(ids("{'context':{'externalId':[{'type':'" + field + "','id':'" + id + "'}]}}"))
        .isEqualTo(Map.of("ga_app_instance_id", id));
    assertThat(ids("{'properties':{'" + field + "':'" + id.substring(1) + "'}}")).isEmpty();
  }

  @Test
  void whatTraitsKeepFromEarlierVisitsGivesWayToThePage() {
    assertThat(
            ids(
                "{'traits':{'ttclid':'OLD'},"
                    + "'context':{'page':{'url':'https://x.com/?ttclid=NEW'}}}"))
        .isEqualTo(Map.of("ttclid", "NEW"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.com/a?gclid=G, https://x.com/, {gclid=G}",
    "https://www.x.com/a?gclid=G, https://x.com/, {gclid=G}",
    "https://x.com/a?gclid=G, https://shop.X.com:8443/, {gclid=G}",
    "https://x.com/a?gclid=G, https://x.com/?gclid=H, {gclid=H}",
    "https://notx.com/a?gclid=G, https://x.com/, {}",
    "https://ads.example/?gclid=G, https://x.com/, {}",
    "?gclid=G, https://x.com/, {}"
  })
  void aReferrerIsReadIfItIsAPageOfTheSameSite(String referrer, String url, String expected) {
    assertThat(ids("{'context':{'page':{'url':'" + url + "','referrer':'" + referrer + "'}}}"))
        .hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"landing_site", "landingSite", "landing_page", "landing_page_url", "landingUrl"})
  void theLandingPageIsReadLast(String field) {
    String landing = "'properties':{'" + field + "':'/?gclid=G&fbclid=F'}";

    assertThat(ids("{" + landing + "}")).isEqualTo(Map.of("gclid", "G", "fbclid", "F"));
    assertThat(ids("{" + landing + ",'context':{'page':{'url':'https://x.com/?gclid=N'}}}"))
        .isEqualTo(Map.of("gclid", "N", "fbclid", "F"));
  }

  @ParameterizedTest
  @CsvSource({"Google Analytics 4 (GA4)", "Google Analytics 4", "GA4"})
  void theClientOfHybridModeIsReadFromTheIntegrations(String name) {
    var raw =
        RawEvents.event(
            "{'context':{'_ga':'GA1.1.1.2'},'integrations':{'All':true,'"
                + name
                + "':{'clientId':'555.666','sessionId':1717171717}}}");

    assertThat(ClickIds.of(raw, Clients.of(raw)).ofClicks())
        .isEqualTo(Map.of("ga_client_id", "555.666"));
    assertThat(GoogleSessions.of(raw)).containsEntry("ga_session_id", "1717171717");
  }

  @Test
  void aFieldWinsOverTheUrl() {
    assertThat(
            ids(
                "{'properties':{'gclid':'own'},"
                    + "'context':{'page':{'url':'https://x.com/?gclid=url','search':'?gclid=s'}}}"))
        .hasToString("{gclid=own}");
  }

  @ParameterizedTest
  @CsvSource({
    "GA1.1.111.222, 111.222",
    "GA1.2.111.222, 111.222",
    "111.222, 111.222",
    "GA1.x, GA1.x"
  })
  void theClientIdOfGoogleAnalyticsIsWhatStandsBehindTheCookiesVersion(String ga, String id) {
    assertThat(ids("{'properties':{'_ga':'" + ga + "'}}")).isEqualTo(Map.of("ga_client_id", id));
  }

  @Test
  void aValueOfMoreThan512CharactersIsIgnored() {
    assertThat(ofUrl("https://x.com/?gclid=" + "gh".repeat(256))).hasSize(1);
    assertThat(ofUrl("https://x.com/?gclid=" + "gh".repeat(256) + "g")).isEmpty();
    assertThat(ofUrl("https://x.com/?gclid=" + "%67h".repeat(256))).hasSize(1);
    assertThat(ids("{'properties':{'fbc':'" + "x9".repeat(257) + "'}}")).isEmpty();
  }

  private static Map<String, String> ofUrl(String url) {
    return ids("{'context':{'page':{'url':'" + url + "'}}}");
  }

  private static Map<String, String> ids(String fields) {
    var raw = RawEvents.event(fields);
    return new TreeMap<>(ClickIds.of(raw, Clients.of(raw)).ofClicks());
  }
}
