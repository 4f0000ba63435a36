package io.gatewaystack.validatabl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.gatewaystack.context.net.RequestPath;

/**
 * Resources that need the same: one URI, or the expansions of a URI template with expressions of
 * the forms {@code {name}}, which stands for part of one path segment, and {@code {+name}}, which
 * stands for segments.
 */
final class ResourcePattern {
  private static final java.util.regex.Pattern EXPRESSION =
      java.util.regex.Pattern.compile("\\{(\\+?)[A-Za-z0-9_.]+\\}");

  /** Every resource; asked only whether a template meets it. */
  static final ResourcePattern ANY = new ResourcePattern("{+any}");

  private final UriTemplate template;
  private final int lastFixedSegment;
  private final Pattern regex;

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException when it holds other expressions, or a query behind one
   */
  ResourcePattern(String text) {
    template = UriTemplate.of(text);
    lastFixedSegment = template.beginning().lastIndexOf('/') + 1;
    String fixed = EXPRESSION.matcher(text).replaceAll("");
    String unfit = template.isLiteral() ? "{}" : "{}?#";
    if (text.isBlank() || fixed.chars().anyMatch(c -> unfit.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "resource %s: (expected: a URI, or a template of {name} and {+name} without query)"
              .formatted(text));
    }
    regex = Pattern.compile(regex(text), Pattern.DOTALL);
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    java.util.regex.Matcher expression = EXPRESSION.matcher(text);
    int at = 0;
    while (expression.find()) {
      regex.append(Pattern.quote(text.substring(at, expression.start())));
      regex.append(expression.group(1).isEmpty() ? "[^/]+" : ".+");
      at = expression.end();
    }
    return regex.append(Pattern.quote(text.substring(at))).toString();
  }

  UriTemplate template() {
    return template;
  }

  /** Whether a URI is covered; one that could be read in two ways is not. */
  boolean covers(String uri) {
    if (template.isLiteral()) {
      return uri.equals(template.text());
    }
    if (!uri.startsWith(template.beginning())) {
      return false;
    }
    Matcher matcher = regex.matcher(uri);
    return matcher.matches()
        && RequestPath.decode("/" + uri.substring(lastFixedSegment)).isPresent();
  }
}
