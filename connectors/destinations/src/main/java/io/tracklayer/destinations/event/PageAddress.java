package io.tracklayer.destinations.event;

import io.tracklayer.contract.config.PageParameter;
import io.tracklayer.contract.event.CanonicalEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the part of a page's address that may be sent. Pure. */
public final class PageAddress {

  private static final String BEHIND_SCHEME = "://";

  private static final Pattern SEPARATORS = Pattern.compile("[?#&;]");

  /** Names of parameters, in letters and digits only, of personal data and credentials. */
  private static final Set<String> PRIVATE_NAMES =
      Set.of(
          "key",
          "sig",
          "sid",
          "otp",
          "jwt",
          "pwd",
          "pin",
          "auth",
          "hash",
          "session",
          "tel",
          "name",
          "fname",
          "lname",
          "surname",
          "familyname",
          "givenname",
          "street",
          "zip",
          "zipcode",
          "postcode",
          "postalcode",
          "dob");

  /** Parts of such names: {@code billing_email}, {@code order_key}, {@code access_token}. */
  private static final List<String> PARTS =
      List.of(
          "mail",
          "phone",
          "mobile",
          "firstname",
          "lastname",
          "fullname",
          "birth",
          "address",
          "passw",
          "secret",
          "token",
          "signature",
          "sessionid",
          "apikey",
          "orderkey");

  private final Set<String> privateNames;
  private final Set<String> harmlessNames;

  /**
   * @param named what the parameters of these names are, however their names sound
   */
  public PageAddress(Map<String, PageParameter> named) {
    privateNames = comparable(named, PageParameter.PRIVATE);
    harmlessNames = comparable(named, PageParameter.HARMLESS);
  }

  private static Set<String> comparable(Map<String, PageParameter> named, PageParameter kind) {
    return named.entrySet().stream()
        .filter(parameter -> parameter.getValue() == kind)
        .map(parameter -> PersonalKeys.comparable(parameter.getKey()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The address of an event's page, if there is one that may be sent. */
  public @Nullable String of(CanonicalEvent event) {
    String free = withoutPersonalData(event.client().pageUrl());
    return OptionalFields.isUrl(free) ? free : null;
  }

  /**
   * The address, without query and fragment if a parameter there is personal or a credential, by
   * its name or by its value, and without the path if that is personal.
   *
   * @return null for an address whose host part is personal too
   */
  public @Nullable String withoutPersonalData(@Nullable String url) {
    if (url == null || (!PersonalText.isPersonal(url) && !hasPersonalParameter(url))) {
      return url;
    }
    String bare = upTo(url, firstOf(url, '?', '#'));
    if (!PersonalText.isPersonal(bare)) {
      return bare;
    }
    int scheme = bare.indexOf(BEHIND_SCHEME);
    int path = scheme < 0 ? -1 : bare.indexOf('/', scheme + BEHIND_SCHEME.length());
    String site = upTo(bare, path < 0 ? -1 : path + 1);
    return PersonalText.isPersonal(site) ? null : site;
  }

  private boolean hasPersonalParameter(String url) {
    int query = firstOf(url, '?', '#');
    return query >= 0
        && SEPARATORS.splitAsStream(url.substring(query + 1)).anyMatch(this::isPersonal);
  }

  private boolean isPersonal(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals <= 0) {
      return false;
    }
    String name = PersonalKeys.comparable(decoded(parameter.substring(0, equals)));
    return isPrivate(name) || PersonalText.isPersonal(decoded(parameter.substring(equals + 1)));
  }

  private boolean isPrivate(String name) {
    if (privateNames.contains(name)) {
      return true;
    }
    return !harmlessNames.contains(name)
        && (PRIVATE_NAMES.contains(name) || PARTS.stream().anyMatch(name::contains));
  }

  private static String decoded(String written) {
    try {
      return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return written;
    }
  }

  private static int firstOf(String url, char one, char other) {
    int first = url.indexOf(one);
    int second = url.indexOf(other);
    return first < 0 || second < 0 ? Math.max(first, second) : Math.min(first, second);
  }

  private static String upTo(String text, int end) {
    return end < 0 ? text : text.substring(0, end);
  }
}
