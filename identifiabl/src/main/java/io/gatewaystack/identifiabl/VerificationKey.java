package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of an issuer that is fit to verify signatures.
 *
 * @param kid its name; null when the issuer gave it none
 * @param algorithms the allowed algorithms it may be used with; at least one
 * @param key the public key, RSA or EC
 */
record VerificationKey(@Nullable String kid, Set<JWSAlgorithm> algorithms, PublicKey key) {

  /** Whether the signature of a token was made with this key's private half. */
  boolean verifies(CompactToken token, JWSAlgorithm algorithm) {
    try {
      // A header of our own: what the token says beyond alg and kid never reaches the library.
      return verifier()
          .verify(new JWSHeader(algorithm), token.signingInput(), new Base64URL(token.signature()));
    } catch (JOSEException e) {
      return false; // the key or the signature cannot be worked with
    }
  }

  private JWSVerifier verifier() throws JOSEException {
    return key instanceof RSAPublicKey rsa
        ? new RSASSAVerifier(rsa)
        : new ECDSAVerifier((ECPublicKey) key);
  }
}
