package io.gatewaystack.transformabl.safety;

import java.util.Arrays;

/**
 * Letters without the spaces between words: letters spelled one by one, several words written as
 * one, and scripts that need no spaces. Finds the words that cover most of them. Confined to one
 * scan.
 */
final class Run {
  private static final int LONGEST = 1024;
  private static final int FEW = 16;
  private static final int SHORTEST = 4; // fewer single letters are words or initials
  private static final int MOST_VAIN = 8_000; // each costs a microsecond
  private static final int LETTERS_PER_WORD = 5; // of what stands between known words
  private static final String COMMON =
      "am an as at be by do go if in is it me my no of on or so to up we ";
  private static final char BREAK = '\n';

  private final Grammar grammar;
  private final Lexicon lexicon;
  private final PhraseMatcher matcher;
  private char[] letters = new char[FEW];
  private int[] best = {}; // what can be covered from here on
  private int[] next = {}; // where the word ends that does it; 0 for none
  private int size;
  private int spelled;
  private int vain; // long words in which no others were found
  private boolean spelling;

  Run(Grammar grammar, PhraseMatcher matcher) {
    this.grammar = grammar;
    this.lexicon = grammar.lexicon();
    this.matcher = matcher;
  }

  /**
   * One letter that stands alone.
   *
   * @param far whether it stands further from the one before than letters of a word do
   */
  void letter(char c, boolean far) {
    if (size >= LONGEST - 2) {
      end();
    }
    if (size + 2 > letters.length) {
      letters = Arrays.copyOf(letters, LONGEST);
    }
    if (far && size > 0) {
      letters[size++] = BREAK;
    }
    letters[size++] = c;
    spelled++;
  }

  /** Gives back the room that reading took; no letters are being spelled. */
  void release() {
    letters = new char[FEW];
    best = new int[0];
    next = new int[0];
  }

  /** How many letters stood alone one after the other. */
  int size() {
    return spelled;
  }

  /** Whether letters are being spelled. */
  boolean isOpen() {
    return spelled >= SHORTEST - 1;
  }

  /** No more single letters follow. */
  void end() {
    if (size == 0) {
      return;
    }
    if (spelled >= SHORTEST) {
      for (int i = 0; i < size; i++) {
        letters[i] = Respelling.letter(letters[i]);
      }
      spelling = true;
      if (!told(letters, size, 2)) {
        matcher.pass(size / LETTERS_PER_WORD);
      }
      spelling = false;
    } else {
      for (int i = 0; i < size; i++) {
        if (letters[i] != BREAK) {
          matcher.word(lexicon.meaning(letters, i, i + 1));
        }
      }
    }
    size = 0;
    spelled = 0;
  }

  /** Words written as one, if known words make up most of it. */
  void joined(char[] text, int length) {
    if (vain < MOST_VAIN) {
      vain += told(text, length, 7) ? 0 : 1;
    } else {
      matcher.pass(length / LETTERS_PER_WORD);
    }
  }

  private boolean told(char[] text, int length, int tenths) {
    matcher.inAddress(true); // nobody talks about a thing by spelling it
    boolean words = cover(text, 0, length, 2) * 10 >= length * tenths;
    if (words) {
      tell(text, 0, length, LETTERS_PER_WORD);
    }
    return words;
  }

  /** A stretch of a script that needs no spaces. */
  void ideographs(char[] text, int from, int to) {
    for (int part = from; part < to; part += LONGEST) {
      int end = Math.min(to, part + LONGEST);
      cover(text, part, end, 1);
      tell(text, part, end, 2);
    }
  }

  /**
   * Finds, from the end to the start, the words that cover the most with the fewest.
   *
   * @return how many letters they cover
   */
  private int cover(char[] text, int from, int to, int shortest) {
    if (best.length <= to - from) {
      best = new int[2 * (to - from) + 1];
      next = new int[2 * (to - from)];
    }
    best[to - from] = 0;
    for (int at = to - 1; at >= from; at--) {
      coverFrom(text, from, at, to, shortest);
    }
    int covered = 0;
    for (int i = 0; i < to - from; i = Math.max(i + 1, next[i])) {
      covered += Math.max(0, next[i] - i);
    }
    return covered;
  }

  /** The same from one place on, when it is known for all places behind it. */
  private void coverFrom(char[] text, int from, int at, int to, int shortest) {
    int i = at - from;
    best[i] = best[i + 1];
    next[i] = 0;
    int end = Math.min(to, at + shortest);
    int node = lexicon.walk(Lexicon.ROOT, text, at, end);
    while (node != Lexicon.DEAD) {
      int score = (end - at) * 4 - 5 + best[end - from];
      boolean known = lexicon.word(node) != Lexicon.UNKNOWN && end - at >= shortest;
      if (known && score > best[i] && mayStand(node, text, at, end, to)) {
        best[i] = score;
        next[i] = end - from;
      }
      node = end < to ? lexicon.step(node, text[end++]) : Lexicon.DEAD;
    }
  }

  /** Two letters are a word by chance, and so are some names, unless they stand alone. */
  private boolean mayStand(int node, char[] text, int at, int end, int to) {
    boolean common = COMMON.indexOf(new String(text, at, end - at)) % 3 == 0;
    boolean chance =
        end - at == 2
            ? !common && !isIdeograph(text[at])
            : lexicon.word(node) > 0 && grammar.isName(lexicon.word(node));
    boolean alone = (end == to || text[end] == BREAK) && (at == 0 || text[at - 1] == BREAK);
    return spelling || alone || !chance;
  }

  private static boolean isIdeograph(char c) {
    return c >= 0x3040;
  }

  private void tell(char[] text, int from, int to, int perWord) {
    int unknown = 0;
    for (int i = 0; i < to - from; ) {
      if (next[i] == 0) {
        unknown++;
        i++;
        continue;
      }
      matcher.pass(unknown / perWord);
      unknown = 0;
      matcher.word(lexicon.meaning(text, from + i, from + next[i]));
      i = next[i];
    }
    matcher.pass(unknown / perWord);
  }
}
