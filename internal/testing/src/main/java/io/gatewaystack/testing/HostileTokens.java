package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that must be refused. Each differs from a token the issuer would mint for the audience in
 * exactly the one way its method names.
 */
public final class HostileTokens {
  private static final Duration DAY = Duration.ofDays(1);

  private final TestIssuer issuer;
  private final String audience;

  HostileTokens(TestIssuer issuer, String audience) {
    this.issuer = issuer;
    this.audience = audience;
  }

  /** All of them by a readable name, for parameterised tests. */
  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("alg none", algNone("none"));
    all.put("alg nOnE", algNone("nOnE"));
    all.put("HS256 with the public PEM", hs256WithPublicPem());
    all.put("HS256 with the public DER", hs256WithPublicDer());
    all.put("expired", expired());
    all.put("not yet valid", notYetValid());
    all.put("wrong audience", wrongAudience());
    all.put("wrong issuer", wrongIssuer());
    all.put("encrypted", encryptedShape());
    all.put("unknown kid", unknownKid());
    all.put("stranger's key under a known kid", strangersKey());
    all.put("stranger's key in the header", strangersKeyInHeader());
    all.put("critical extension", criticalExtension());
    all.put("tampered signature", tamperedSignature());
    all.put("tampered payload", tamperedPayload());
    all.put("no signature", noSignature());
    return all;
  }

  /** Unsigned, {@code alg} being any spelling of "none". */
  public String algNone(String spelling) {
    return good().header("alg", spelling).signingInput() + '.';
  }

  /** HMAC keyed with the published key in PEM: the classic algorithm confusion. */
  public String hs256WithPublicPem() {
    return hs256(issuer.key().publicPem().getBytes(UTF_8));
  }

  /** HMAC keyed with the published key in DER. */
  public String hs256WithPublicDer() {
    return hs256(issuer.key().publicDer());
  }

  /** Expired a day ago. */
  public String expired() {
    return good()
        .claim("iat", seconds(DAY.multipliedBy(-2)))
        .claim("exp", seconds(DAY.negated()))
        .mint();
  }

  /** Valid from tomorrow on. */
  public String notYetValid() {
    return good().claim("nbf", seconds(DAY)).claim("exp", seconds(DAY.multipliedBy(2))).mint();
  }

  /** For somebody else. */
  public String wrongAudience() {
    return good().audience(audience + "-other").mint();
  }

  /** Signed with the right key in the name of another issuer. */
  public String wrongIssuer() {
    return good().issuer(issuer.issuer() + "/other").mint();
  }

  /** Five parts, as a JWE has; nothing in it decrypts. */
  public String encryptedShape() {
    String header = Jose.encode(Jose.json(Map.of("alg", "RSA-OAEP-256", "enc", "A256GCM")));
    return String.join(".", header, "AAAA", "AAAA", "AAAA", "AAAA");
  }

  /** Signed with a key nobody published. */
  public String unknownKid() {
    return good().signedBy(SigningKey.generate("unpublished")).mint();
  }

  /** Signed with a stranger's key that calls itself by the issuer's key id. */
  public String strangersKey() {
    return good().signedBy(SigningKey.generate(issuer.key().kid())).mint();
  }

  /** Signed with a stranger's key that travels in the {@code jwk} header. */
  public String strangersKeyInHeader() {
    SigningKey stranger = SigningKey.generate("stranger");
    return good().signedBy(stranger).header("jwk", stranger.jwk()).mint();
  }

  /** Properly signed, with a {@code crit} extension nobody knows (RFC 7515 section 4.1.11). */
  public String criticalExtension() {
    return good().header("crit", List.of("unheard-of")).header("unheard-of", true).mint();
  }

  /** One bit of the signature flipped. */
  public String tamperedSignature() {
    String input = good().signingInput();
    byte[] signature = issuer.key().sign(input);
    signature[signature.length / 2] ^= 1;
    return input + '.' + Jose.encode(signature);
  }

  /** The signature of one subject's token under another subject's claims. */
  public String tamperedPayload() {
    String signature = Jose.encode(issuer.key().sign(good().signingInput()));
    return good().subject("admin").signingInput() + '.' + signature;
  }

  /** Header and payload of a good token, an empty signature. */
  public String noSignature() {
    return good().signingInput() + '.';
  }

  private TokenBuilder good() {
    return issuer.token().audience(audience);
  }

  private long seconds(Duration fromNow) {
    Instant now = issuer.clock().instant();
    return now.plus(fromNow).getEpochSecond();
  }

  private String hs256(byte[] secret) {
    String input = good().header("alg", "HS256").signingInput();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return input + '.' + Jose.encode(mac.doFinal(input.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
