package io.tracklayer.local.bench;

import io.tracklayer.local.generate.KnownPeople;
import java.util.Optional;

/**
 * Where growth is measured.
 *
 * @param identifiers about as many are known before; 0 if people become known meanwhile
 * @param devices of each person; 0 if they differ
 */
record GrowthPoint(GrowthSeries series, int identifiers, int devices, int parallelism) {

  /** Empty if people become known while it is measured. */
  Optional<KnownPeople> people(long seed) {
    return identifiers == 0
        ? Optional.empty()
        : Optional.of(new KnownPeople(seed, KnownPeople.peopleWith(identifiers, devices), devices));
  }

  /** For people. */
  String text() {
    return switch (series) {
      case SIZES -> "%,d identifiers".formatted(identifiers);
      case DEVICES -> "%d devices a person".formatted(devices);
      case PARALLELISM -> "parallelism %d".formatted(parallelism);
    };
  }
}
