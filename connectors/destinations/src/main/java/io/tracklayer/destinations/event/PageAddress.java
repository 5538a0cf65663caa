package io.tracklayer.destinations.event;

import io.tracklayer.contract.config.PageParameter;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.text.RecentAnswers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the part of a page's address that may be sent. Pure. */
public final class PageAddress {

  private static final String BEHIND_SCHEME = "://";

  private static final AsciiSet SEPARATORS = new AsciiSet("?#&;");

  /** Of the parameters in a value, which may be an address or JSON itself. */
  private static final AsciiSet SEPARATORS_WITHIN = new AsciiSet("?#&;{},");

  private static final AsciiSet BEHIND_SITE = new AsciiSet("/?#");
  private static final AsciiSet BEHIND_PATH = new AsciiSet("?#");
  private static final AsciiSet OF_ADDRESSES = new AsciiSet("/?&={");

  private static final int MOST_ADDRESSES_WITHIN = 3;

  /** Names of parameters, in letters and digits only, of personal data and credentials. */
  private static final Set<String> PRIVATE_NAMES =
      Set.of(
          "em",
          "ph",
          "tel",
          "name",
          "fname",
          "lname",
          "familyname",
          "givenname",
          "user",
          "uid",
          "userid",
          "customer",
          "customerid",
          "login",
          "code",
          "ticket",
          "invite",
          "samlresponse",
          "samlrequest",
          "card",
          "session",
          "kx",
          "ke",
          "mkttok",
          "hsenc",
          "mceid",
          "ajsuid",
          "ajsaid");

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
          "orderkey",
          "authkey",
          "ajstrait",
          "cardnumber");

  private final Set<String> privateNames;
  private final Set<String> harmlessNames;
  private final RecentAnswers<Boolean> privateParameters =
      new RecentAnswers<>(name -> isPrivateName(PlainText.of(name)));

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
   * its name or by its value, and without the path if that is.
   *
   * @return null for an address whose host part is personal too
   */
  public @Nullable String withoutPersonalData(@Nullable String url) {
    return url == null ? null : free(url, MOST_ADDRESSES_WITHIN);
  }

  private @Nullable String free(String url, int depth) {
    int scheme = url.indexOf(BEHIND_SCHEME);
    int site = scheme < 0 ? 0 : scheme + BEHIND_SCHEME.length();
    int path = scheme < 0 ? 0 : BEHIND_SITE.firstIn(url, site);
    int query = BEHIND_PATH.firstIn(url, path);
    if (PlainText.of(url.substring(site, path)).indexOf('@') >= 0) {
      return null;
    }
    String written = url.substring(path, query);
    if (isPersonalPath(written, depth)) {
      return scheme < 0 && !written.startsWith("/") ? null : url.substring(0, path) + "/";
    }
    boolean parameters = query < url.length() && isPersonal(url.substring(query + 1), depth);
    int end = parameters ? query : url.length();
    int matrix = written.indexOf(';');
    return matrix >= 0 && anyIsPersonal(SEPARATORS, written.substring(matrix), depth)
        ? url.substring(0, path + matrix)
        : url.substring(0, end);
  }

  /** Behind the path, where pages of one script have another one. */
  private boolean isPersonal(String parameters, int depth) {
    return PersonalText.isPersonal(parameters)
        || SecretPath.is(parameters)
        || anyIsPersonal(SEPARATORS, parameters, depth);
  }

  private boolean anyIsPersonal(AsciiSet separators, String parameters, int depth) {
    return anyIsPersonal(separators, "=", parameters, depth);
  }

  /**
   * @param between signs of which each may stand between a name and its value
   */
  private boolean anyIsPersonal(AsciiSet separators, String between, String parameters, int depth) {
    int start = 0;
    while (start < parameters.length()) {
      int end = separators.firstIn(parameters, start);
      String each = parameters.substring(start, end);
      for (int i = 0; i < between.length(); i++) {
        if (isParameter(each, between.charAt(i), depth)) {
          return true;
        }
      }
      start = end + 1;
    }
    return false;
  }

  private boolean isPersonalPath(String path, int depth) {
    if (PersonalText.isPersonalCode(path) || SecretPath.is(path)) {
      return true;
    }
    String plain = path.indexOf('%') < 0 ? "" : PlainText.of(path);
    int query = BEHIND_PATH.firstIn(plain, 0);
    return query < plain.length() && isPersonal(plain.substring(query + 1), depth);
  }

  private boolean isParameter(String parameter, char between, int depth) {
    int equals = parameter.indexOf(between);
    if (equals <= 0) {
      return false;
    }
    return privateParameters.of(parameter.substring(0, equals))
        || isPersonalValue(parameter.substring(equals + 1), depth);
  }

  private boolean isPersonalValue(String written, int depth) {
    String value = PlainText.of(written);
    if (PersonalText.isPersonal(value) || CardNumber.mayBe(value) || EncodedAddress.is(value)) {
      return true;
    }
    if (depth == 0 || OF_ADDRESSES.firstIn(value, 0) == value.length()) {
      return false;
    }
    boolean isAddress = value.startsWith("/") || value.contains(BEHIND_SCHEME);
    return (isAddress && !value.equals(free(value, depth - 1)))
        || anyIsPersonal(SEPARATORS_WITHIN, "=:", value, depth - 1);
  }

  private boolean isPrivateName(String name) {
    String comparable = PersonalKeys.comparable(name);
    return isPrivate(comparable) || (!harmlessNames.contains(comparable) && PersonalWords.in(name));
  }

  private boolean isPrivate(String name) {
    if (privateNames.contains(name)) {
      return true;
    }
    return !harmlessNames.contains(name)
        && (PRIVATE_NAMES.contains(name) || PARTS.stream().anyMatch(name::contains));
  }
}
