package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonCursor;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SHA-256 of a JSON value as such, however it is written: members in order of their names (as
 * in RFC 8785), strings decoded, numbers by their exact value. Every part is preceded by its kind
 * and length, so that no two values have the same bytes.
 */
final class CanonicalDigest {
  private CanonicalDigest() {}

  /** The digest of the value a cursor stands on. */
  static byte[] of(JsonCursor cursor) {
    MessageDigest digest = sha256();
    if (cursor.isObject()) {
      SortedMap<String, byte[]> members = new TreeMap<>();
      cursor.enter();
      while (cursor.next()) {
        members.put(cursor.key(), of(cursor));
      }
      cursor.leave();
      digest.update((byte) 'o');
      members.forEach((name, value) -> member(digest, name, value));
    } else if (cursor.isArray()) {
      digest.update((byte) 'a');
      cursor.enter();
      while (cursor.next()) {
        digest.update(of(cursor));
      }
      cursor.leave();
    } else if (cursor.isString()) {
      digest.update((byte) 's');
      text(digest, cursor.text());
    } else {
      scalar(digest, cursor.raw());
    }
    return digest.digest();
  }

  /** The digest of named digests. */
  static byte[] of(Map<String, String> parts) {
    MessageDigest digest = sha256();
    parts.forEach((name, value) -> member(digest, name, HexFormat.of().parseHex(value)));
    return digest.digest();
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static void member(MessageDigest digest, String name, byte[] value) {
    text(digest, name);
    digest.update(value);
  }

  /** {@code true}, {@code false}, {@code null} or a number, of at most a thousand digits. */
  private static void scalar(MessageDigest digest, String raw) {
    char first = raw.charAt(0);
    boolean number = first == '-' || first >= '0' && first <= '9';
    digest.update((byte) (number ? 'n' : 'c'));
    text(digest, number ? number(raw) : raw);
  }

  /** The exact value; of a number that is too large or small to be one, how it is written. */
  private static String number(String raw) {
    try {
      return new BigDecimal(raw).stripTrailingZeros().toString();
    } catch (ArithmeticException | NumberFormatException e) {
      return raw;
    }
  }

  private static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
