package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.text.NormalText;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a short name mean, which most documents repeat in each of their rows: see
 * {@link SafetyScan#again}. Immutable.
 */
public final class ReadName {
  private static final int LONGEST = 11; // letters; longer words may be several in one

  private final int length;
  private final int[] meanings;

  private ReadName(int length, int[] meanings) {
    this.length = length;
    this.meanings = meanings;
  }

  /**
   * Reads short words that are joined by dashes alone, as most names and many values of documents
   * are: nothing can be hidden in them, and they are no code. Null when there is anything else.
   */
  public static @Nullable ReadName of(NormalText text) {
    int words = words(text);
    return words == 0 ? null : of(text, words);
  }

  /** Reads so many of them. */
  static ReadName of(NormalText text, int count) {
    char[] chars = text.chars();
    int[] meanings = new int[count];
    int start = 0;
    int words = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || !CharKind.isLetter(chars[at])) {
        meanings[words++] = Grammar.INSTANCE.lexicon().meaning(chars, start, at);
        start = at + 1;
      }
    }
    return new ReadName(text.length(), meanings);
  }

  /** How many words that is; 0 when there is anything else. */
  static int words(NormalText text) {
    char[] chars = text.chars();
    int start = 0;
    int words = 1;
    for (int at = 0; at < text.length(); at++) {
      boolean joint = chars[at] == '_' || chars[at] == '-';
      if (joint ? at == start : !CharKind.isLetter(chars[at]) || at - start >= LONGEST) {
        return 0;
      }
      start = joint ? at + 1 : start;
      words += joint ? 1 : 0;
    }
    return words;
  }

  /** How many characters it has. */
  int length() {
    return length;
  }

  /** The meaning of each of its words. Not a copy. */
  int[] meanings() {
    return meanings;
  }
}
