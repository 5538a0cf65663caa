package io.tracklayer.job.intake.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.intake.RawEvents;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "https://x.com/?gclid=%zz&fbclid=% | {}",
        "https://x.com/?gclid=a%20b | {}",
        "https://x.com/?gclid=%ff | {}",
        "https://x.com/?gclid=&fbclid | {}",
        "https://x.com/?gclid=null | {}",
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

  @Test
  void readsFieldsWhereverTheyAre() {
    assertThat(
            ids(
                """
                {'properties':{'fbc':'fb.1.2.Abc','_ttp':'T','product_id':'p'},
                 'context':{'fbp':'fb.1.2.3','campaign':{'name':'spring','msclkid':'M'},
                  'externalId':[{'type':'ga4ClientId','id':111.222},{'type':'crm_id','id':'c'},'x',{}]}}
                """))
        .hasToString("{fbc=fb.1.2.Abc, fbp=fb.1.2.3, ga_client_id=111.222, msclkid=M, ttp=T}");
  }

  @ParameterizedTest
  @CsvSource({"_scid, scid", "scid, scid", "_epik, epik", "ScCid, sccid"})
  void readsTheCookiesOfPinterestAndSnapchat(String field, String id) {
    assertThat(ids("{'properties':{'" + field + "':'Ab-1'}}")).isEqualTo(Map.of(id, "Ab-1"));
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
    assertThat(ofUrl("https://x.com/?gclid=" + "g".repeat(512))).hasSize(1);
    assertThat(ofUrl("https://x.com/?gclid=" + "g".repeat(513))).isEmpty();
    assertThat(ofUrl("https://x.com/?gclid=" + "%67".repeat(512))).hasSize(1);
    assertThat(ids("{'properties':{'fbc':'" + "x".repeat(513) + "'}}")).isEmpty();
  }

  private static Map<String, String> ofUrl(String url) {
    return ids("{'context':{'page':{'url':'" + url + "'}}}");
  }

  private static Map<String, String> ids(String fields) {
    var raw = RawEvents.event(fields);
    return new TreeMap<>(ClickIds.of(raw, Clients.of(raw).pageUrl()));
  }
}
