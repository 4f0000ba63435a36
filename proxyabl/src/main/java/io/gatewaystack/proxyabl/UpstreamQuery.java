package io.gatewaystack.proxyabl;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query strings: passed on byte for byte, except for the one parameter that is ours. */
final class UpstreamQuery {
  private static final String MARKS = "-._~!$&'()*+,;=:@/?[]";

  /** Not legal, but browsers and others send them as they are. */
  private static final String ENCODED = "{}|^`\\\"<>";

  private UpstreamQuery() {}

  /**
   * A query as it may be sent: RFC 3986 section 3.4, and {@code [} and {@code ]}, which everyone
   * sends. Encoded is what is usual and not legal; what is not usual either has no legal form.
   */
  static Optional<String> legal(String query) {
    StringBuilder encoded = null;
    int kept = 0;
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (ENCODED.indexOf(c) >= 0) {
        encoded = encoded == null ? new StringBuilder(query.length() + 32) : encoded;
        Percent.append(encoded.append(query, kept, i), (byte) c);
        kept = i + 1;
      } else if (!isLegal(query, i)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        encoded == null ? query : encoded.append(query, kept, query.length()).toString());
  }

  private static boolean isLegal(String query, int i) {
    char c = query.charAt(i);
    return c == '%'
        ? i + 2 < query.length()
            && Percent.isHex(query.charAt(i + 1))
            && Percent.isHex(query.charAt(i + 2))
        : Percent.isAlphanumeric(c) || MARKS.indexOf(c) >= 0;
  }

  /**
   * The query with every parameter of a name removed, however it is spelled (percent-encoded, in
   * another case, after {@code ;}, as an array or an object), and with our value added at its end.
   * All other bytes stay.
   *
   * @param value null when there is nothing to add
   */
  static Optional<String> replaced(@Nullable String query, String name, @Nullable String value) {
    String rest = query == null ? "" : query;
    StringBuilder kept = new StringBuilder(rest.length() + 64);
    for (int at = 0; at < rest.length(); ) {
      int end = nextSeparator(rest, at);
      String parameter = rest.substring(at, end);
      if (!isNamed(parameter, name)) {
        kept.append(parameter).append(end < rest.length() ? rest.charAt(end) : '&');
      }
      at = end + 1;
    }
    if (value != null) {
      if (kept.length() > 0 && kept.charAt(kept.length() - 1) == ';') {
        kept.append('&'); // where a semicolon separates nothing, ours would be part of another
      }
      kept.append(Percent.encode(name)).append('=').append(Percent.encode(value));
    }
    return kept.length() == 0 ? Optional.empty() : Optional.of(kept.toString());
  }

  private static int nextSeparator(String query, int from) {
    for (int i = from; i < query.length(); i++) {
      if (query.charAt(i) == '&' || query.charAt(i) == ';') {
        return i;
      }
    }
    return query.length();
  }

  private static boolean isNamed(String parameter, String name) {
    int equals = parameter.indexOf('=');
    String raw = equals < 0 ? parameter : parameter.substring(0, equals);
    String sent = beforeNul(URLDecoder.decode(raw, StandardCharsets.UTF_8)).strip();
    return sent.equalsIgnoreCase(name)
        || sent.regionMatches(true, 0, name + ".", 0, name.length() + 1)
        || plain(sent).equalsIgnoreCase(plain(name))
        || plain(owner(sent)).equalsIgnoreCase(plain(name));
  }

  /** Some servers read no further. */
  private static String beforeNul(String name) {
    int nul = name.indexOf('\0');
    return nul < 0 ? name : name.substring(0, nul);
  }

  /**
   * The name up to its brackets: {@code id[]}, {@code id[a]} and {@code [id]} say something about
   * {@code id} where parameters are made into arrays and objects.
   */
  private static String owner(String name) {
    int from = name.startsWith("[") ? 1 : 0;
    int to = from;
    while (to < name.length() && name.charAt(to) != '[' && name.charAt(to) != ']') {
      to++;
    }
    return name.substring(from, to);
  }

  /** The name where only letters, digits and underscores make one, as in PHP. */
  private static String plain(String name) {
    return name.stripLeading().replace(' ', '_').replace('.', '_').replace('[', '_');
  }
}
