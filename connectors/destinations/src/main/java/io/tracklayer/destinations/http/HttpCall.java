package io.tracklayer.destinations.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One request, ready to be sent.
 *
 * @param body sent byte for byte
 */
public record HttpCall(String method, URI uri, List<Header> headers, byte[] body) {

  /**
   * @param secret whether the value must never be shown
   */
  public record Header(String name, String value, boolean secret) {

    @Override
    public String toString() {
      return name + ": " + (secret ? "***" : value);
    }
  }

  /** A POST of JSON, authorised by one header. */
  public static HttpCall postJson(URI uri, String header, String secret, byte[] body) {
    return new HttpCall(
        "POST",
        uri,
        List.of(
            new Header(header, secret, true),
            new Header("content-type", "application/json", false)),
        body);
  }

  /** A POST of JSON without an authorisation header. */
  public static HttpCall postJson(URI uri, byte[] body) {
    return post(uri, "application/json", body);
  }

  public static HttpCall post(URI uri, String contentType, byte[] body) {
    return new HttpCall("POST", uri, List.of(new Header("content-type", contentType, false)), body);
  }

  /** The same with one more header. */
  public HttpCall with(Header header) {
    List<Header> all = new ArrayList<>(headers);
    all.add(header);
    return new HttpCall(method, uri, List.copyOf(all), body);
  }

  @Override
  public String toString() {
    return "HttpCall[" + method + " " + uri.getHost() + "]";
  }
}
