package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a JWK Set (RFC 7517) key by key: what is not fit to verify with is left out, the others
 * stay. Members that are not needed, such as certificates, are not read.
 */
final class JwkReader {
  private static final int MOST_KEYS = 100;

  private final Set<JWSAlgorithm> allowed;

  JwkReader(Collection<JWSAlgorithm> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * The usable keys of a set, perhaps none.
   *
   * @throws IllegalArgumentException when the bytes are no JWK Set
   */
  KeySet read(byte[] json) {
    List<VerificationKey> usable = new ArrayList<>();
    JwkSet.keys(json, MOST_KEYS).forEach(jwk -> readKey(jwk).ifPresent(usable::add));
    return KeySet.of(usable);
  }

  private Optional<VerificationKey> readKey(JsonNode jwk) {
    if (!isForSignatures(jwk)) {
      return Optional.empty();
    }
    try {
      return switch (jwk.path("kty").stringValue("")) {
        case "RSA" -> rsa(jwk);
        case "EC" -> ec(jwk);
        default -> Optional.empty();
      };
    } catch (JOSEException | RuntimeException e) {
      return Optional.empty(); // not the numbers of a key
    }
  }

  /** RFC 7517 section 4: what is absent does not restrict, what is there must fit. */
  private static boolean isForSignatures(JsonNode jwk) {
    JsonNode use = jwk.get("use");
    JsonNode operations = jwk.get("key_ops");
    boolean forUse = use == null || use.stringValue("").equals("sig");
    boolean forOperation = operations == null || PlainJson.strings(operations).contains("verify");
    return forUse && forOperation && isStringOrAbsent(jwk.get("kid"));
  }

  private static boolean isStringOrAbsent(@Nullable JsonNode node) {
    return node == null || node.isString();
  }

  private Optional<VerificationKey> rsa(JsonNode jwk) throws JOSEException {
    RSAPublicKey key =
        new RSAKey.Builder(base64(jwk, "n"), base64(jwk, "e")).build().toRSAPublicKey();
    if (!RsaStrength.suffices(key)) {
      return Optional.empty();
    }
    Set<JWSAlgorithm> algorithms = algorithms(jwk, JWSAlgorithm.Family.RSA);
    return Optional.of(algorithms)
        .filter(a -> !a.isEmpty())
        .map(a -> new VerificationKey(kid(jwk), a, key));
  }

  private Optional<VerificationKey> ec(JsonNode jwk) throws JOSEException {
    Curve curve = Curve.parse(jwk.path("crv").stringValue());
    var key = new ECKey.Builder(curve, base64(jwk, "x"), base64(jwk, "y")).build().toECPublicKey();
    Set<JWSAlgorithm> ofCurve =
        JWSAlgorithm.Family.EC.stream()
            .filter(a -> Curve.forJWSAlgorithm(a).contains(curve))
            .collect(Collectors.toSet());
    return Optional.of(algorithms(jwk, ofCurve))
        .filter(a -> !a.isEmpty())
        .map(a -> new VerificationKey(kid(jwk), a, key));
  }

  /** The allowed algorithms of a family, only the key's own one when it names one. */
  private Set<JWSAlgorithm> algorithms(JsonNode jwk, Set<JWSAlgorithm> family) {
    JsonNode own = jwk.get("alg");
    return family.stream()
        .filter(allowed::contains)
        .filter(a -> own == null || a.getName().equals(own.stringValue("")))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Base64URL base64(JsonNode jwk, String member) {
    return new Base64URL(jwk.path(member).stringValue());
  }

  private static @Nullable String kid(JsonNode jwk) {
    return jwk.path("kid").stringValueOpt().orElse(null);
  }
}
