package io.gatewaystack.context.net;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The one reading of a request path. A path that two parsers could read differently is not read at
 * all: dot segments, {@code ;}, {@code \}, {@code //}, control characters, and each of these or a
 * slash percent-encoded, once or twice.
 */
public final class RequestPath {
  private RequestPath() {}

  /**
   * Decodes a path once.
   *
   * @param raw the path as sent, without query
   * @return the decoded path; empty when the path is not acceptable
   */
  public static Optional<String> decode(String raw) {
    if (!raw.startsWith("/") || !raw.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      return Optional.empty();
    }
    if (raw.indexOf('%') < 0) {
      return isPlain(raw) ? Optional.of(raw) : Optional.empty();
    }
    return hidesStructure(raw)
        ? Optional.empty()
        : percentDecoded(raw).filter(RequestPath::isPlain);
  }

  private static boolean isPlain(String path) {
    return !path.contains("//")
        && path.indexOf('\\') < 0
        && path.indexOf(';') < 0
        && path.chars().noneMatch(Character::isISOControl)
        && !hasDotSegment(path)
        && !hidesStructure(path); // what is still encoded after one decoding was encoded twice
  }

  private static boolean hasDotSegment(String path) {
    int at = path.indexOf("/.");
    while (at >= 0) {
      int end = at + 2;
      if (end < path.length() && path.charAt(end) == '.') {
        end++;
      }
      if (end == path.length() || path.charAt(end) == '/') {
        return true;
      }
      at = path.indexOf("/.", at + 1);
    }
    return false;
  }

  private static boolean hidesStructure(String path) {
    for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
      String code =
          path.substring(at + 1, Math.min(at + 3, path.length())).toLowerCase(Locale.ROOT);
      switch (code) {
        case "2e", "2f", "5c", "3b", "00" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private static Optional<String> percentDecoded(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
