package io.gatewaystack.context.net;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one reading of a request path. A path that two parsers could read differently is not read at
 * all: dot segments, {@code ;}, {@code \}, {@code //} and control characters, and a dot, a slash,
 * {@code ;}, {@code \}, CR, LF or NUL that is percent-encoded, once or more often. So is what is
 * encoded more than five times.
 */
public final class RequestPath {
  private static final int MOST_ENCODINGS = 4;

  private RequestPath() {}

  /**
   * Decodes a path once.
   *
   * @param raw the path as sent, without query
   * @return the decoded path; empty when the path is not acceptable
   */
  public static Optional<String> decode(String raw) {
    if (isSimple(raw)) {
      return Optional.of(raw);
    }
    if (!raw.startsWith("/") || !raw.chars().allMatch(RequestPath::isPathCharacter)) {
      return Optional.empty();
    }
    if (raw.indexOf('%') < 0) {
      return isPlain(raw) ? Optional.of(raw) : Optional.empty();
    }
    return hidesStructure(raw)
        ? Optional.empty()
        : percentDecoded(raw).filter(RequestPath::isPlain);
  }

  /**
   * The decoded path of an application, for taking it off the paths of requests.
   *
   * @param contextPath as its {@code ServletContext} says, encoded or not. Not as a request says:
   *     there, containers may give the client's own spelling of it
   */
  public static String ofApplication(String contextPath) {
    return decode(contextPath).orElse(contextPath);
  }

  /** The usual path, in one pass: no character means anything, no segment starts with a dot. */
  private static boolean isSimple(String raw) {
    char before = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean simple =
          switch (c) {
            case '/' -> before != '/';
            case '.' -> before != '/';
            case '-', '_', '~', ':', '@' -> true;
            default -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
          };
      if (!simple) {
        return false;
      }
      before = c;
    }
    return raw.startsWith("/");
  }

  /** A {@code ?} or {@code #} would end the path for the next reader. */
  private static boolean isPathCharacter(int c) {
    return c > 0x20 && c < 0x7F && c != '?' && c != '#';
  }

  private static boolean isPlain(String path) {
    return !path.contains("//")
        && path.indexOf('\\') < 0
        && path.indexOf(';') < 0
        && path.chars().noneMatch(Character::isISOControl)
        && !hasDotSegment(path)
        && !hidesStructureDeeper(path);
  }

  /** What is still encoded after one decoding was encoded twice; a careless server goes on. */
  private static boolean hidesStructureDeeper(String decoded) {
    String current = decoded;
    for (int more = 0; more < MOST_ENCODINGS; more++) {
      if (hidesStructure(current)) {
        return true;
      }
      String next = carelesslyDecoded(current);
      if (next.equals(current)) {
        return false;
      }
      current = next;
    }
    return true;
  }

  /** Decodes the codes there are and leaves alone what is none. */
  private static String carelesslyDecoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder decoded = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int value = path.charAt(i) == '%' && i + 2 < path.length() ? hex(path, i + 1) : -1;
      decoded.append(value < 0 ? path.charAt(i) : (char) value);
      i += value < 0 ? 0 : 2;
    }
    return decoded.toString();
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

  /** Whether a percent code stands for structure, however often its percent sign is encoded. */
  private static boolean hidesStructure(String path) {
    for (int percent = path.indexOf('%'); percent >= 0; percent = path.indexOf('%', percent + 1)) {
      int code = percent + 1;
      while (path.startsWith("25", code)) {
        code += 2;
      }
      if (code + 2 <= path.length() && isStructure(hex(path, code))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStructure(int c) {
    return switch (c) {
      case '.', '/', '\\', ';', '\r', '\n', 0 -> true;
      default -> false; // any other control character is refused once it is decoded
    };
  }

  /** The value of two hexadecimal digits; negative when there are none. */
  private static int hex(String path, int at) {
    int high = Character.digit(path.charAt(at), 16);
    int low = Character.digit(path.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static Optional<String> percentDecoded(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int value = i + 2 < raw.length() ? hex(raw, i + 1) : -1;
        if (value < 0) {
          return Optional.empty();
        }
        bytes.put((byte) value);
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
