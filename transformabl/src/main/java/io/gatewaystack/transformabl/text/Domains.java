package io.gatewaystack.transformabl.text;

import java.util.Locale;
import java.util.Set;

/** Common top-level domains. */
public final class Domains {
  private static final Set<String> COMMON =
      Set.of(
          "ai", "app", "au", "biz", "br", "ca", "ch", "cl", "cn", "co", "com", "cz", "de", "dev",
          "dk", "edu", "ee", "es", "eu", "fi", "fr", "gov", "gr", "hr", "hu", "ie", "info", "io",
          "jp", "kr", "lt", "lu", "lv", "mil", "mx", "net", "nl", "nz", "org", "pl", "pt", "ro",
          "rs", "ru", "se", "sg", "si", "sk", "th", "tr", "tw", "ua", "uk", "vn", "xyz", "za");

  /** Such as are words of English, or of its neighbours, too. */
  private static final Set<String> WORDS =
      Set.of(
          "academy", "agency", "at", "be", "cloud", "health", "id", "il", "in", "is", "it", "me",
          "my", "no", "online", "shop", "site", "store", "tech", "tv", "us", "work", "world");

  private Domains() {}

  /** Whether a word, in any case, is a common top-level domain and no word of English. */
  public static boolean isCommon(String word) {
    return COMMON.contains(word.toLowerCase(Locale.ROOT));
  }

  /** Whether a word, in any case, is a common top-level domain. */
  public static boolean mayBe(String word) {
    return isCommon(word) || WORDS.contains(word.toLowerCase(Locale.ROOT));
  }
}
