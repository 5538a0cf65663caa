package io.tracklayer.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentWords;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.consent.IabStrings;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.testing.RawEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a record, intake answers with a value, the same one each time, and what it
 * passes on can be read. Run with {@code -Dtracklayer.seed=N} to repeat a failure.
 */
class IntakeMutationIT {

  private static final int RUNS = 5_000;

  /** As text, so that it also holds what our own writer would refuse to write. */
  private static final String[] ODD_VALUES = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "7",
    "1e999999",
    "-1e-999999",
    "12345678901234567890123",
    "0.1",
    "''",
    "' '",
    "'null'",
    "'<no value>'",
    "'1.234,50'",
    "'$12.50'",
    "'1e999'",
    "'\\ud83d'",
    "'\\u0000'",
    "'ü😀'",
    "'?gclid=%&fbclid=%ff&_kx=%41'",
    "'https://x.com/?=&&=#?'",
    "'a@b.co'",
    "'+49 170 1234567'",
    "'1990-01-31T'",
    "'31.02.1990'",
    "'granted'",
    "'DBABLA~BVQqAAAAAgA.QA'",
    "'DBABLA~'",
    "'COvFyGBOvFyGBAbAAAENAPCAAOAAAA'",
    "[]",
    "[[]]",
    "[null,{}]",
    "{}",
    "{'id':{'id':[]}}",
    "{'email':'a@b.co','city':7}",
    "[{'type':'ga4ClientId','id':null}]",
    "[{'product_id':'p','price':'x'}]",
  };

  private static final String[] RECORDS = {
    """
    {'schema':1,'message_id':'m-1','type':'track','event':'Order Completed','account':'acct',
     'environment':'production','source':'rudderstack','channel':'web','received_at':'2026-08-20T10:15:31.250Z',
     'occurred_at':'2026-08-20T10:15:30.370Z','sent_at':'2026-08-20T10:15:31Z','anonymous_id':'a','user_id':'u',
     'traits':{'firstName':'Ann','name':'Ann Lee','email':'a@b.co','birthday':'1990-01-31','marketing_opt_in':true},
     'properties':{'order_id':'A-1','checkout_id':'C','event_id':'e','value':'1,234.50','revenue':5,'total':6,
       'currency':'eur','tax':1.5,'shipping':{'city':'Bern'},'discount':'1','coupon':'C','email':'c@d.co',
       'phone':'+1 650 555 1212','billing':{'first_name':'A','country':'CH'},'fbc':'fb.1.2.3','custom':{'a':[1,2]},
       'products':[{'product_id':'p','sku':'s','name':'n','price':'9,95','quantity':2},{'id':'q','price':1}]},
     'context':{'ip':'203.0.113.7','userAgent':'Mozilla','locale':'en','page':{'url':'https://x.com/?gclid=G',
       'search':'?fbclid=F','referrer':'r'},'campaign':{'name':'c','msclkid':'M'},'traits':{'gender':'f',
       'address':{'city':'Bern','postalCode':3000}},'externalId':[{'type':'crm_id','id':'7'}],
       'device':{'advertisingId':'38400000-8cf0-11bd-b23e-10b96e40000d','adTrackingEnabled':true,'attTrackingStatus':3},
       'consent':{'marketing':true},'consentManagement':{'allowedConsentIds':['C0004'],'deniedConsentIds':[]},
       'tcString':'COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAA',
       'gppString':'DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN','gpc':false},
     'consent':{'email':'denied','tc_string':'COtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAAA',
       'gpp_string':'DBABLA~BVQVAAAAAAGA.YA','gpc':'1'}}
    """,
    """
    {'schema':1,'message_id':'m-2','type':'merge','account':'acct','environment':'production','source':'rudderstack',
     'received_at':'2026-08-20T10:15:31.250Z','traits':{},'properties':{},'context':{},
     'merge_properties':[{'type':'email','value':'a@b.co'},{'type':'phone','value':'+16505551212'}]}
    """,
    """
    {'schema':1,'message_id':'m-3','type':'alias','account':'acct','environment':'production','source':'rudderstack',
     'received_at':'2026-08-20T10:15:31.250Z','user_id':'u','previous_id':'p','traits':{},'properties':{},'context':{}}
    """,
    """
    {'schema':1,'message_id':'m-4','type':'track','event':'Product Viewed','account':'acct','environment':'production',
     'source':'rudderstack','received_at':'2026-08-20T10:15:31.250Z','anonymous_id':'a','traits':{},
     'properties':{'product_id':'p','sku':'s','name':'n','category':'c','price':'12.50','quantity':'1'},'context':{}}
    """,
  };

  @Test
  void noMutationMakesIntakeThrowAndTheSameBytesGiveTheSameResult() {
    long seed = Long.getLong("tracklayer.seed", 20_261_123L);
    System.out.println("IntakeMutationIT: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Intake one = Configs.intake();
    Intake other = Configs.intake();
    int accepted = 0;
    for (int run = 0; run < RUNS; run++) {
      byte[] record = mutated(random);
      String description = "seed " + seed + ", run " + run;
      try {
        IntakeResult result = one.take(record);
        assertSame(result, other.take(record), description);
        if (result instanceof IntakeResult.Accepted taken) {
          accepted++;
          assertReadable(taken.draft(), description);
        }
      } catch (RuntimeException e) {
        throw new AssertionError(
            description + ": " + new String(record, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(accepted).as("seed %d", seed).isBetween(RUNS / 4, RUNS - RUNS / 20);
  }

  /** Characters of the alphabet at random places, cut off, doubled, and far too long. */
  @Test
  void noConsentStringMakesIntakeThrow() {
    long seed = Long.getLong("tracklayer.seed", 20_261_123L);
    SplittableRandom random = new SplittableRandom(seed);
    Intake intake = Configs.intake();
    String[] strings = {
      IabStrings.tc("1 3 4 / 2 3 4 755"),
      IabStrings.tc("1 3 4 / 755").replaceFirst("\\..*", ""),
      IabStrings.gpp(
          "tcfeuv2 1 3 4 / 755; uspv1 1YNN; usnat sale=2 gpc=1; usca sale=1; usva ads=1"),
      IabStrings.gpp("usnat sale=2 sharing=2 ads=2 gpc=0"),
      IabStrings.header(List.of(2, 7, 8)) + "~",
    };
    int readable = 0;
    for (int run = 0; run < RUNS; run++) {
      String mutated = mutatedString(strings[random.nextInt(strings.length)], random);
      ObjectNode record = RawEvents.record("{'consent':{}}");
      record.withObject("/context").put("tcString", mutated).put("gppString", mutated);
      record.withObject("/consent").put("tc_string", mutated).put("gpp_string", mutated);
      String description = "seed %d, run %d: %s".formatted(seed, run, mutated);
      try {
        IntakeResult result = intake.take(Json.write(record));
        assertThat(result).as(description).isInstanceOf(IntakeResult.Accepted.class);
        Draft draft = ((IntakeResult.Accepted) result).draft();
        StatedConsent ads = draft.contribution().consent().get("ads");
        assertThat(ads).as(description).isNotNull();
        readable += ConsentWords.areUnreadable(ads.words()) ? 0 : 1;
      } catch (RuntimeException e) {
        throw new AssertionError(description, e);
      }
    }
    assertThat(readable).as("seed %d", seed).isBetween(RUNS / 10, RUNS - RUNS / 10);
  }

  private static String mutatedString(String text, SplittableRandom random) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~= %ü";
    StringBuilder mutated = new StringBuilder(text);
    for (int i = random.nextInt(4); i > 0; i--) {
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      mutated.setCharAt(random.nextInt(mutated.length()), c);
    }
    return switch (random.nextInt(6)) {
      case 0 -> mutated.substring(0, random.nextInt(mutated.length()));
      case 1 -> mutated.substring(random.nextInt(mutated.length()));
      case 2 -> mutated + mutated.substring(random.nextInt(mutated.length()));
      case 3 -> random.nextInt(20) == 0 ? mutated.toString().repeat(500) : mutated.toString();
      default -> mutated.toString();
    };
  }

  private static void assertReadable(Draft draft, String description) {
    if (draft.carriesIdentityOnly()) {
      assertThat(draft.body()).as(description).isEmpty();
      return;
    }
    try {
      JsonNode body = Json.parse(draft.body());
      assertThat(body.get("message_id").textValue()).as(description).isEqualTo(draft.messageId());
      assertThat(body.get("properties").size()).as(description).isLessThanOrEqualTo(100);
    } catch (IOException e) {
      throw new AssertionError(description, e);
    }
    assertThat(Json.write(draft.contribution())).as(description).isNotEmpty();
    assertThat(Json.write(draft.identifiers())).as(description).isNotEmpty();
  }

  /** Byte by byte, order of maps included: what is written of them is part of the result. */
  private static void assertSame(IntakeResult one, IntakeResult other, String description) {
    assertThat(Json.text(one)).as(description).isEqualTo(Json.text(other));
  }

  private static byte[] mutated(SplittableRandom random) {
    String text = RECORDS[random.nextInt(RECORDS.length)];
    ObjectNode record = RawEvents.json(text);
    List<String> placeholders = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      mutateTree(record, random, placeholders);
    }
    String json = record.toString();
    for (int i = 0; i < placeholders.size(); i++) {
      json = json.replace("\"@" + i + "@\"", placeholders.get(i).replace('\'', '"'));
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(8) == 0 ? mutateBytes(bytes, random) : bytes;
  }

  /** Puts a placeholder where an odd value is to stand in the text. */
  private static void mutateTree(
      ObjectNode record, SplittableRandom random, List<String> placeholders) {
    JsonNode parent = record;
    while (true) {
      List<JsonNode> containers = new ArrayList<>();
      parent.forEach(child -> containers.add(child));
      containers.removeIf(child -> !child.isContainerNode() || child.isEmpty());
      if (containers.isEmpty() || random.nextInt(4) == 0) {
        break;
      }
      parent = containers.get(random.nextInt(containers.size()));
    }
    String placeholder = "@" + placeholders.size() + "@";
    if (parent instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(6) == 0) {
        object.remove(name);
        return;
      }
      object.put(name, placeholder);
    } else {
      ((ArrayNode) parent).insert(random.nextInt(parent.size() + 1), placeholder);
    }
    placeholders.add(ODD_VALUES[random.nextInt(ODD_VALUES.length)]);
  }

  private static byte[] mutateBytes(byte[] bytes, SplittableRandom random) {
    byte[] copy =
        Arrays.copyOf(bytes, random.nextBoolean() ? random.nextInt(bytes.length) : bytes.length);
    for (int i = random.nextInt(4); i > 0 && copy.length > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }
}
