package io.gatewaystack.transformabl.corpus;

import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Ways to write a value so that a reader still sees it and a naive search does not. */
public enum Disguise {
  FULL_WIDTH(each(c -> c > ' ' && c < 0x7F ? text(c + 0xFEE0) : text(c))),
  MATHEMATICAL_DIGITS(each(c -> isDigit(c) ? text(0x1D7CE + c - '0') : text(c))),
  ARABIC_INDIC_DIGITS(each(c -> isDigit(c) ? text(0x660 + c - '0') : text(c))),
  DEVANAGARI_DIGITS(each(c -> isDigit(c) ? text(0x966 + c - '0') : text(c))),
  CIRCLED_DIGITS(
      each(c -> c > '0' && c <= '9' ? text(0x2460 + c - '1') : c == '0' ? "⓪" : text(c))),
  SUPERSCRIPT_DIGITS(each(c -> isDigit(c) ? text("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')) : text(c))),
  ZERO_WIDTH_SPACES(between("\u200B")),
  ZERO_WIDTH_JOINER_INSIDE(value -> inside(value, "\u200D")),
  ZERO_WIDTH_NON_JOINER_INSIDE(value -> inside(value, "\u200C")),
  WORD_JOINER_INSIDE(value -> inside(value, "\u2060")),
  BYTE_ORDER_MARK_INSIDE(value -> inside(value, "\uFEFF")),
  SOFT_HYPHENS(between("\u00AD")),
  SOFT_HYPHEN_INSIDE(value -> inside(value, "\u00AD")),
  LEFT_TO_RIGHT_MARK_INSIDE(value -> inside(value, "\u200E")),
  BIDI_OVERRIDE_INSIDE(value -> inside(value, "\u202D")),
  TAG_CHARACTERS_INSIDE(value -> inside(value, text(0xE0061))),
  VARIATION_SELECTORS(between("\uFE0F")),
  STRIKE_THROUGH(between("\u0336")),
  GRAPHEME_JOINER_INSIDE(value -> inside(value, "\u034F")),
  MONGOLIAN_SEPARATOR_INSIDE(value -> inside(value, "\u180E")),
  NO_BREAK_SPACES(value -> value.replace(' ', '\u00A0')),
  THIN_SPACES(value -> value.replace(' ', '\u2009')),
  IDEOGRAPHIC_SPACES(value -> value.replace(' ', '\u3000')),
  UNICODE_HYPHENS(value -> value.replace('-', '\u2010')),
  EN_DASHES(value -> value.replace('-', '\u2013')),
  MINUS_SIGNS(value -> value.replace('-', '\u2212')),
  DECIMAL_ENTITIES(each(c -> "&#" + c + ";")),
  HEXADECIMAL_ENTITIES(each(c -> "&#x" + Integer.toHexString(c) + ";")),
  ENTITIES_OF_MARKS(each(c -> isMark(c) ? "&#" + c + ";" : text(c))),
  NAMED_ENTITIES(value -> value.replace("@", "&commat;").replace(".", "&period;")),
  PERCENT(each(c -> "%%%02X".formatted(c))),
  PERCENT_MARKS(each(c -> isMark(c) ? "%%%02x".formatted(c) : text(c))),
  PERCENT_TWICE(each(c -> isMark(c) ? "%%25%02X".formatted(c) : text(c))),
  UNICODE_ESCAPES(each("\\u%04x"::formatted)),
  UNICODE_ESCAPES_OF_MARKS(each(c -> isMark(c) ? "\\u%04X".formatted(c) : text(c))),
  ESCAPED_UNICODE_ESCAPES(each("\\\\u%04x"::formatted)),
  HEX_ESCAPES(each("\\x%02x"::formatted));

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final UnaryOperator<String> disguise;

  Disguise(UnaryOperator<String> disguise) {
    this.disguise = disguise;
  }

  /** A value so disguised; the value itself when there is nothing in it to disguise. */
  public String of(String value) {
    return disguise.apply(value);
  }

  private interface Letter {
    String of(int codePoint);
  }

  private static UnaryOperator<String> each(Letter letter) {
    return value -> value.codePoints().mapToObj(letter::of).collect(Collectors.joining());
  }

  private static UnaryOperator<String> between(String hidden) {
    return value -> value.codePoints().mapToObj(Disguise::text).collect(Collectors.joining(hidden));
  }

  private static String inside(String value, String hidden) {
    int middle = value.length() / 2;
    return value.charAt(0) + hidden + value.substring(1, middle) + hidden + value.substring(middle);
  }

  private static String text(int codePoint) {
    return Character.toString(codePoint);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isMark(int c) {
    return c == '@' || c == '.' || c == '-' || c == ' ' || c == '+' || c == '(';
  }
}
