package io.tracklayer.contract.event;

import org.jspecify.annotations.Nullable;

/**
 * The app that an event happened in, as far as it is known.
 *
 * @param namespace Apple's bundle id or Android's package name
 * @param version as people see it, such as 3.1
 * @param build Apple's CFBundleVersion or Android's version code
 */
public record App(
    @Nullable String name,
    @Nullable String namespace,
    @Nullable String version,
    @Nullable String build) {

  /** An app of which nothing is known. */
  public static final App UNKNOWN = new App(null, null, null, null);
}
