package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/** What makes words around a sign an address when its spelling leaves a doubt. */
final class Mailboxes {
  private static final int SHORTEST_NAME = 3;

  /** Where people have their mail. */
  private static final Set<String> PROVIDERS =
      Set.of(
          "gmail.com",
          "googlemail.com",
          "outlook.com",
          "hotmail.com",
          "live.com",
          "yahoo.com",
          "icloud.com",
          "me.com",
          "aol.com",
          "proton.me",
          "protonmail.com",
          "gmx.de",
          "gmx.net",
          "web.de",
          "t-online.de",
          "orange.fr",
          "free.fr",
          "libero.it",
          "mail.ru",
          "yandex.ru",
          "qq.com",
          "163.com",
          "naver.com");

  private Mailboxes() {}

  /** Whether many people have their mail at a domain. */
  static boolean isProvider(NormalText text, int from, int to) {
    return isProvider(text.text(from, to));
  }

  static boolean isProvider(String domain) {
    return PROVIDERS.contains(domain.toLowerCase(Locale.ROOT));
  }

  /** Whether a local part is no plain word: {@code joe.bloggs}, {@code joe84}. */
  static boolean isMarked(NormalText text, int from, int to) {
    int letters = 0;
    boolean marked = false;
    for (int at = from; at < to; at++) {
      boolean joint = "._+-".indexOf(text.at(at)) >= 0 && at > from && at < to - 1;
      letters += text.isLetter(at) ? 1 : 0;
      marked |= joint || text.isDigit(at) && letters > 0;
    }
    return marked && letters >= SHORTEST_NAME;
  }
}
