package io.gatewaystack.validatabl;

import com.google.re2j.Pattern;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Operator;

/**
 * Resources that need the same: one URI, or the expansions of a URI template with expressions of
 * the forms {@code {name}}, which stands for part of one path segment, and {@code {+name}}, which
 * stands for segments.
 */
final class ResourcePattern {
  private static final java.util.regex.Pattern EXPRESSION =
      java.util.regex.Pattern.compile("\\{(\\+?)[A-Za-z0-9_.]+\\}");

  /** Every resource, where none is mapped; asked only whether a template meets it. */
  static final ResourcePattern ANY = new ResourcePattern("{+any}");

  /** Longer templates would not fit the conditions below. */
  private static final int MAX_LENGTH = UriTemplate.MAX_MAPPED;

  private final UriTemplate template;
  private final Pattern regex;
  private final Condition covering;

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException when it holds other expressions, or a query behind one
   */
  ResourcePattern(String text) {
    template = UriTemplate.of(text);
    if (!template.isLiteral() && text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "resource %s…: (expected: at most %d characters)"
              .formatted(text.substring(0, 50), MAX_LENGTH));
    }
    String literals = EXPRESSION.matcher(text).replaceAll("");
    String unfit = template.isLiteral() ? "{}" : "{}?#";
    if (text.isBlank() || literals.chars().anyMatch(c -> unfit.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "resource %s: (expected: a URI, or a template of {name} and {+name} without query)"
              .formatted(text));
    }
    if (!template.isLiteral() && !isReadable(text)) {
      throw new IllegalArgumentException(
          "resource %s: (expected: fixed parts that can be read in one way only)".formatted(text));
    }
    regex = Pattern.compile(regex(text), Pattern.DOTALL);
    covering =
        template.isLiteral()
            ? new Condition("resource", Operator.EQUALS, text)
            : PlainUris.matching(regex.pattern());
  }

  /** Whether it covers anything: a template that never did would be a mistake. */
  private static boolean isReadable(String text) {
    String filled = EXPRESSION.matcher(text).replaceAll("v");
    return ResourceUri.isPlain(filled) || ResourceUri.isPlain("v:" + filled);
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    java.util.regex.Matcher expression = EXPRESSION.matcher(text);
    int at = 0;
    while (expression.find()) {
      regex.append(Pattern.quote(text.substring(at, expression.start())));
      regex.append(expression.group(1).isEmpty() ? "[^/?#]+" : "[^?#]+");
      at = expression.end();
    }
    return regex.append(Pattern.quote(text.substring(at))).toString();
  }

  UriTemplate template() {
    return template;
  }

  /** What a resource fulfils that is covered, as a policy would say it. */
  Condition covering() {
    return covering;
  }

  static Condition startingWith(String beginning) {
    return new Condition("resource", Operator.STARTS_WITH, beginning);
  }

  /** Whether a URI is covered that can be read in one way, or is mapped just as it is written. */
  boolean covers(String uri) {
    return template.isLiteral()
        ? uri.equals(template.text())
        : uri.startsWith(template.beginning()) && regex.matcher(uri).matches();
  }
}
