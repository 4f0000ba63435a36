package io.gatewaystack.context.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Compares the reading of paths with a slow one that says what is meant: decode as often as
 * anything is left to decode, and accept only what never meant structure on the way.
 */
class RequestPathReferenceTest {
  private static final int ROUNDS = 30_000;
  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "/",
          ".",
          "..",
          "%2e",
          "%2E",
          "%252e",
          "%25",
          "25",
          "2e",
          "2f",
          "%",
          "%2",
          "%2f",
          "%5c",
          "\\",
          ";",
          "%3b",
          "%253b",
          "a",
          "b",
          "api",
          "%61",
          "%2561",
          "%00",
          "%0a",
          "%c3%b6",
          "%c0%ae",
          "%e0%80%af",
          "%ed%a0%80",
          "%f0%9f%98%80",
          "%20",
          "+",
          "~",
          "%7f",
          "%c2%85",
          "é",
          " ",
          "?",
          "#",
          "%zz",
          "%32",
          "%65",
          "%66",
          "6",
          "5",
          "e",
          "f");

  private static final Pattern CODE = Pattern.compile("%[0-9a-fA-F]{2}");
  private static final String CODES = "22256eEfFcC50a3b/";

  @Test
  void acceptsExactlyWhatNeverMeansStructure() {
    SplittableRandom random = new SplittableRandom(7);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder raw = new StringBuilder("/");
      if (i % 2 == 0) {
        for (int n = random.nextInt(8); n > 0; n--) {
          raw.append(PIECES.get(random.nextInt(PIECES.size())));
        }
      } else { // codes within codes
        for (int n = random.nextInt(5); n > 0; n--) {
          raw.append("%25".repeat(random.nextInt(3)));
          raw.append(CODES.charAt(random.nextInt(CODES.length())));
        }
      }
      Optional<String> expected = reference(raw.toString());
      Optional<String> read = RequestPath.decode(raw.toString());
      if (!read.equals(expected)) {
        throw new AssertionError(raw + " is " + read + " instead of " + expected);
      }
      accepted += read.isPresent() ? 1 : 0;
    }
    assertThat(accepted).isBetween(ROUNDS / 50, ROUNDS * 9 / 10); // both sides were tried
  }

  private static Optional<String> reference(String raw) {
    if (!raw.startsWith("/") || !raw.matches("[!-~&&[^?#]]*")) {
      return Optional.empty();
    }
    String decoded = once(raw);
    if (decoded == null || meansStructure(raw, false) || meansStructure(decoded, true)) {
      return Optional.empty();
    }
    String before = decoded;
    for (int more = 1; !lenient(before).equals(before); more++) {
      if (revealsStructure(before) || more == 4) {
        return Optional.empty();
      }
      before = lenient(before);
    }
    return revealsStructure(raw) ? Optional.empty() : Optional.of(decoded);
  }

  /** One strict decoding; null when a code is broken or the bytes are not UTF-8. */
  private static String once(String path) {
    ByteBuffer bytes = ByteBuffer.allocate(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '%') {
        bytes.put((byte) path.charAt(i));
      } else if (isCode(path, i)) {
        bytes.put((byte) Integer.parseInt(path.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isCode(String path, int at) {
    return at + 3 <= path.length() && CODE.matcher(path).region(at, at + 3).matches();
  }

  /** One decoding by somebody who leaves alone what is no code. */
  private static String lenient(String path) {
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      if (isCode(path, i)) {
        decoded.append((char) Integer.parseInt(path.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        decoded.append(path.charAt(i));
      }
    }
    return decoded.toString();
  }

  /** Whether a code in a path stands for structure. */
  private static boolean revealsStructure(String path) {
    for (String code : List.of("2e", "2f", "5c", "3b", "00", "0a", "0d")) {
      if (path.toLowerCase(Locale.ROOT).contains("%" + code)) {
        return true;
      }
    }
    return false;
  }

  private static boolean meansStructure(String path, boolean decoded) {
    return path.contains("//")
        || path.contains("\\")
        || path.contains(";")
        || decoded && path.chars().anyMatch(Character::isISOControl)
        || Arrays.stream(path.split("/", -1)).anyMatch(s -> s.equals(".") || s.equals(".."));
  }
}
