package io.tracklayer.contract.identifier;

import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.UnicodeText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words that shops, tills and forms write where nobody is known, in the languages in which
 * RudderStack's users sell: for guests, strangers and nothing, and for somebody who tests. They may
 * stand beside a word for a customer, as in {@code guest_user} or {@code cliente anónimo}. Only the
 * whole text counts, in any case, with or without accents and whatever stands between or around the
 * words: {@code walk-in}, {@code Walkin}, {@code (guest)}. A text with a digit is none of them.
 */
final class Placeholders {

  private static final int LONGEST = 40;

  /** Shorter ones of Latin letters, beside another word, may be a name. */
  private static final int FEWEST_LETTERS_BESIDE_ANOTHER = 4;

  private static final Set<String> NOBODY =
      words(
          "guest, guests, anonymous, anon, anonym, unknown, unidentified, unregistered, nobody,"
              + " no one, none, null, undefined, nil, nan, na, not available, no value, no name,"
              + " nothing, empty, missing, default, walk in, walkin, cash customer, cash"
              + " sale, counter sale, pos, pos customer, over the counter, general public,"
              // German
              + " gast, gäste, anonymer, unbekannt, unbekannter, niemand, keiner,"
              + " laufkunde, laufkundschaft, barkunde, barverkauf, kassenkunde, nicht bekannt,"
              // French
              + " invité, invitée, anonyme, inconnu, inconnue, aucun, aucune, personne, néant,"
              + " passage, de passage, comptoir, non connecté, non renseigné,"
              // Spanish
              + " invitado, invitada, anónimo, anónima, desconocido, desconocida, nadie, ninguno,"
              + " ninguna, ningún, vacío, mostrador, venta de mostrador, público general,"
              + " público en general, consumidor final, varios, clientes varios, ocasional,"
              + " genérico, sin nombre, sin registro, no registrado,"
              // Portuguese
              + " convidado, convidada, anônimo, anônima, desconhecido, desconhecida, ninguém,"
              + " nenhum, nenhuma, vazio, balcão, avulso, não informado, não identificado, não"
              + " cadastrado, sem nome, sem cadastro,"
              // Italian
              + " ospite, anonimo, anonima, sconosciuto, sconosciuta, nessuno, nessuna, vuoto,"
              + " generico, occasionale, non registrato,"
              // Dutch
              + " anoniem, anonieme, onbekend, onbekende, niemand, passant, baliekant,"
              + " balieklant, niet ingelogd, niet bekend,"
              // Polish
              + " gość, anonimowy, anonim, nieznany, nieznana, nikt, brak, pusty, detaliczny,"
              + " niezalogowany,"
              // Turkish
              + " misafir, ziyaretçi, anonim, bilinmeyen, bilinmiyor, hiç kimse, hiçbiri, yok,"
              + " perakende, üye değil,"
              // Indonesian and Malay
              + " tamu, anonim, tidak diketahui, tidak dikenal, tidak ada, kosong, pelanggan umum, tetamu,"
              // Hindi
              + " mehmaan, agyat, agyaat, gumnaam, koi nahi, अतिथि, मेहमान, अज्ञात, कोई नहीं,"
              // Japanese, Chinese, Korean
              + " ゲスト, ゲストユーザー, 匿名, 不明, なし, 無し, 未登録, 未設定, 未ログイン, 非会員, 名無し,"
              + " 游客, 遊客, 访客, 訪客, 未知, 无, 無, 散客, 未登录, 未登入, 非会员,"
              + " 게스트, 손님, 비회원, 익명, 알수없음, 알 수 없음, 없음, 미등록,"
              // Russian, Ukrainian
              + " гость, аноним, анонимный, неизвестно, неизвестный, нет, никто, пусто, розничный,"
              + " гість, анонім, невідомо, невідомий, немає, ніхто,"
              // Nordic
              + " gäst, gæst, gjest, vieras, ukendt, ukjent, okänd, tuntematon, ei kukaan,"
              // Czech, Slovak, Hungarian, Romanian, Croatian, Greek
              + " neznámý, neznámy, nikdo, nikto, žádný, vendég, ismeretlen, névtelen, senki,"
              + " oaspete, necunoscut, nimeni, nepoznat, επισκέπτης, άγνωστος, ανώνυμος,"
              // Vietnamese, Thai, Arabic, Hebrew
              + " khách, khách lẻ, khách vãng lai, ẩn danh, không có, ลูกค้าทั่วไป, แขก, ไม่ทราบ, ไม่มี,"
              + " ضيف, زائر, مجهول, غير معروف, لا شيء, אורח, אנונימי, לא ידוע");

