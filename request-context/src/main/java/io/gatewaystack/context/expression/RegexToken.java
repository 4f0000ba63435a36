package io.gatewaystack.context.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of an RE2 expression, where {@code (a{2}|b)} is six pieces. Of an invalid expression the
 * pieces mean nothing, but they are found.
 *
 * @param kind what it is
 * @param text how it is written
 */
public record RegexToken(Kind kind, String text) {
  private static final Pattern GROUP = Pattern.compile("\\((\\?(P?<[^>]*>|[-a-zA-Z]*[:)]))?");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\([pPx]\\{[^}]*}|[pP].|x[0-9a-fA-F]{2}|[0-7]{1,3}|.)", Pattern.DOTALL);
  private static final Pattern PUNCTUATION = Pattern.compile("\\\\\\p{Punct}");
  private static final Pattern REPEAT = Pattern.compile("([*+?]|\\{[0-9]+(,[0-9]*)?})\\??");

  /** What a piece can be. */
  public enum Kind {
    /** A character as it is. */
    CHARACTER,
    /** A class, an escape, an assertion: what takes one step. */
    STEP,
    /** Text between {@code \Q} and {@code \E}, or to the end. */
    QUOTE,
    /** {@code (?i)}: flags for what follows. */
    FLAGS,
    OPEN,
    CLOSE,
    BAR,
    /** How often the piece before it may come. */
    REPEAT
  }

  /** The pieces of an expression, which together are the expression. */
  public static List<RegexToken> read(String regex) {
    List<RegexToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < regex.length()) {
      RegexToken token = next(regex, at);
      tokens.add(token);
      at += token.text().length();
    }
    return tokens;
  }

  private static RegexToken next(String regex, int at) {
    char c = regex.charAt(at);
    return switch (c) {
      case '\\' -> escape(regex, at);
      case '[' -> new RegexToken(Kind.STEP, regex.substring(at, endOfClass(regex, at)));
      case '(' -> group(regex, at);
      case ')' -> new RegexToken(Kind.CLOSE, ")");
      case '|' -> new RegexToken(Kind.BAR, "|");
      case '*', '+', '?', '{' -> repeat(regex, at);
      case '.', '^', '$' -> new RegexToken(Kind.STEP, String.valueOf(c));
      default -> new RegexToken(Kind.CHARACTER, Character.toString(regex.codePointAt(at)));
    };
  }

  private static RegexToken escape(String regex, int at) {
    if (regex.startsWith("\\Q", at)) {
      int end = regex.indexOf("\\E", at);
      return new RegexToken(Kind.QUOTE, regex.substring(at, end < 0 ? regex.length() : end + 2));
    }
    Matcher escape = ESCAPE.matcher(regex).region(at, regex.length());
    return new RegexToken(Kind.STEP, escape.lookingAt() ? escape.group() : regex.substring(at));
  }

  private static RegexToken group(String regex, int at) {
    Matcher opening = GROUP.matcher(regex).region(at, regex.length());
    String text = opening.lookingAt() ? opening.group() : "(";
    return new RegexToken(text.endsWith(")") ? Kind.FLAGS : Kind.OPEN, text);
  }

  /** A brace that repeats nothing is itself. */
  private static RegexToken repeat(String regex, int at) {
    Matcher repeat = REPEAT.matcher(regex).region(at, regex.length());
    return repeat.lookingAt()
        ? new RegexToken(Kind.REPEAT, repeat.group())
        : new RegexToken(Kind.CHARACTER, regex.substring(at, at + 1));
  }

  /** Behind the class that begins here: a bracket that comes first in it is a member. */
  private static int endOfClass(String regex, int at) {
    int first = regex.startsWith("^", at + 1) ? at + 2 : at + 1;
    int i = first;
    while (i < regex.length() && (i == first || regex.charAt(i) != ']')) {
      int named = regex.startsWith("[:", i) ? regex.indexOf(":]", i + 2) : -1;
      i = named >= 0 ? named + 2 : i + (regex.charAt(i) == '\\' ? 2 : 1);
    }
    return Math.min(i + 1, regex.length());
  }

  /** The one character it stands for; empty when it stands for something else. */
  public String character() {
    return switch (kind) {
      case CHARACTER -> text;
      case STEP -> PUNCTUATION.matcher(text).matches() ? text.substring(1) : "";
      case QUOTE, FLAGS, OPEN, CLOSE, BAR, REPEAT -> "";
    };
  }

  /** How often the piece before must be written out for {@link Kind#REPEAT}. */
  int times() {
    boolean counted = text.charAt(0) == '{';
    return counted ? Math.max(1, most().orElseGet(() -> least() + 1)) : 1;
  }

  /** How often the piece before must come for {@link Kind#REPEAT}. */
  public int least() {
    return switch (text.charAt(0)) {
      case '*', '?' -> 0;
      case '+' -> 1;
      default -> number(bounds()[0]);
    };
  }

  /** How often it may come; empty when there is no limit. */
  public OptionalInt most() {
    return switch (text.charAt(0)) {
      case '*', '+' -> OptionalInt.empty();
      case '?' -> OptionalInt.of(1);
      default -> {
        String[] bounds = bounds();
        String most = bounds[bounds.length - 1];
        yield most.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(most));
      }
    };
  }

  private String[] bounds() {
    return text.substring(1, text.indexOf('}')).split(",", -1);
  }

  /** Engines refuse more than a thousand. */
  private static int number(String digits) {
    return digits.length() > 4 ? 10_000 : Integer.parseInt(digits);
  }
}
