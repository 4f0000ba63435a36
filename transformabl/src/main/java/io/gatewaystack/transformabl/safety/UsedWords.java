package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.detect.Sweep;
import java.util.Arrays;

/**
 * What is known of words of two to {@value #LONGEST} letters of ASCII that were read lately: texts
 * use some words again and again, and one look here takes the place of a walk through the {@link
 * Lexicon}. All of it follows from the letters, so which words are kept makes a difference to
 * nothing but time, and scans may share it. Safe for use by several threads.
 */
final class UsedWords {
  /** Letters of the longest word. */
  static final int LONGEST = 2 * Long.BYTES;

  private static final int SLOT_BITS = 10;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  // The facts of a word, from the lowest bit on: its node, its meaning, what follows.
  private static final int MEANING_AT = 16;
  private static final long CODE = 1L << 32;
  private static final long ODD = 1L << 33;
  private static final long STOP = 1L << 34;
  private static final int LETTERS_AT = 35;

  private static final Word NONE = new Word(0, 0, 0);

  private final Lexicon lexicon = Grammar.INSTANCE.lexicon();
  private final CodeSigns signs = CodeSigns.INSTANCE;
  private final Word[] words = new Word[1 << SLOT_BITS];

  /** A word: its first eight letters, the others, and what is known of it. */
  private record Word(long head, long tail, long facts) {

    boolean is(long first, long others) {
      return head == first && tail == others;
    }
  }

  UsedWords() {
    Arrays.fill(words, NONE);
  }

  /**
   * Whatever the methods below tell of a word.
   *
   * @param head its first eight letters in lower case, a byte each
   * @param tail its other letters
   * @param respelling reads it as another word if it is none
   */
  long of(char[] chars, int from, int to, long head, long tail, Respelling respelling) {
    int slot = (int) ((head ^ Long.rotateLeft(tail, 23)) * MIX >>> Long.SIZE - SLOT_BITS);
    Word word = words[slot];
    if (word.is(head, tail)) {
      return word.facts;
    }
    Word other = words[slot ^ 1]; // two words that share a slot do not drive each other out
    if (other.is(head, tail)) {
      return other.facts;
    }
    long facts = find(chars, from, to, respelling);
    words[slot ^ 1] = word;
    words[slot] = new Word(head, tail, facts);
    return facts;
  }

  private long find(char[] chars, int from, int to, Respelling respelling) {
    int node = lexicon.walk(Lexicon.ROOT, chars, from, to);
    int meaning = lexicon.word(node);
    boolean odd = meaning == Lexicon.UNKNOWN && to - from >= WordMeanings.JOINED;
    if (meaning == Lexicon.UNKNOWN && to - from >= WordMeanings.SHORT && !odd) {
      meaning = Math.max(Lexicon.UNKNOWN, respelling.meaningOfLetters(chars, from, to));
    }
    return node
        | (meaning & 0xFFFFL) << MEANING_AT
        | (signs.mayStart(chars, from, to) ? CODE : 0)
        | (odd ? ODD : 0)
        | (Sweep.mayStopAt(chars, from, to - from) ? STOP : 0)
        | (long) lexicon.lettersBehind(node) << LETTERS_AT;
  }

  /** The node behind the word. */
  static int node(long facts) {
    return (int) facts & 0xFFFF;
  }

  /** Its meaning, or that of the word it was made from unless that means nothing. */
  static int meaning(long facts) {
    return (short) (facts >>> MEANING_AT);
  }

  /** Whether a sign of code can start with it in a text without marks. */
  static boolean mayStartCode(long facts) {
    return (facts & CODE) != 0;
  }

  /** Whether it is unknown and so long that it may be anything. */
  static boolean isOdd(long facts) {
    return (facts & ODD) != 0;
  }

  /** Whether a sweep for personal data may stop at it. */
  static boolean mayStopSweep(long facts) {
    return (facts & STOP) != 0;
  }

  /** As {@link Lexicon#lettersBehind}. */
  static int lettersBehind(long facts) {
    return (int) (facts >>> LETTERS_AT);
  }
}
