package io.gatewaystack.transformabl;

import io.gatewaystack.context.response.UnfitAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds the tokens of a caller in text and says what they stand for. */
final class Restorer {
  private static final int LONGEST = 80; // a type's name has at most 64 characters

  private final PseudonymScope scope;
  private int maxMessageBytes = 8 << 20;

  Restorer(PseudonymScope scope) {
    this.scope = scope;
  }

  /** Takes over what the largest message may have; no answer grows by as much at a time. */
  void maxMessageBytes(int most) {
    maxMessageBytes = most;
  }

  /** Of a message in which nothing is restored yet. */
  Growth growth() {
    return new Growth(maxMessageBytes);
  }

  /** How much tokens that are restored together have added to a message. */
  static final class Growth {
    private final int most; // characters
    private long added;

    private Growth(int most) {
      this.most = most;
    }

    private void add(int characters) {
      added += characters;
      if (added > most) {
        throw new UnfitAnswer("restored_too_large");
      }
    }
  }

  /**
   * What to put in the place of tokens; those of nobody, or of another caller, stay.
   *
   * @throws UnfitAnswer when a few tokens said often would become very much
   */
  List<TextEdit> edits(String text, Growth growth) {
    List<TextEdit> edits = new ArrayList<>(0);
    for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
      int end = tokenEnd(text, at);
      String value = end < 0 ? null : scope.value(text.substring(at, end));
      if (value != null) {
        growth.add(value.length());
        edits.add(new TextEdit(at, end, value));
      }
    }
    return edits;
  }

  /** How much of a text certainly is not the beginning of a token that goes on behind it. */
  int decided(String text) {
    int last = text.lastIndexOf('[');
    boolean open = last >= 0 && text.length() - last < LONGEST;
    return open && scope.startsToken(text.substring(last)) ? last : text.length();
  }

  /** Tells of everything in a text that has the shape of a token. */
  static void each(String text, Consumer<String> token) {
    for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
      int end = tokenEnd(text, at);
      if (end > 0) {
        token.accept(text.substring(at, end));
      }
    }
  }

  /** Where something ends that has the shape of a token; -1 when it has not. */
  private static int tokenEnd(String text, int bracket) {
    int limit = Math.min(text.length(), bracket + LONGEST);
    int number = limit; // where it starts: behind the last low line
    for (int at = bracket + 1; at < limit; at++) {
      char c = text.charAt(at);
      if (c == ']') {
        return at > number ? at + 1 : -1;
      }
      if (c == '_') {
        number = at + 1;
      } else if (c >= 'A' && c <= 'Z') {
        number = limit;
      } else if (c < '0' || c > '9') {
        return -1;
      }
    }
    return -1;
  }
}
