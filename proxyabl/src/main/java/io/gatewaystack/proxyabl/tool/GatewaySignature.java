package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.proxyabl.HeaderField;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a function that the gateway speaks, and for whom: {@code X-Gateway-Sig:
 * <uid>.<seconds>.<hex>} where the last part is HMAC-SHA256 over {@code <uid>.<seconds>}, and the
 * subject alone in {@code X-User-Uid}. Immutable and safe for use by several threads.
 */
public final class GatewaySignature {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final InstantSource clock;

  private GatewaySignature(SecretKeySpec key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Signs with a secret and the system's time.
   *
   * @param secret at least 32 characters; there is no default
   */
  public static GatewaySignature of(String secret) {
    return of(secret, InstantSource.system());
  }

  /** Signs with a secret and the time of a clock. */
  public static GatewaySignature of(String secret, InstantSource clock) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (secret.length() < 32) {
      throw new IllegalArgumentException(
          "signature secret: %d (expected: at least 32 characters)".formatted(secret.length()));
    }
    return new GatewaySignature(new SecretKeySpec(bytes, ALGORITHM), clock);
  }

  List<HeaderField> of(Identity caller) {
    String uid = HeaderField.ofFact("X-User-Uid", caller.subject()).value();
    String signed = uid + "." + clock.instant().getEpochSecond();
    return List.of(
        new HeaderField("X-User-Uid", uid),
        new HeaderField("X-Gateway-Sig", signed + "." + HexFormat.of().formatHex(mac(signed))));
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks " + ALGORITHM, e);
    }
  }
}
