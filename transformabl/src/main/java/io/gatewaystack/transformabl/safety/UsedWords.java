package io.gatewaystack.transformabl.safety;

/**
 * What is known of words of two to {@value #LONGEST} letters of ASCII that were read lately: texts
 * use some words again and again, and one look here takes the place of a walk through the {@link
 * Lexicon}. Confined to one scan.
 */
final class UsedWords {
  /** Letters of the longest word. */
  static final int LONGEST = 2 * Long.BYTES;

  private static final int FEW = 6; // bits of the number of a slot, at first
  private static final int MANY = 8;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  // The facts of a word, from the lowest bit on: its node, its meaning, what follows.
  private static final int MEANING_AT = 16;
  private static final long CODE = 1L << 32;
  private static final long ODD = 1L << 33;
  private static final int LETTERS_AT = 34;

  private final Lexicon lexicon;
  private final Respelling respelling;
  private final CodeSigns signs = CodeSigns.INSTANCE;
  private int bits = FEW;
  private int read; // words that were not known
  private long[] heads = new long[1 << FEW]; // the first eight letters
  private long[] tails = new long[1 << FEW]; // the others
  private long[] facts = new long[1 << FEW];

  UsedWords(Lexicon lexicon, Respelling respelling) {
    this.lexicon = lexicon;
    this.respelling = respelling;
  }

  /** Gives back the room that many words took, and forgets them. */
  void release() {
    if (bits > FEW) {
      bits = FEW;
      read = 0;
      heads = new long[1 << FEW];
      tails = new long[1 << FEW];
      facts = new long[1 << FEW];
    }
  }

  /**
   * Whatever the methods below tell of a word.
   *
   * @param head its first eight letters in lower case, a byte each
   * @param tail its other letters
   */
  long of(char[] chars, int from, int to, long head, long tail) {
    int slot = (int) ((head ^ Long.rotateLeft(tail, 23)) * MIX >>> Long.SIZE - bits);
    if (isAt(slot, head, tail)) {
      return facts[slot];
    }
    int other = slot ^ 1; // two words that share a slot do not drive each other out
    if (isAt(other, head, tail)) {
      return facts[other];
    }
    move(slot, other);
    heads[slot] = head;
    tails[slot] = tail;
    facts[slot] = find(chars, from, to);
    long found = facts[slot];
    if (++read == 1 << FEW) {
      grow();
    }
    return found;
  }

  private boolean isAt(int slot, long head, long tail) {
    return heads[slot] == head && tails[slot] == tail;
  }

  private void move(int from, int to) {
    heads[to] = heads[from];
    tails[to] = tails[from];
    facts[to] = facts[from];
  }

  private void grow() {
    bits = MANY;
    heads = new long[1 << MANY];
    tails = new long[1 << MANY];
    facts = new long[1 << MANY];
  }

  private long find(char[] chars, int from, int to) {
    int node = lexicon.walk(Lexicon.ROOT, chars, from, to);
    int meaning = lexicon.word(node);
    boolean odd = meaning == Lexicon.UNKNOWN && to - from >= WordMeanings.JOINED;
    if (meaning == Lexicon.UNKNOWN && to - from >= WordMeanings.SHORT && !odd) {
      meaning = Math.max(Lexicon.UNKNOWN, respelling.meaningOfLetters(chars, from, to));
    }
    return node
        | (meaning & 0xFFFFL) << MEANING_AT
        | (signs.mayStart(chars[from], chars[from + 1]) ? CODE : 0)
        | (odd ? ODD : 0)
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

  /** As {@link Lexicon#lettersBehind}. */
  static int lettersBehind(long facts) {
    return (int) (facts >>> LETTERS_AT);
  }
}
