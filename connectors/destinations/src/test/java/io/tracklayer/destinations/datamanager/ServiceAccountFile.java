package io.tracklayer.destinations.datamanager;

import io.tracklayer.contract.json.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Key files of service accounts, as Google issues them. */
public final class ServiceAccountFile {

  public static final String EMAIL = "canary@project.iam.gserviceaccount.com";

  private ServiceAccountFile() {}

  static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** With a key of its own. */
  public static String of(String tokenUri) {
    return of(keys(), tokenUri);
  }

  static String of(KeyPair keys, String tokenUri) {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    return Json.text(
        Json.object()
            .put("type", "service_account")
            .put("client_email", EMAIL)
            .put("private_key_id", "key-1")
            .put("token_uri", tokenUri)
            .put(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n"));
  }
}
