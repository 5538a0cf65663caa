package io.tracklayer.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.testing.RawEvents;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What it costs to take in an event, and what each form in which senders write a field adds to it:
 * nanoseconds of CPU time on one thread, the median of rounds in which all forms take turns.
 */
@Tag("benchmark")
class IntakeBenchmarkIT {

  private static final int RECORDS = 2_000;
  private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 41);
  private static final int WARM_UP = 10;

  /** Of the properties, traits and context of a purchase. */
  private record Form(String name, String properties, String traits, String context) {

    static Form ofTraits(String name, String traits) {
      return new Form(name, "", traits, "");
    }

    List<byte[]> records() {
      List<byte[]> records = new ArrayList<>(RECORDS);
      for (int i = 0; i < RECORDS; i++) {
        ObjectNode record =
            RawEvents.record(
                ("{'message_id':'m-%1$d','anonymous_id':'a-%1$d','user_id':'u-%1$d',"
                        + "'event':'Order Completed','context':{'userAgent':'Mozilla/5.0',"
                        + "'page':{'url':'https://shop.example.com/thanks?fbclid=IwAR%1$d'}%2$s},"
                        + "'properties':{'order_id':'A-%1$d','revenue':99.9,'currency':'EUR',"
                        + "'products':[{'product_id':'p1','price':49.95,'quantity':2}]%3$s}}")
                    .formatted(i, context, properties));
        record.set("traits", RawEvents.json("{" + traits.replace("#", Integer.toString(i)) + "}"));
        records.add(Json.write(record));
      }
      return records;
    }
  }

  private static final List<Form> FORMS =
      List.of(
          new Form("a purchase without contacts", "", "", ""),
          Form.ofTraits("e-mail", "'email':'jane#@example.com'"),
          Form.ofTraits("e-mail, percent-encoded", "'email':'jane#%40example.com'"),
          Form.ofTraits("e-mail with a name", "'email':'Jane Roe <jane#@example.com>'"),
          Form.ofTraits("two e-mails in a text", "'email':'a#@example.com, b#@example.com'"),
          Form.ofTraits("phone, E.164", "'phone':'+491701234567'"),
          Form.ofTraits("phone with an extension", "'phone':'+4930123456 ext. 5'"),
          Form.ofTraits("phone as a tel URI", "'phone':'tel:+49-30-123456;ext=5'"),
          Form.ofTraits("phone, national, country DE", "'phone':'0170 1234567','country':'DE'"),
          Form.ofTraits("phone with its country in words", "'phone':'Germany 0170 1234567'"),
          Form.ofTraits("country, two letters", "'country':'DE'"),
          Form.ofTraits("country, number", "'country':'276'"),
          Form.ofTraits("country, written twice", "'country':'DE - Germany'"),
          Form.ofTraits("a text of no country", "'country':'Atlantis'"),
          new Form("address", "", "", ",'ip':'203.0.113.7'"),
          new Form("addresses in a list", "", "", ",'ip':['10.0.0.1','203.0.113.7']"),
          new Form("address with a zone", "", "", ",'ip':'2001:db8::1%eth0'"),
          new Form(
              "user_data of hashes in lists",
              ",'user_data':{'em':['%1$s'],'ph':['%1$s'],'fn':['%1$s'],'country':['de']}"
                  .formatted("973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"),
              "",
              ""));

  private final Intake intake = Configs.intake();
  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();

  @Test
  void costOfEachForm() {
    List<List<byte[]>> records = FORMS.stream().map(Form::records).toList();
    long[][] nanos = new long[FORMS.size()][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int form = 0; form < FORMS.size(); form++) {
        long spent = nanosOfAnEvent(records.get(form));
        if (round >= 0) {
          nanos[form][round] = spent;
        }
      }
    }
    long plain = median(nanos[0]);
    System.out.printf("%n%-36s%12s%12s%n", "ns an event, on one thread", "in all", "more");
    for (int form = 0; form < FORMS.size(); form++) {
      long all = median(nanos[form]);
      System.out.printf("%-36s%,12d%,12d%n", FORMS.get(form).name(), all, all - plain);
      assertThat(all).isPositive();
    }
  }

  private long nanosOfAnEvent(List<byte[]> records) {
    long start = clock.getCurrentThreadCpuTime();
    int taken = 0;
    for (byte[] record : records) {
      taken += intake.take(record) instanceof IntakeResult.Accepted ? 1 : 0;
    }
    long nanos = (clock.getCurrentThreadCpuTime() - start) / records.size();
    assertThat(taken).isEqualTo(records.size());
    return nanos;
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
