package io.tracklayer.contract.config.options;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognises the names of secrets, whose values do not belong in a shared file. */
public final class SecretWords {

  private static final List<String> WORDS =
      List.of(
          "secret",
          "token",
          "password",
          "passwd",
          "api_key",
          "api-key",
          "apikey",
          "private_key",
          "credential",
          "authorization",
          "cookie",
          "signature");

  /** Too short to be recognised inside a longer name, such as {@code keyword}. */
  private static final Set<String> PARAMETERS = Set.of("key", "sig", "auth");

  private SecretWords() {}

  /** Whether a parameter of a URL is likely a secret. */
  static boolean isParameter(String name) {
    return PARAMETERS.contains(name.toLowerCase(Locale.ROOT)) || areIn(name);
  }

  /** Whether a value under this name is likely a secret, and not a reference to one. */
  public static boolean areIn(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.endsWith("_ref") && WORDS.stream().anyMatch(lower::contains);
  }
}
