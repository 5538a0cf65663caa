package io.tracklayer.local.generate;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person of the generated traffic: everything about them follows from the seed and their
 * number, so that they can return at any time without being remembered.
 *
 * @param number counted from 0, in the order of first appearance
 * @param guest never signs up, and gives only an e-mail address with orders
 * @param devices anonymous ids, at least one; the first may also be another person's
 * @param email everybody has one; guests give theirs at the checkout
 * @param otherEmail some have one, and use it for leads and orders
 * @param phone some have one
 * @param consent the answer given to the consent platform
 */
record Shopper(
    int number,
    boolean guest,
    String[] devices,
    String firstName,
    String lastName,
    String email,
    @Nullable String otherEmail,
    @Nullable String phone,
    Consent consent,
    String userAgent,
    String ip) {

  enum Consent {
    ALL,
    NO_MARKETING,
    NEVER_ASKED
  }

  private static final double GUESTS = 0.30;
  private static final double SHARED_DEVICES = 0.05;
  private static final double OTHER_EMAILS = 0.25;
  private static final double PHONES = 0.30;
  private static final String PHONE = "+49151%08d";
  private static final double NO_MARKETING = 0.15;
  private static final double NEVER_ASKED = 0.05;

  /** One device for 50 in a hundred, two for 40, three for 10: 1.6 on average. */
  private static final double ONE_DEVICE = 0.50;

  private static final double TWO_DEVICES = 0.40;

  /** How many consecutive people may share a device, like a family or an office. */
  private static final int NEIGHBOURS = 5;

  private static final String[] FIRST_NAMES = {
    "Ann", "Ben", "Carla", "David", "Elif", "Frank", "Grace", "Hugo", "Ines", "Jonas", "Kim", "Lea"
  };
  private static final String[] LAST_NAMES = {
    "Lee", "Miller", "Schmidt", "García", "Rossi", "Dubois", "Novák", "Yilmaz", "Olsen", "Brown"
  };
  private static final String[] USER_AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
  };

  static Shopper of(long seed, int number) {
    SplittableRandom random = random(seed, number);
    boolean guest = random.nextDouble() < GUESTS;
    String[] devices = devices(seed, number, random);
    String firstName = FIRST_NAMES[random.nextInt(FIRST_NAMES.length)];
    String lastName = LAST_NAMES[random.nextInt(LAST_NAMES.length)];
    return new Shopper(
        number,
        guest,
        devices,
        firstName,
        lastName,
        "shopper" + number + "@example.com",
        !guest && random.nextDouble() < OTHER_EMAILS ? "s" + number + "@work.example" : null,
        random.nextDouble() < PHONES ? PHONE.formatted(number) : null,
        consent(random.nextDouble()),
        USER_AGENTS[random.nextInt(USER_AGENTS.length)],
        "203.0.113." + random.nextInt(1, 255));
  }

  /**
   * One with an e-mail address and a phone number, on one of their own devices.
   *
   * @param guest never signs in there
   */
  static Shopper onDevice(long seed, int number, int index, boolean guest) {
    Shopper anyone = of(seed, number);
    return new Shopper(
        number,
        guest,
        new String[] {device(seed, number, index)},
        anyone.firstName,
        anyone.lastName,
        anyone.email,
        null,
        PHONE.formatted(number),
        anyone.consent,
        anyone.userAgent,
        anyone.ip);
  }

  @Nullable String userId() {
    return guest ? null : "u-" + number;
  }

  private static String[] devices(long seed, int number, SplittableRandom random) {
    double share = random.nextDouble();
    int count = share < ONE_DEVICE ? 1 : share < ONE_DEVICE + TWO_DEVICES ? 2 : 3;
    String[] devices = new String[count];
    for (int i = 0; i < count; i++) {
      devices[i] = device(seed, number, i);
    }
    if (number > 0 && random.nextDouble() < SHARED_DEVICES) {
      int neighbour = Math.max(0, number - 1 - random.nextInt(NEIGHBOURS));
      devices[0] = device(seed, neighbour, 0);
    }
    return devices;
  }

  private static String device(long seed, int number, int index) {
    String name = seed + "/" + number + "/" + index;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Consent consent(double share) {
    if (share < NO_MARKETING) {
      return Consent.NO_MARKETING;
    }
    return share < NO_MARKETING + NEVER_ASKED ? Consent.NEVER_ASKED : Consent.ALL;
  }

  /** Far from the neighbours' seeds, because {@code split} mixes them. */
  private static SplittableRandom random(long seed, int number) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number).split();
  }

  @Override
  public String toString() {
    return "Shopper[" + number + "]";
  }
}
