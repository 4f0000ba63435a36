package io.gatewaystack.context.denial;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code WWW-Authenticate: Bearer} header must say (RFC 6750 section 3, RFC 9728 section
 * 5.1). Where the metadata lives is the adapter's knowledge and is added when the header is
 * written.
 *
 * @param scopes every scope the operation needs, base scopes included; may be empty, and is at most
 *     {@link #MAX_LENGTH} characters long
 * @param credentialPresented whether the caller sent a credential; only then may the header carry
 *     {@code error} and {@code error_description}
 */
public record Challenge(List<String> scopes, boolean credentialPresented) {
  /**
   * How many characters the scopes of a challenge may have together, with a space between two.
   * Servers and proxies fail on fields that are too long (all fields of an answer together: 4 KiB
   * in nginx, 8 KiB in Jetty, unless told otherwise), and the refusal would turn into their
   * failure.
   */
  public static final int MAX_LENGTH = 2_048;

  /** A longer sentence stands in the body only. */
  private static final int LONGEST_DESCRIPTION = 512;

  /** Copies the scopes; refuses what {@link #check} refuses. */
  public Challenge {
    scopes = List.copyOf(scopes);
    check("scopes", scopes);
  }

  /**
   * Refuses scopes that no challenge could name: for whoever is told at the start what to ask
   * clients for later.
   *
   * @param setting what names them
   * @throws IllegalArgumentException when one holds a character that RFC 6749 appendix A.4 does not
   *     allow, or all of them are longer than {@link #MAX_LENGTH}; the message names the setting
   */
  public static void check(String setting, Collection<String> scopes) {
    for (String scope : scopes) {
      if (!isScopeToken(scope)) {
        throw new IllegalArgumentException(
            setting + ": (expected: scope tokens of RFC 6749, 1*( %x21 / %x23-5B / %x5D-7E ))");
      }
    }
    if (!fits(scopes)) {
      throw new IllegalArgumentException(
          "%s: (expected: scopes of at most %d characters together; these have %d)"
              .formatted(setting, MAX_LENGTH, length(scopes)));
    }
  }

  /** Whether a challenge can name scopes together. */
  public static boolean fits(Collection<String> scopes) {
    return length(scopes) <= MAX_LENGTH;
  }

  private static int length(Collection<String> scopes) {
    return String.join(" ", scopes).length();
  }

  /** The challenge for a caller who sent no credential. */
  public static Challenge missing(List<String> scopes) {
    return new Challenge(scopes, false);
  }

  /** The challenge for a caller whose credential does not suffice. */
  public static Challenge insufficient(List<String> scopes) {
    return new Challenge(scopes, true);
  }

  /** Whether a text is a scope token of RFC 6749 appendix A.4. */
  public static boolean isScopeToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\');
  }

  /**
   * The header's value, in one line.
   *
   * @param metadataUrl absolute URL of the protected resource metadata; null when none is known
   * @param denial the refusal that carries this challenge
   */
  String headerValue(@Nullable String metadataUrl, Denial denial) {
    StringBuilder header = new StringBuilder(160).append("Bearer realm=\"mcp\"");
    if (metadataUrl != null) {
      append(header, "resource_metadata", metadataUrl);
    }
    if (!scopes.isEmpty()) {
      append(header, "scope", String.join(" ", scopes));
    }
    if (credentialPresented) {
      append(header, "error", errorCode(denial));
      if (denial.description().length() <= LONGEST_DESCRIPTION) {
        append(header, "error_description", denial.description());
      }
    }
    return header.toString();
  }

  /** RFC 6750 section 3.1 knows three codes; ours that are finer stay in the body. */
  private static String errorCode(Denial denial) {
    return switch (denial.status()) {
      case 403 -> "insufficient_scope";
      case 400 -> "invalid_request";
      default -> "invalid_token";
    };
  }

  private static void append(StringBuilder header, String name, String value) {
    header.append(", ").append(name).append("=\"");
    value
        .chars()
        .filter(c -> c >= 0x20 && c < 0x7F && c != '"' && c != '\\')
        .forEach(c -> header.append((char) c));
    header.append('"');
  }
}