  private static final Set<String> TESTS =
      words(
          "test, tests, tester, testing, demo, dummy, fake, sample, example, placeholder,"
              + " foobar, asdf, prueba, pruebas, teste, testes, essai, prova, testowy, deneme,"
              + " uji coba, тест, тестовый, テスト, 测试, 測試, 테스트, परीक्षण, ทดสอบ, اختبار");

  /** Words for whoever buys, and for the account and the id that they might have. */
  private static final Set<String> NOUNS =
      words(
          "id, user, users, userid, user id, username, user name, customer, customers, customer id,"
              + " customername, client, client id, visitor, visitor id, account, shopper, buyer,"
              + " member, person, profile, contact, checkout, login, session,"
              + " kunde, kunden, kundin, kundennummer, benutzer, nutzer, besucher, konto, käufer,"
              + " utilisateur, utilisatrice, client, cliente, visiteur, visiteuse, compte,"
              + " acheteur, identifiant, usuario, usuaria, visitante, cuenta, comprador,"
              + " utilizador, usuário, conta, utente, visitatore, klant, gebruiker, bezoeker,"
              + " klient, użytkownik, müşteri, kullanıcı, kullanici, hesap, pelanggan, pengguna,"
              + " pengunjung, pembeli, akun, grahak, ग्राहक, ユーザー, 利用者, 顧客, 会員, 用户, 用戶, 客户,"
              + " 客戶, 사용자, 고객, пользователь, покупатель, клиент, користувач, покупець, клієнт,"
              + " kund, bruger, bruker, användare, asiakas, käyttäjä, zákazník, uživatel, vásárló,"
              + " khách hàng, người dùng, عميل, مستخدم");

  private static final Set<String> WITHOUT =
      words(
          "no, not, without, kein, keine, ohne, sans, aucun, aucune, sin, ningún, sem, nenhum, senza,"
              + " nessun, nessuna, geen, zonder, brak, bez, tanpa");

  private Placeholders() {}

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(word -> FieldSpelling.plain(Normalizer.normalize(word, Normalizer.Form.NFKD)))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Whether an id is such words, or just a word for a customer. */
  static boolean areId(String text) {
    String plain = plain(text);
    return plain != null && (NOUNS.contains(plain) || stand(plain, true));
  }

  /** Whether the local part of an e-mail address is: people do have a mailbox for tests. */
  static boolean areMailbox(String localPart) {
    String plain = plain(localPart);
    return plain != null && stand(plain, false);
  }

  /** Whether there is such a word, alone or beside one for a customer. */
  private static boolean stand(String plain, boolean alsoTests) {
    if (isWord(plain, alsoTests)) {
      return true;
    }
    for (int i = 1; i < plain.length(); i++) {
      String first = plain.substring(0, i);
      String second = plain.substring(i);
      if ((NOUNS.contains(second) && (WITHOUT.contains(first) || isLongWord(first, alsoTests)))
          || (NOUNS.contains(first) && isLongWord(second, alsoTests))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLongWord(String plain, boolean alsoTests) {
    boolean isLong = plain.length() >= FEWEST_LETTERS_BESIDE_ANOTHER || plain.charAt(0) >= 0x80;
    return isLong && isWord(plain, alsoTests);
  }

  private static boolean isWord(String plain, boolean alsoTests) {
    return NOBODY.contains(plain) || (alsoTests && TESTS.contains(plain));
  }

  /** Its letters alone; null for a text that cannot be one of these words. */
  private static @Nullable String plain(String text) {
    if (text.length() > LONGEST || !UnicodeText.isAll(text, c -> !Character.isDigit(c))) {
      return null;
    }
    return FieldSpelling.plain(
        UnicodeText.isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD));
  }
}
