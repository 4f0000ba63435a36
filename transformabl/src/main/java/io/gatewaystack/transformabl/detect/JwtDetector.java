package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/**
 * JSON Web Tokens in compact form (RFC 7515 section 7.1, RFC 7516 section 7.1): parts of base64url,
 * the first of which is an object.
 */
final class JwtDetector extends Detector {
  /** What the start of an object becomes in base64. */
  private static final String OBJECT = "eyJ";

  /** Parts of an encrypted token; a signed one has three. */
  private static final int PARTS = 5;

  private static final int SHORTEST = 32;
  private static final int SHORTEST_PIECE = 4;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.KEY);
  }

  @Override
  public boolean startsWith(char first) {
    return first == OBJECT.charAt(0);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    char before = text.at(at - 1);
    if (!isObject(text, at) || before == '.' || before == '-' || before == '_') {
      return false;
    }
    int end = brokenEnd(text, at, partEnd(text, at));
    int whole = end;
    int parts = 1;
    while (parts < PARTS && text.at(end) == '.') {
      int part = end + 1;
      end = partEnd(text, part);
      end = parts < 2 ? brokenEnd(text, part, end) : end;
      parts++;
      whole = text.at(end - 1) == '.' ? whole : end;
    }
    reading.skipTo(end);
    int dots = dots(text, at, whole);
    return dots >= 2 && whole - at >= SHORTEST && reading.add(at, whole, Strength.STRONG, "header");
  }

  /** Where a part ends that goes on in the next line, up to a point; its end if it does not. */
  private static int brokenEnd(NormalText text, int from, int end) {
    int next = end - from >= SHORTEST_PIECE ? BrokenKey.behindBreak(text, end) : end;
    int rest = next > end ? partEnd(text, next) : end;
    return rest - next >= SHORTEST_PIECE && text.at(rest) == '.' ? rest : end;
  }

  private static int dots(NormalText text, int from, int to) {
    int dots = 0;
    for (int i = from; i < to; i++) {
      dots += text.at(i) == '.' ? 1 : 0;
    }
    return dots;
  }

  private static boolean isObject(NormalText text, int at) {
    return text.at(at) == OBJECT.charAt(0)
        && text.at(at + 1) == OBJECT.charAt(1)
        && text.at(at + 2) == OBJECT.charAt(2);
  }

  private static int partEnd(NormalText text, int from) {
    int end = from;
    while (text.isAlphanumeric(end) || text.at(end) == '-' || text.at(end) == '_') {
      end++;
    }
    return end;
  }
}
