package io.tracklayer.e2e.delivery;

import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.delivery.OrderCopy.Form;
import io.tracklayer.e2e.delivery.OrderCopy.Teller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who tells of which order when: fixed before the run by a seed, and written to a file, so that
 * what the job did can be judged without it.
 *
 * @param copies in the order in which they are posted
 */
record OrderSchedule(List<OrderCopy> copies) {

  /** Each order by the browser and the back end, complete, in the same wave. */
  static OrderSchedule toldTwice(Random random, int orders, int waves) {
    List<OrderCopy> copies = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      String order = "twice-" + i;
      int wave = i * waves / orders;
      copies.add(new OrderCopy(order, order + "-a", Teller.BROWSER, Form.USABLE, wave));
      copies.add(new OrderCopy(order, order + "-b", Teller.BACK_END, Form.USABLE, wave));
    }
    return shuffledInWaves(random, copies);
  }

  /**
   * Each order two or three times, in this wave or a later one; one copy in five is without
   * currency or silent on consent. For one order in ten the last copy denies; and one more comes
   * long after the denial, which is silent, from whoever knows of a consent before.
   */
  static OrderSchedule mixed(Random random, int orders, int waves) {
    List<OrderCopy> copies = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      String order = "mixed-" + i;
      int told = 2 + random.nextInt(2);
      boolean denied = random.nextInt(10) == 0;
      List<Teller> tellers = new ArrayList<>(List.of(Teller.values()));
      Collections.shuffle(tellers, random);
      int wave = i * waves / orders;
      for (int copy = 0; copy < told; copy++) {
        Form form = denied ? formOfDenied(copy, told) : formOf(random);
        copies.add(new OrderCopy(order, order + "-" + copy, tellers.get(copy), form, wave));
        wave = Math.min(wave + random.nextInt(2), waves - 1);
      }
      if (denied) {
        copies.add(new OrderCopy(order, order + "-late", tellers.get(0), Form.SILENT, waves));
      }
    }
    return shuffledInWaves(random, copies);
  }

  private static Form formOfDenied(int copy, int told) {
    return copy == told - 1 ? Form.DENYING : Form.USABLE;
  }

  private static Form formOf(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> Form.WITHOUT_CURRENCY;
      case 1 -> Form.SILENT;
      default -> Form.USABLE;
    };
  }

  private static OrderSchedule shuffledInWaves(Random random, List<OrderCopy> copies) {
    Collections.shuffle(copies, random);
    List<OrderCopy> inWaves = new ArrayList<>(copies);
    inWaves.sort((a, b) -> Integer.compare(a.wave(), b.wave()));
    return new OrderSchedule(List.copyOf(inWaves));
  }

  List<OrderCopy> wave(int number) {
    return copies.stream().filter(copy -> copy.wave() == number).toList();
  }

  /** Every wave before this one. */
  List<OrderCopy> before(int number) {
    return copies.stream().filter(copy -> copy.wave() < number).toList();
  }

  List<String> orders() {
    return copies.stream().map(OrderCopy::order).distinct().toList();
  }

  /** Those of which a copy denies. */
  Set<String> deniedOrders() {
    return copies.stream()
        .filter(copy -> copy.form() == Form.DENYING)
        .map(OrderCopy::order)
        .collect(Collectors.toSet());
  }

  /** One line of JSON for each copy. */
  void writeTo(Path file) throws IOException {
    Files.write(
        file, copies.stream().map(copy -> Json.mapper().valueToTree(copy).toString()).toList());
  }
}
