package io.tracklayer.job.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.testing.RawEvents;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures intake on one core, by hand: records of about 900 bytes, half of them page and product
 * views, with and without traits. {@code main(events)} prints events a second of CPU time for each
 * round.
 */
final class IntakeSpeed {

  private static final int DISTINCT = 20_000;
  private static final int ROUNDS = 8;

  private IntakeSpeed() {}

  public static void main(String[] args) {
    int events = args.length == 0 ? 500_000 : Integer.parseInt(args[0]);
    List<byte[]> records = records();
    long bytes = records.stream().mapToLong(record -> record.length).sum();
    System.out.printf("%d bytes a record%n", bytes / records.size());
    Intake intake = Configs.intake();
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    for (int round = 1; round <= ROUNDS; round++) {
      long start = clock.getCurrentThreadCpuTime();
      long written = 0;
      for (int i = 0; i < events; i++) {
        IntakeResult result = intake.take(records.get(i % DISTINCT));
        written += ((IntakeResult.Accepted) result).draft().body().length;
      }
      double seconds = (clock.getCurrentThreadCpuTime() - start) / 1e9;
      System.out.printf(
          "round %d: %,.0f events/s, %d bytes a body%n", round, events / seconds, written / events);
    }
  }

  private static List<byte[]> records() {
    List<byte[]> records = new ArrayList<>(DISTINCT);
    for (int i = 0; i < DISTINCT; i++) {
      ObjectNode record =
          RawEvents.record(
              """
              {'message_id':'5f0c1d0e-6f3c-4d0e-9a70-%1$012d','anonymous_id':'3f1b2c4d-1111-4222-8333-%1$012d',
               'sent_at':'2026-08-20T10:15:31.000Z',
               'context':{'ip':'203.0.113.7','userAgent':'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0',
                'locale':'en-GB','timezone':'Europe/Berlin','sessionId':1724148930,
                'page':{'url':'https://shop.example.com/products/%1$d?utm_source=fb&fbclid=IwAR0aBc%1$d','path':'/products/%1$d',
                  'search':'?utm_source=fb&fbclid=IwAR0aBc%1$d','title':'Product %1$d','referrer':'https://www.facebook.com/'},
                'library':{'name':'RudderLabs JavaScript SDK','version':'3.7.1'},
                'consentManagement':{'provider':'oneTrust','allowedConsentIds':['C0001','C0004'],'deniedConsentIds':[]}}}
              """
                  .formatted(i));
      boolean identified = i % 2 == 0;
      if (identified) {
        record.put("user_id", "u-" + i);
        ((ObjectNode) record.get("context"))
            .set("traits", RawEvents.json("{'email':'user%d@example.com'}".formatted(i)));
      }
      record.put("event", i % 10 == 0 ? "Order Completed" : "Product Viewed");
      record.set(
          "properties",
          RawEvents.json(
              i % 10 == 0
                  ? "{'order_id':'A-%d','revenue':99.9,'currency':'EUR','products':[{'product_id':'p1','price':49.95,'quantity':2}]}"
                      .formatted(i)
                  : "{'product_id':'p%d','name':'Shirt','category':'Clothes','price':49.95,'currency':'EUR'}"
                      .formatted(i)));
      records.add(Json.write(record));
    }
    return records;
  }
}
