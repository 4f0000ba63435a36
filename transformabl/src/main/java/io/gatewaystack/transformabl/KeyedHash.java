package io.gatewaystack.transformabl;

import java.util.List;
import java.util.Locale;

/** See {@link Redaction#hash(byte[])}. */
final class KeyedHash implements Redaction {
  private static final int MIN_KEY_BYTES = 32;
  private static final int SHOWN_BYTES = 10;

  private final Hmac hmac;

  KeyedHash(byte[] key) {
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "key: %d bytes (expected: at least %d)".formatted(key.length, MIN_KEY_BYTES));
    }
    hmac = new Hmac(key);
  }

  @Override
  public String mode() {
    return "hash";
  }

  /** Letters only, four bits each: digits could be taken for a number worth redacting. */
  @Override
  public String replace(PiiType type, String value) {
    byte[] digest = hmac.of(List.of(type.name(), value));
    StringBuilder text = new StringBuilder();
    text.append('[').append(type.name().toUpperCase(Locale.ROOT)).append(':');
    for (int i = 0; i < SHOWN_BYTES; i++) {
      text.append((char) ('a' + (digest[i] >> 4 & 0xF))).append((char) ('a' + (digest[i] & 0xF)));
    }
    return text.append(']').toString();
  }

  /** The key is never shown. */
  @Override
  public String toString() {
    return "Hash";
  }
}
