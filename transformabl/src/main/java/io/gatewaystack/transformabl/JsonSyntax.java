package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import java.util.BitSet;

/**
 * Follows a text character by character as far as it is the beginning of a JSON object or array
 * (RFC 8259). Names that occur twice are not noticed. Not safe for use by several threads.
 */
final class JsonSyntax {
  /** Memory one takes, with room for all levels. */
  static final int BYTES = 104;

  private static final String[] LITERALS = {"true", "false", "null"};
  private static final int HEX_DIGITS = 4;

  /** What stands at the cursor, or may stand there. */
  private enum State {
    START,
    VALUE,
    VALUE_OR_END,
    NAME,
    NAME_OR_END,
    COLON,
    COMMA_OR_END,
    STRING,
    ESCAPE,
    HEX,
    LITERAL,
    MINUS,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    EXPONENT,
    SIGN,
    POWER,
    COMPLETE,
    NONE
  }

  private final BitSet objects;
  private State state = State.START;
  private int depth;
  private boolean name; // whether the string is one
  private String literal = "";
  private int seen; // of the literal, or digits of an escape
  private int escape;

  JsonSyntax() {
    objects = new BitSet();
  }

  /** As far as another has come. */
  JsonSyntax(JsonSyntax other) {
    objects = (BitSet) other.objects.clone();
    state = other.state;
    depth = other.depth;
    name = other.name;
    literal = other.literal;
    seen = other.seen;
    escape = other.escape;
  }

  /**
   * Takes the next character.
   *
   * @return the character of a string that is complete with it; -1 when none is
   */
  int next(char c) {
    switch (state) {
      case STRING -> {
        return string(c);
      }
      case ESCAPE -> {
        return escape(c);
      }
      case HEX -> {
        return hex(c);
      }
      case LITERAL -> literal(c);
      case MINUS, ZERO, INTEGER, POINT, FRACTION, EXPONENT, SIGN, POWER -> number(c);
      case START, VALUE, VALUE_OR_END, NAME, NAME_OR_END, COLON, COMMA_OR_END, COMPLETE, NONE ->
          structure(c);
    }
    return -1;
  }

  private int string(char c) {
    if (c == '\\') {
      state = State.ESCAPE;
    } else if (c == '"') {
      state = name ? State.COLON : State.COMMA_OR_END;
    } else if (c < ' ') {
      state = State.NONE;
    } else {
      return c;
    }
    return -1;
  }

  private int escape(char c) {
    if (c == 'u') {
      state = State.HEX;
      seen = 0;
      escape = 0;
      return -1;
    }
    int plain = "\"\\/bfnrt".indexOf(c);
    state = plain < 0 ? State.NONE : State.STRING;
    return plain < 0 ? -1 : "\"\\/\b\f\n\r\t".charAt(plain);
  }

  private int hex(char c) {
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    escape = 16 * escape + digit;
    seen++;
    if (digit < 0) {
      state = State.NONE;
    } else if (seen == HEX_DIGITS) {
      state = State.STRING;
      return escape;
    }
    return -1;
  }

  private void literal(char c) {
    boolean fits = c == literal.charAt(seen);
    seen++;
    if (!fits) {
      state = State.NONE;
    } else if (seen == literal.length()) {
      state = State.COMMA_OR_END;
    }
  }

  private void number(char c) {
    boolean digit = c >= '0' && c <= '9';
    state =
        switch (state) {
          case MINUS -> c == '0' ? State.ZERO : digit ? State.INTEGER : State.NONE;
          case ZERO -> behindDigits(c, State.COMMA_OR_END, false);
          case INTEGER -> behindDigits(c, State.INTEGER, digit);
          case POINT -> digit ? State.FRACTION : State.NONE;
          case FRACTION ->
              digit ? state : c == 'e' || c == 'E' ? State.EXPONENT : State.COMMA_OR_END;
          case EXPONENT -> c == '+' || c == '-' ? State.SIGN : digit ? State.POWER : State.NONE;
          case SIGN -> digit ? State.POWER : State.NONE;
          case POWER -> digit ? state : State.COMMA_OR_END;
          default -> State.NONE;
        };
    if (state == State.COMMA_OR_END) {
      structure(c);
    }
  }

  private static State behindDigits(char c, State goesOn, boolean digit) {
    if (digit) {
      return goesOn;
    }
    return c == '.' ? State.POINT : c == 'e' || c == 'E' ? State.EXPONENT : State.COMMA_OR_END;
  }

  private void structure(char c) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      return;
    }
    state =
        switch (state) {
          case START -> c == '{' || c == '[' ? open(c) : State.NONE;
          case VALUE -> value(c);
          case VALUE_OR_END -> c == ']' ? close(c) : value(c);
          case NAME -> c == '"' ? string(true) : State.NONE;
          case NAME_OR_END -> c == '"' ? string(true) : close(c);
          case COLON -> c == ':' ? State.VALUE : State.NONE;
          case COMMA_OR_END -> c == ',' ? behindComma() : close(c);
          default -> State.NONE;
        };
  }

  private State value(char c) {
    if (c == '{' || c == '[') {
      return open(c);
    }
    if (c == '"') {
      return string(false);
    }
    for (String word : LITERALS) {
      if (word.charAt(0) == c) {
        literal = word;
        seen = 1;
        return State.LITERAL;
      }
    }
    boolean digit = c > '0' && c <= '9';
    return c == '-' ? State.MINUS : c == '0' ? State.ZERO : digit ? State.INTEGER : State.NONE;
  }

  private State string(boolean ofName) {
    name = ofName;
    return State.STRING;
  }

  private State open(char bracket) {
    depth++;
    objects.set(depth, bracket == '{');
    if (depth > JsonDocument.MAX_DEPTH) {
      return State.NONE;
    }
    return bracket == '{' ? State.NAME_OR_END : State.VALUE_OR_END;
  }

  private State close(char bracket) {
    boolean fits = bracket == (objects.get(depth) ? '}' : ']');
    depth--;
    return !fits ? State.NONE : depth == 0 ? State.COMPLETE : State.COMMA_OR_END;
  }

  private State behindComma() {
    return objects.get(depth) ? State.NAME : State.VALUE;
  }

  /** Whether the text is no JSON. */
  boolean isNone() {
    return state == State.NONE;
  }

  /** Whether the text is JSON, and nothing but white space may follow. */
  boolean isComplete() {
    return state == State.COMPLETE;
  }

  /** Whether the cursor stands in a string, or in an escape of one. */
  boolean isInString() {
    return state == State.STRING || isInEscape();
  }

  boolean isInEscape() {
    return state == State.ESCAPE || state == State.HEX;
  }

  boolean isInNumber() {
    return state.compareTo(State.MINUS) >= 0 && state.compareTo(State.POWER) <= 0;
  }

  /** How many objects and arrays are open. */
  int depth() {
    return depth;
  }

  /** Whether one of those is an object; the outermost is 1. */
  boolean isObject(int level) {
    return objects.get(level);
  }

  /** Whether the string at the cursor is the name of a member. */
  boolean isInName() {
    return name;
  }
}
