package io.tracklayer.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is varied to see how cost grows. */
enum GrowthSeries {
  /** Identifiers of all people. */
  SIZES,
  /** Devices of a person. */
  DEVICES,
  /** Of the job, with the traffic of the stages, in which people become known. */
  PARALLELISM;

  static final List<String> NAMES = Stream.of(values()).map(GrowthSeries::text).toList();

  private static final int IDENTIFIERS = 100_000;
  private static final int DEVICES_OF_A_PERSON = 3;
  private static final List<Integer> DEVICES_MEASURED = List.of(DEVICES_OF_A_PERSON, 30, 100);
  private static final List<Integer> PARALLELISM_MEASURED = List.of(1, 2, 4);

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param sizes to measure if it is them
   */
  List<GrowthPoint> points(List<Integer> sizes) {
    List<GrowthPoint> points = new ArrayList<>();
    switch (this) {
      case SIZES ->
          sizes.forEach(
              size ->
                  points.add(
                      new GrowthPoint(this, size, DEVICES_OF_A_PERSON, StageInput.PARALLELISM)));
      case DEVICES ->
          DEVICES_MEASURED.forEach(
              devices ->
                  points.add(new GrowthPoint(this, IDENTIFIERS, devices, StageInput.PARALLELISM)));
      case PARALLELISM ->
          PARALLELISM_MEASURED.forEach(
              parallelism -> points.add(new GrowthPoint(this, 0, 0, parallelism)));
    }
    return points;
  }
}
