package io.tracklayer.destinations.event;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises keys and parameters by the words in them that name a person, a place, a device or a
 * secret, in the languages in which shops are written most. A word ends at a sign that is neither
 * letter nor digit, and before a capital: {@code api_key}, {@code api-key}, {@code apiKey}.
 */
final class PersonalWords {

  /** Wherever they stand. */
  private static final Set<String> SECRETS =
      words(
          "token jwt bearer auth authorization authorisation authentication oauth otp totp pwd pass"
              + " passwd password passphrase passcode passwort kennwort contrasena motdepasse senha"
              + " secret secrets credential credentials sessionid sid phpsessid jsessionid"
              + " csrf xsrf nonce signature sig hmac pin cvv cvc cvc2 iban bic apikey"
              + " fingerprint last4 samlresponse samlrequest hash sha sha1 sha256 sha512 md5");

  private static final Set<String> PERSON =
      words(
          "firstname lastname fullname surname vorname nachname familienname nombre nombres"
              + " apellido apellidos prenom cognome sobrenome voornaam achternaam imie nazwisko"
              + " fornavn efternavn etternavn fornamn efternamn etunimi sukunimi jmeno prijmeni"
              + " username nickname spitzname cardholder accountholder recipient mail correo"
              + " courriel telefon telefono telefone telefoon tel mobiltelefon handy handynummer"
              + " cellulare celular whatsapp geburtsdatum geburtstag"
              + " nacimiento naissance nascimento nascita geboortedatum birthday birthdate dob ssn cpf"
              + " cnpj dni nif curp rfc cpr personnummer fodselsnummer pesel bsn aadhaar"
              + " passport ausweis kennzeichen steuernummer geschlecht sexo");

  private static final Set<String> PLACE =
      words(
          "address adresse anschrift direccion indirizzo endereco adres adresa street strasse straße"
              + " hausnummer housenumber calle rue straat huisnummer ulica plz postleitzahl zip"
              + " zipcode postcode postalcode cep ort wohnort ciudad cidade citta ville woonplaats"
              + " miasto bairro city town geo geohash geoip gps coordinates coords coordinate lat"
              + " lng lon latitude longitude");

  private static final Set<String> DEVICE =
      words(
          "imei meid idfa idfv gaid aaid oaid adid madid maid udid rdid ifa ipaddress ipaddr"
              + " useragent advertisingid");

  /** Of whom an id, a name or a note tells. */
  private static final Set<String> WHO =
      words(
          "house user customer client kunde kunden benutzer cliente usuario klant buyer shopper recipient"
              + " receiver guest contact holder passenger patient driver agent member subscriber"
              + " person profile account visitor employee student teacher doctor spouse partner"
              + " mother father sender attendee traveler traveller owner lead"
              + " player follower login session display nick first last full middle maiden family"
              + " given legal birth card billing shipping delivery payer payee author reviewer"
              + " recruiter candidate applicant tenant shopify hubspot salesforce klaviyo"
              + " mailchimp intercom zendesk facebook fb google apple telegram loyalty"
              + " national tax vat device android vendor advertising fire amazon adjust appsflyer"
              + " hardware install installation cookie browser anonymous distinct external crm");

  private static final Set<String> WHAT =
      words(
          "name names holder id ids number no nr nummer numero note notes comment comments nachricht ip"
              + " key code handle login photo picture avatar gender sex age country state region"
              + " province county location url link phone pin");

  /** What opens something, before these words; anything, before {@code key}. */
  private static final Set<String> OPENING =
      words(
          "access door gate gift card giftcard activation verification verify security unlock"
              + " redemption pickup invite invitation magic login signin reset confirm confirmation"
              + " unsubscribe payment authentication license licence private recovery backup entry"
              + " payer download order status");

  private static final Set<String> OPENED = words("code codes link url pin key id number");

  private static final Set<String> KEYS = words("key keys");

  private static final Set<String> ADDRESS_OF_NETWORK = words("ip ipv4 ipv6");

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private PersonalWords() {}

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(" ", -1)).collect(Collectors.toUnmodifiableSet());
  }

  static boolean in(String key) {
    List<String> words = split(key);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean last = i == words.size() - 1;
      if (SECRETS.contains(word)
          || PERSON.contains(word)
          || PLACE.contains(word)
          || DEVICE.contains(word)) {
        return true;
      }
      if (last && (KEYS.contains(word) || ADDRESS_OF_NETWORK.contains(word))) {
        return true;
      }
      if (i > 0 && isPair(words.get(i - 1), word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPair(String before, String word) {
    return (WHO.contains(before) && WHAT.contains(word))
        || (OPENING.contains(before) && OPENED.contains(word) && !isOfOrder(before, word))
        || (before.equals("user") && word.equals("agent"));
  }

  /** The number of an order is sent as such. */
  private static boolean isOfOrder(String before, String word) {
    return (before.equals("order") || before.equals("payment") || before.equals("status"))
        && !word.equals("key")
        && !word.equals("url")
        && !word.equals("link");
  }

  private static List<String> split(String key) {
    List<String> words = new ArrayList<>(4);
    StringBuilder word = new StringBuilder();
    boolean afterLower = false;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean upper = Character.isUpperCase(c);
      boolean beginsWord =
          upper
              && (afterLower || (i + 1 < key.length() && Character.isLowerCase(key.charAt(i + 1))));
      if (!Character.isLetterOrDigit(c) || beginsWord) {
        end(word, words);
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      }
      afterLower = !upper && Character.isLetterOrDigit(c);
    }
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(plain(word.toString()));
      word.setLength(0);
    }
  }

  /** Without accents: {@code prénom}. */
  private static String plain(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) >= 0x80) {
        return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
      }
    }
    return lower;
  }
}
