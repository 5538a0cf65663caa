package io.tracklayer.contract.config;

/** What a parameter in a page's address is, whatever the general rule takes its name for. */
public enum PageParameter {
  /** Personal or a credential. */
  PRIVATE,
  /** Neither by its name; its value is still looked at. */
  HARMLESS
}
