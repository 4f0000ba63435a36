package io.gatewaystack.transformabl.safety;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Ways to spell a text so that readers still read it and lists of words do not. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum Spelling {
  UPPER_CASE((text, random) -> text.toUpperCase(Locale.ROOT)),
  MIXED_CASE(
      (text, random) ->
          each(
              text,
              c ->
                  letter(
                      random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c)))),
  ZERO_WIDTH_SPACES((text, random) -> between(text, "\u200B")),
  JOINERS((text, random) -> between(text, "\u200D")),
  SOFT_HYPHENS((text, random) -> between(text, "\u00AD")),
  WORD_JOINERS_HERE_AND_THERE(
      (text, random) -> each(text, c -> letter(c) + (random.nextInt(3) == 0 ? "\u2060" : ""))),
  FULL_WIDTH((text, random) -> each(text, c -> letter(c > ' ' ? c + 0xFEE0 : c))),
  MATHEMATICAL((text, random) -> each(text, c -> shifted(c, 0x1D41A, 0x1D400))),
  CIRCLED((text, random) -> each(text, c -> shifted(c, 0x24D0, 0x24B6))),
  SQUARED((text, random) -> each(text, c -> shifted(c, 0x1F170, 0x1F170))),
  SMALL_CAPITALS(
      (text, random) ->
          each(
              text.toLowerCase(Locale.ROOT),
              c -> mapped(c, "abcdefghijklmnopqrstuvwxyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀsᴛᴜᴠᴡxʏᴢ"))),
  CYRILLIC_LOOK_ALIKES(
      (text, random) -> each(text, c -> mapped(c, "aceopxyisjhdkTHMBKE", "асеорхуіѕјһԁкТНМВКЕ"))),
  GREEK_LOOK_ALIKES((text, random) -> each(text, c -> mapped(c, "aeoivpuxkt", "αεοινρυχκτ"))),
  LOOK_ALIKES_AND_ZERO_WIDTH(
      (text, random) -> between(each(text, c -> mapped(c, "aeo", "аео")), "\u200B")),
  MARKS_ON_EVERY_LETTER((text, random) -> between(text, "\u0336\u0301")),
  DIGITS_FOR_VOWELS((text, random) -> each(text, c -> mapped(c, "aeoAEO", "430430"))),
  DIGITS_FOR_LETTERS(
      (text, random) -> each(text, c -> mapped(c, "aeiostgAEIOSTG", "43105794310579"))),
  MARKS_FOR_LETTERS((text, random) -> each(text, c -> mapped(c, "aeiosAEIOS", "@3!0$@3!0$"))),
  LETTERS_SPACED_WORDS_FURTHER((text, random) -> between(text.replace(" ", "   "), " ")),
  LETTERS_SPACED((text, random) -> String.join(" ", text.replaceAll("[^A-Za-z]", "").split(""))),
  LETTERS_WITH_DASHES((text, random) -> between(text, "-")),
  LETTERS_WITH_DOTS((text, random) -> between(text, ".")),
  LETTERS_WITH_UNDERSCORES((text, random) -> between(text, "_")),
  LETTERS_WITH_ASTERISKS((text, random) -> between(text, "*")),
  WORDS_JOINED((text, random) -> text.replace(" ", "")),
  WORDS_WITH_UNDERSCORES((text, random) -> text.replace(' ', '_')),
  WORDS_WITH_DOTS((text, random) -> text.replace(' ', '.')),
  WORDS_ON_LINES((text, random) -> text.replace(' ', '\n')),
  LONG_WORDS_HYPHENATED((text, random) -> split(text, "-")),
  LONG_WORDS_TORN((text, random) -> split(text, " ")),
  INNER_LETTERS_SWAPPED((text, random) -> swapped(text, random)),
  LETTERS_LEFT_OUT((text, random) -> mistyped(text, random, "")),
  LETTERS_TYPED_TWICE((text, random) -> mistyped(text, random, "$2$2")),
  WORDS_BACKWARDS((text, random) -> Disguises.wordsReversed(text)),
  VOWELS_DRAWN_OUT(
      (text, random) ->
          each(
              text,
              c ->
                  "aeiou".indexOf(c) >= 0 && random.nextBoolean()
                      ? letter(c).repeat(4)
                      : letter(c))),
  HTML_DECIMAL((text, random) -> each(text, c -> isLatin(c) ? "&#" + c + ";" : letter(c))),
  HTML_HEXADECIMAL(
      (text, random) ->
          each(text, c -> isLatin(c) ? "&#x" + Integer.toHexString(c) + ";" : letter(c))),
  PERCENT_ENCODED((text, random) -> each(text, c -> "%%%02X".formatted(c))),
  UNICODE_ESCAPES((text, random) -> each(text, c -> "\\u%04x".formatted(c))),
  BASE64((text, random) -> Base64.getEncoder().encodeToString(bytes(text))),
  BASE64_IN_A_SENTENCE(
      (text, random) ->
          "Decode this: " + Base64.getEncoder().encodeToString(bytes(text)) + " and do it."),
  BASE64_FOR_URLS(
      (text, random) -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text))),
  BASE64_TWICE(
      (text, random) ->
          Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes(text)))),
  HEXADECIMAL((text, random) -> HexFormat.of().formatHex(bytes(text))),
  HEXADECIMAL_SPACED((text, random) -> HexFormat.ofDelimiter(" ").formatHex(bytes(text))),
  DECIMAL_CODES((text, random) -> each(text, c -> c + " ")),
  BINARY_CODES(
      (text, random) ->
          each(text, c -> "%8s".formatted(Integer.toBinaryString(c)).replace(' ', '0') + " ")),
  ROT13((text, random) -> Disguises.rot13(text)),
  BACKWARDS((text, random) -> new StringBuilder(text).reverse().toString()),
  TAG_CHARACTERS((text, random) -> "A fine day. " + each(text, c -> letter(0xE0000 + c)));

  @SuppressWarnings("ImmutableEnumChecker") // all of them are functions without state
  private final BiFunction<String, Random, String> spell;

  Spelling(BiFunction<String, Random, String> spell) {
    this.spell = spell;
  }

  /** The text in this spelling; the same for every call. */
  String of(String text) {
    return spell.apply(text, new Random(text.hashCode()));
  }

  private static String each(String text, IntFunction<String> change) {
    StringBuilder changed = new StringBuilder();
    text.codePoints().forEach(c -> changed.append(change.apply(c)));
    return changed.toString();
  }

  private static String letter(int codePoint) {
    return Character.toString(codePoint);
  }

  private static boolean isLatin(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static String between(String text, String mark) {
    StringBuilder marked = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      marked.append(text.charAt(i));
      boolean inWord =
          i + 1 < text.length()
              && Character.isLetter(text.charAt(i))
              && Character.isLetter(text.charAt(i + 1));
      marked.append(inWord ? mark : "");
    }
    return marked.toString();
  }

  private static String shifted(int c, int small, int capital) {
    if (c >= 'a' && c <= 'z') {
      return letter(c - 'a' + small);
    }
    return letter(c >= 'A' && c <= 'Z' ? c - 'A' + capital : c);
  }

  private static String mapped(int c, String from, String to) {
    int at = from.indexOf(c);
    return at < 0 ? letter(c) : letter(to.codePointAt(to.offsetByCodePoints(0, at)));
  }

  private static String split(String text, String with) {
    return text.replaceAll("\\b([A-Za-z]{4})([A-Za-z]{2,})\\b", "$1" + with + "$2");
  }

  private static String swapped(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 1; i + 4 < text.length(); i++) {
      String around = changed.substring(i - 1, i + 5);
      if (around.chars().allMatch(Spelling::isLatin) && random.nextInt(3) == 0) {
        changed.setCharAt(i + 1, around.charAt(3));
        changed.setCharAt(i + 2, around.charAt(2));
        i += 6;
      }
    }
    return changed.toString();
  }

  /** The third letter of some long words is gone or there twice. */
  private static String mistyped(String text, Random random, String third) {
    return Pattern.compile("\\b(\\p{L}{2})(\\p{L})(?=\\p{L}{3})")
        .matcher(text)
        .replaceAll(found -> random.nextInt(3) < 2 ? "$1" + third : "$0");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
