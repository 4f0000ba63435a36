package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The two header parameters that matter (RFC 7515 section 4.1). Keys a token brings along ({@code
 * jwk}, {@code jku}, {@code x5u}, {@code x5c}) are not even looked at.
 *
 * @param algorithm the algorithm, one of those allowed
 * @param kid names the key; null when the token names none
 */
record TokenHeader(JWSAlgorithm algorithm, @Nullable String kid) {
  /** RFC 9068 section 2.1; logout and other tokens name types of their own. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /** Why a header is refused, null when it is not. */
  static @Nullable Reason refuses(JsonNode header, Map<String, JWSAlgorithm> allowed) {
    if (!header.isObject()) {
      return Reason.MALFORMED_TOKEN;
    }
    if (!allowed.containsKey(header.path("alg").stringValue(""))) {
      return Reason.ALG_NOT_ALLOWED;
    }
    // An extension we must know, another signing input (RFC 7797), a small token that grows.
    if (header.has("crit") || header.has("b64") || header.has("zip")) {
      return Reason.UNSUPPORTED_HEADER;
    }
    if (header.has("typ") && !isAccessTokenType(header.path("typ"))) {
      return Reason.TYPE_NOT_ALLOWED;
    }
    return header.has("kid") && !header.path("kid").isString() ? Reason.MALFORMED_TOKEN : null;
  }

  /** The parameters of a header that is not refused. */
  static TokenHeader of(JsonNode header, Map<String, JWSAlgorithm> allowed) {
    JWSAlgorithm algorithm = allowed.get(header.path("alg").stringValue(""));
    if (algorithm == null) {
      throw new IllegalArgumentException("alg: (expected: an allowed one)");
    }
    return new TokenHeader(algorithm, header.path("kid").stringValueOpt().orElse(null));
  }

  private static boolean isAccessTokenType(JsonNode type) {
    return TYPES.contains(type.stringValue("").toLowerCase(Locale.ROOT));
  }
}
