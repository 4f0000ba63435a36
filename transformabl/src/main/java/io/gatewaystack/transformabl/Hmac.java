package io.gatewaystack.transformabl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) over a list of texts. Safe for use by several threads. */
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac keyed; // only ever cloned: setting up the key costs more than a short digest

  Hmac(byte[] key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** 32 bytes; different lists never look the same, because each part comes with its length. */
  byte[] of(Iterable<String> parts) {
    Mac mac = copy();
    for (String part : parts) {
      byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
      mac.update(utf8);
    }
    return mac.doFinal();
  }

  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's " + ALGORITHM + " cannot be copied", e);
    }
  }
}
