package io.tracklayer.cli.quality;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.QualityQuestion;
import io.tracklayer.destinations.VendorQuality;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.AsyncHttpSender;
import io.tracklayer.destinations.http.HttpOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks those vendors for their own match quality that the configuration says to ask. */
public final class Vendors {

  private static final String SETTING = "quality";

  private Vendors() {}

  /**
   * By destination and canonical name.
   *
   * @param problem told of each that cannot be asked
   */
  public static Map<String, Map<String, VendorQuality>> ask(
      TrackLayerConfig config, Secrets secrets, Consumer<String> problem) {
    Map<String, Map<String, VendorQuality>> answers = new HashMap<>();
    for (DestinationConfig named : config.destinations()) {
      try {
        if (named.settings().value(SETTING).filter(Boolean.TRUE::equals).isPresent()) {
          Destination destination = new Destinations().open(named, secrets);
          Optional<QualityQuestion> question = destination.quality();
          if (question.isPresent()) {
            answers.put(named.name(), ask(destination, question.get()));
          }
        }
      } catch (IOException | IllegalStateException e) {
        problem.accept(named.name() + " cannot be asked for its match quality: " + e.getMessage());
      }
    }
    return answers;
  }

  private static Map<String, VendorQuality> ask(Destination destination, QualityQuestion question)
      throws IOException {
    HttpOptions options = HttpOptions.defaults(1, destination.mayReachPrivateAddresses());
    try (AsyncHttpSender sender = new AsyncHttpSender(options)) {
      Answer answer = sender.send(question.request()).join();
      return question.read(answer);
    }
  }
}
