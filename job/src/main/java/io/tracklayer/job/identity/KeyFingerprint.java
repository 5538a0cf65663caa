package io.tracklayer.job.identity;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.identifier.NodeIds;
import java.io.Serializable;

/** Tells which identity key a process was started with, without revealing it. */
@FunctionalInterface
public interface KeyFingerprint extends Serializable {

  /** Reads the key in the process in which it is called. */
  String read();

  static KeyFingerprint of(SecretRef key) {
    return () -> new NodeIds(Secrets.ofThisProcess().require(key)).fingerprint();
  }
}
