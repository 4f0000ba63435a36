package io.gatewaystack.validatabl;

import com.google.re2j.Pattern;
import io.gatewaystack.context.Operation;
import java.util.Map;

/**
 * A URI template (RFC 6570), as far as its expansions can be foreseen: how they begin, how they
 * end, and which one it is when every variable is known.
 *
 * @param text the template
 * @param beginning what stands before the first expression: the whole text when there is none
 * @param ending what stands behind the last expression
 */
record UriTemplate(String text, String beginning, String ending) {
  /** Most characters of a template that is mapped, or that a client may name. */
  static final int MAX_MAPPED = 300;

  static UriTemplate of(String text) {
    int first = text.indexOf('{');
    if (first < 0) {
      return new UriTemplate(text, text, text);
    }
    return new UriTemplate(text, text.substring(0, first), text.substring(endOfLast(text)));
  }

  private static int endOfLast(String text) {
    int close = text.lastIndexOf('}');
    return close < text.lastIndexOf('{')
        ? text.length()
        : close + 1; // not closed: anything ends it
  }

  /** Whether it has exactly one expansion, itself. */
  boolean isLiteral() {
    return beginning.equals(text);
  }

  /** False when no URI can be an expansion of both. */
  boolean mayMeet(UriTemplate other) {
    if (isLiteral()) {
      return other.mayExpandTo(text);
    }
    return other.isLiteral()
        ? mayExpandTo(other.text)
        : (beginning.startsWith(other.beginning) || other.beginning.startsWith(beginning))
            && (ending.endsWith(other.ending) || other.ending.endsWith(ending));
  }

  private boolean mayExpandTo(String uri) {
    return isLiteral()
        ? text.equals(uri)
        : uri.length() >= beginning.length() + ending.length()
            && uri.startsWith(beginning)
            && uri.endsWith(ending);
  }

  /** Whether it is longer than any URI that could be read, and than any entry of a list. */
  boolean isTooLong() {
    return text.length() > Operation.MAX_NAME;
  }

  /** Whether it is longer than any template that can be mapped, and has more than one expansion. */
  boolean isLongForClient() {
    return !isLiteral() && text.length() > MAX_MAPPED;
  }

  /** One of the texts that {@link #expression} matches. */
  String example() {
    StringBuilder example = new StringBuilder(text.length());
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
      int close = text.indexOf('}', open);
      example.append(text, at, open).append('v');
      at = close < 0 ? text.length() : close + 1;
    }
    return example.append(text, at, text.length()).toString();
  }

  /**
   * What all expansions match, as a regular expression for whole texts where {@code .} is any
   * character: between the fixed parts anything may stand, since what a server takes for an
   * expansion is its own business, but for a plain variable something must.
   */
  String expression() {
    StringBuilder expression = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
      int close = text.indexOf('}', open);
      expression.append(Pattern.quote(text.substring(at, open)));
      expression.append(isOptional(open + 1) ? ".*" : ".+");
      at = close < 0 ? text.length() : close + 1; // not closed: anything ends it
    }
    return expression.append(Pattern.quote(text.substring(at))).toString();
  }

  /** Whether an expression is of an operator that may well stand for nothing, as {@code {?q}}. */
  private boolean isOptional(int at) {
    return at >= text.length() || "#./;?&".indexOf(text.charAt(at)) >= 0;
  }

  /**
   * What is left when some variables are known: they are expanded as RFC 6570 says, and what is not
   * known stays open.
   *
   * @param values texts by the names of the variables
   */
  UriTemplate expand(Map<String, String> values) {
    StringBuilder left = new StringBuilder(text.length() + 32);
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      left.append(text, at, open)
          .append(UriExpression.of(text.substring(open + 1, close)).expand(values));
      at = close + 1;
    }
    return of(left.append(text.substring(at)).toString());
  }
}
