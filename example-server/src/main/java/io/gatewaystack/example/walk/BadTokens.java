package io.gatewaystack.example.walk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.gatewaystack.example.demo.DemoIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens that must not be believed, each with the code it must be refused with. */
final class BadTokens {
  private BadTokens() {}

  static Map<String, String> byCode(DemoIssuer issuer, String audience) {
    Instant now = Instant.now();
    JWTClaimsSet good =
        new JWTClaimsSet.Builder()
            .issuer(issuer.issuer())
            .audience(audience)
            .subject("mallory")
            .claim("scope", "tool:write")
            .issueTime(Date.from(now.minus(Duration.ofHours(2))))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
            .build();
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("token_expired", issuer.sign(expired(good, now)));
    tokens.put(
        "invalid_audience",
        issuer.sign(new JWTClaimsSet.Builder(good).audience("https://other.example").build()));
    tokens.put(
        "invalid_issuer",
        issuer.sign(new JWTClaimsSet.Builder(good).issuer("https://evil.example/").build()));
    tokens.put("alg_not_allowed (none)", new PlainJWT(good).serialize());
    tokens.put("alg_not_allowed (HS256 with the public key)", macked(issuer, good));
    tokens.put("encrypted_token", "eyJhbGciOiJSU0EtT0FFUCJ9.AA.AA.AA.AA");
    return tokens;
  }

  private static JWTClaimsSet expired(JWTClaimsSet good, Instant now) {
    return new JWTClaimsSet.Builder(good)
        .expirationTime(Date.from(now.minus(Duration.ofHours(1))))
        .build();
  }

  private static String macked(DemoIssuer issuer, JWTClaimsSet claims) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a demo token could not be signed", e);
    }
  }
}
