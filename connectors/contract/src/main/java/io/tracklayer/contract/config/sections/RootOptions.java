package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.util.List;

/** The sections of the file. */
public final class RootOptions {

  private RootOptions() {}

  public static final Option<Settings> KAFKA =
      Option.optional(
          "kafka",
          KafkaOptions.SECTION,
          "local mode's own",
          "The Kafka cluster. Local mode brings its own and ignores this section.");

  public static final Option<List<Settings>> ENDPOINTS =
      Option.required(
          "endpoints",
          Types.listOfAtLeastOne(EndpointOptions.SECTION),
          "The HTTP endpoints, each identified by its path, account and environment.");

  public static final Option<Settings> IDENTITY =
      Option.withDefault("identity", IdentityOptions.SECTION, "{}", "How people are recognised.");

  public static final Option<Settings> DEDUP =
      Option.withDefault("dedup", DedupOptions.SECTION, "{}", "How long copies are recognised.");

  public static final Option<Settings> CONSENT =
      Option.withDefault(
          "consent", ConsentOptions.SECTION, "{}", "The purposes that people may consent to.");

  public static final Option<List<Settings>> DESTINATIONS =
      Option.withDefault(
          "destinations",
          Types.listOf(DestinationOptions.SECTION),
          "[]",
          "The systems that events are delivered to, each independent of the others.");

  public static final Option<Settings> VIEW =
      Option.withDefault(
          "view",
          ViewOptions.SECTION,
          "{}",
          "The live view: a page on the receiver's admin port that shows what becomes of events. See"
              + " docs/live-view.md.");

  public static final Option<List<Settings>> EXAMPLES =
      Option.withDefault(
          "examples",
          Types.listOf(ExampleOptions.SECTION),
          "[]",
          "Events, and what is expected to become of them, for `./tracklayer test`. They may also"
              + " stand in a file beside this one: see docs/examples.md.");

  public static final ValueType<Settings> SECTION =
      Types.section(KAFKA, ENDPOINTS, IDENTITY, DEDUP, CONSENT, DESTINATIONS, VIEW, EXAMPLES);

  /** The whole of a file of examples. */
  public static final ValueType<Settings> EXAMPLES_SECTION = Types.section(EXAMPLES);
}
