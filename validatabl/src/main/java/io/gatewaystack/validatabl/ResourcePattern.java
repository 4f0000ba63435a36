package io.gatewaystack.validatabl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Operator;
import java.util.List;

/**
 * Resources that need the same: one URI, or the expansions of a URI template with expressions of
 * the forms {@code {name}}, which stands for part of one path segment, and {@code {+name}}, which
 * stands for segments.
 */
final class ResourcePattern {
  private static final String RESOURCE = "resource";

  private static final java.util.regex.Pattern EXPRESSION =
      java.util.regex.Pattern.compile("\\{(\\+?)[A-Za-z0-9_.]+\\}");

  /** Every resource, where none is mapped; asked only whether a template meets it. */
  static final ResourcePattern ANY = new ResourcePattern("{+any}");

  /** Longer templates would not fit the conditions below. */
  private static final int MAX_LENGTH = UriTemplate.MAX_MAPPED;

  /** A character that a path keeps as it is, but for dots and slashes (see {@link RequestPath}). */
  private static final String PLAIN = "[!\"$&-\\-0-:<->@-\\[\\]-~./]";

  /** A character of ASCII, encoded, that means nothing to anybody. */
  private static final String ENCODED =
      "%(?:2[0-9A-Da-d]|3[0-9AaC-Fc-f]|[46][0-9A-Fa-f]|5[0-9ABabD-Fd-f]|7[0-9A-Ea-e])";

  /** A character beyond ASCII, encoded (RFC 3629, section 4). */
  private static final String UTF_8 =
      ("%[Cc]2%[AaBb]h|%[Cc][3-9A-Fa-f]t|%[Dd]ht|%[Ee]0%[ABab]ht|%[Ee][1-9A-Ca-cE-Fe-f]tt"
              + "|%[Ee][Dd]%[89]ht|%[Ff]0%[9ABab]htt|%[Ff][1-3]ttt|%[Ff]4%8htt")
          .replace("t", "%[89ABab]h")
          .replace("h", "[0-9A-Fa-f]");

  /**
   * A percent sign, encoded, in front of what looks like a code: to a reader that decodes again it
   * is one. Digits beyond ASCII are digits, too, to some.
   */
  private static final String ENCODED_TWICE =
      "%25(?:[0-9A-Fa-f]|%3[0-9]|%[46][1-6]|" + UTF_8 + "){2}";

  private final UriTemplate template;
  private final int lastFixedSegment;
  private final Pattern regex;
  private final List<Condition> within;
  private final List<Condition> outside;

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException when it holds other expressions, or a query behind one
   */
  ResourcePattern(String text) {
    template = UriTemplate.of(text);
    lastFixedSegment = template.beginning().lastIndexOf('/') + 1;
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
    regex = Pattern.compile(regex(text), Pattern.DOTALL);
    if (template.isLiteral()) {
      within = List.of(new Condition(RESOURCE, Operator.EQUALS, text));
      outside = List.of();
    } else {
      String fixed = Pattern.quote(text.substring(0, lastFixedSegment));
      String clean = fixed + "(?:" + String.join("|", PLAIN, ENCODED, UTF_8) + ")*";
      within = List.of(matching(regex.pattern()), matching(clean));
      outside =
          List.of(
              matching(fixed + "(?:.*/)?/.*"),
              matching(fixed + "(?:.*/)?\\.\\.?(?:/.*)?"),
              matching(fixed + ".*" + ENCODED_TWICE + ".*"));
    }
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

  /** What a resource fulfils that is covered, as a policy would say it. */
  List<Condition> within() {
    return within;
  }

  /** What a resource that is covered does not fulfil: no segment is empty or means another one. */
  List<Condition> outside() {
    return outside;
  }

  /** What a resource fulfils that is covered, if it can be read in one way only. */
  Condition covering() {
    return within.get(0);
  }

  static Condition startingWith(String beginning) {
    return new Condition(RESOURCE, Operator.STARTS_WITH, beginning);
  }

  static Condition matching(String expression) {
    return new Condition(RESOURCE, Operator.MATCHES, expression);
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
        && RequestPath.decode("/" + uri.substring(lastFixedSegment))
            .filter(path -> !isEncodedTwice(path))
            .isPresent();
  }

  /** Whether a percent sign that was encoded itself stands in front of what may be a code. */
  private static boolean isEncodedTwice(String decoded) {
    for (int at = decoded.indexOf('%'); at >= 0; at = decoded.indexOf('%', at + 1)) {
      int first = at + 1;
      int second = first < decoded.length() ? decoded.offsetByCodePoints(first, 1) : first;
      if (second < decoded.length()
          && mayBeDigit(decoded.codePointAt(first))
          && mayBeDigit(decoded.codePointAt(second))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeDigit(int c) {
    return c >= 0x80 || Character.digit(c, 16) >= 0;
  }
}
