package io.gatewaystack.context.denial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code WWW-Authenticate: Bearer} header must say (RFC 6750 section 3, RFC 9728 section
 * 5.1). Where the metadata lives is the adapter's knowledge and is added when the header is
 * written.
 *
 * @param scopes every scope the operation needs, base scopes included; may be empty. A list longer
 *     than 2 048 characters is left to the metadata
 * @param credentialPresented whether the caller sent a credential; only then may the header carry
 *     {@code error} and {@code error_description}
 */
public record Challenge(List<String> scopes, boolean credentialPresented) {
  /**
   * A longer value is not written: servers and proxies on the way fail on fields that are too long,
   * and a refusal would turn into their failure. Clients find scopes in the metadata, too.
   */
  private static final int MOST_CHARACTERS = 2_048;

  /** Copies the scopes and refuses characters that RFC 6749 appendix A.4 does not allow in one. */
  public Challenge {
    scopes = List.copyOf(scopes);
    for (String scope : scopes) {
      if (!isScopeToken(scope)) {
        throw new IllegalArgumentException("scope: (expected: 1*( %x21 / %x23-5B / %x5D-7E ))");
      }
    }
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
      append(header, "error_description", denial.description());
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
    if (value.length() > MOST_CHARACTERS) {
      return;
    }
    header.append(", ").append(name).append("=\"");
    value
        .chars()
        .filter(c -> c >= 0x20 && c < 0x7F && c != '"' && c != '\\')
        .forEach(c -> header.append((char) c));
    header.append('"');
  }
}
