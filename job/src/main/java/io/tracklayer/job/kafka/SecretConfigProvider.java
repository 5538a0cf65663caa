package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Resolves {@code ${tracklayer:REFERENCE:property}} in the properties of a Kafka client from the
 * environment and files of the process that builds the client. So a job graph, which ends up in
 * checkpoint metadata and is shown by a REST interface, carries names and no secrets.
 *
 * <p>Kafka loads it by name. Where a process sets the system property {@code
 * org.apache.kafka.automatic.config.providers} (Kafka's allow-list; unset allows all), this class
 * must be on it.
 */
public final class SecretConfigProvider implements ConfigProvider {

  /** The name it is registered under in {@code config.providers}. */
  public static final String NAME = "tracklayer";

  private final Secrets secrets;

  /** Called by Kafka. */
  public SecretConfigProvider() {
    this(Secrets.ofThisProcess());
  }

  SecretConfigProvider(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * The reference is URL-encoded: the colon of {@code file:/path} would end the placeholder's path.
   */
  static String placeholder(SecretRef ref, String property) {
    return "${" + NAME + ":" + URLEncoder.encode(ref.reference(), UTF_8) + ":" + property + "}";
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public ConfigData get(String path) {
    Map<String, String> values = new HashMap<>();
    Properties properties = read(path);
    properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
    return new ConfigData(values);
  }

  /**
   * @throws ConfigException if this process does not have one of the properties; otherwise the
   *     placeholder would be taken for the value, and fail much later as a wrong password
   */
  @Override
  public ConfigData get(String path, Set<String> keys) {
    Properties properties = read(path);
    Map<String, String> values = new HashMap<>();
    for (String key : keys) {
      String value = properties.getProperty(key);
      if (value == null) {
        throw new ConfigException(
            "the Kafka property "
                + key
                + " was in "
                + reference(path).reference()
                + " when the job was submitted, but is not in this process: give both the same");
      }
      values.put(key, value);
    }
    return new ConfigData(values);
  }

  @Override
  public void close() {}

  private Properties read(String path) {
    return KafkaClientProperties.read(reference(path), secrets);
  }

  private static SecretRef reference(String path) {
    return new SecretRef(URLDecoder.decode(path, UTF_8));
  }
}
