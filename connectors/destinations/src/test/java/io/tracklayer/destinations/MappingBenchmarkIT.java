package io.tracklayer.destinations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link MappingBenchmark} for every type on the class path and prints the results. {@code
 * -Dbenchmark.jmh} passes on JMH's own options, such as {@code "-f 1 -p type=meta_capi -prof gc"}.
 */
@Tag("benchmark")
class MappingBenchmarkIT {

  /**
   * Meta events a second, on one core, of the open-source transformer that most people run,
   * measured on a machine like the one for the published figures.
   */
  private static final double REFERENCE = 4_475;

  @Test
  void mappingSpeedOfEachDestination() throws Exception {
    CommandLineOptions given = new CommandLineOptions(words("benchmark.jmh"));
    Collection<String> types =
        given.getParameter("type").orElse(new Destinations().specs().keySet());
    Options options =
        new OptionsBuilder()
            .parent(given)
            .include("^" + MappingBenchmark.class.getName() + "\\.")
            .param("type", types.toArray(String[]::new))
            .shouldFailOnError(true)
            .build();

    Map<String, Double> perSecond = perSecond(new Runner(options).run());

    print(perSecond);
    assertThat(perSecond).hasSize(2 * types.size() + 2);
  }

  private static void print(Map<String, Double> perSecond) {
    double hashing = perSecond.get("hashingThePersonAlone");
    double serialising = perSecond.get("serialisingTheEventAlone");
    System.out.printf(
        "%n%-38s%12s%10s%22s%22s%n",
        "on one thread", "events/s", "x 4,475", "time: x hashing alone", "x serialising alone");
    perSecond.forEach(
        (what, speed) ->
            System.out.printf(
                "%-38s%,12.0f%10.1f%22.2f%22.2f%n",
                what, speed, speed / REFERENCE, hashing / speed, serialising / speed));
  }

  private static String[] words(String property) {
    String words = System.getProperty(property, "").strip();
    return words.isEmpty() ? new String[0] : words.split("\\s+");
  }

  private static Map<String, Double> perSecond(Collection<RunResult> results) {
    Map<String, Double> perSecond = new TreeMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      String type = result.getParams().getParam("type");
      perSecond.put(
          name.substring(name.lastIndexOf('.') + 1) + (type == null ? "" : " " + type),
          result.getPrimaryResult().getScore());
    }
    return perSecond;
  }
}
