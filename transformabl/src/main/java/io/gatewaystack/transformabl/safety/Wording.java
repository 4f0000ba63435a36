package io.gatewaystack.transformabl.safety;

import java.util.Arrays;

/**
 * The last words of a scan as they are written, and what they lean to, each alone and with the one
 * before it. Nothing is added up before it is asked for, which is where phrases were found.
 * Confined to one scan.
 */
final class Wording {
  private static final int MOST_KEPT = 1 << 14; // characters
  private static final int KEPT = 1 << 7; // words, once what was found is weighed
  private static final int NEXT = 2; // from there on a word is another sentence's
  private static final int SENTENCE = 5; // as far apart sentences are at least
  private static final int FAR = 60; // words of a sentence before and behind a place
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private static final int NUMBER = of('0', 0);

  /** What stands before the first word of a sentence. */
  static final int START = of(".");

  private final WordWeights weights;
  private final MarkedWord marked;
  private char[] text = {}; // not read yet
  private int size;
  private int[] places = {}; // for each text its last word, and where it ends
  private int texts;
  private long[] words = {}; // the number of each, and how it is written
  private int[] sums = {}; // up to and with the word
  private int[] known = {}; // how many words say something, the same way
  private int count;
  private int summed;

  Wording(WordWeights weights) {
    this.weights = weights;
    this.marked = new MarkedWord(weights);
  }

  /** What stands for a word of at most sixteen letters of ASCII, as {@link UsedWords} takes it. */
  static int of(long head, long tail) {
    return (int) ((head ^ Long.rotateLeft(tail, 23)) * MIX >>> Integer.SIZE);
  }

  /** What stands for any word in lower case. */
  static int of(String word) {
    return of(word.toCharArray(), 0, word.length());
  }

  /** What stands for any word; for numbers and what starts as they do it is the same. */
  static int of(char[] chars, int from, int to) {
    if (chars[from] >= '0' && chars[from] <= '9') {
      return NUMBER;
    }
    long head = 0;
    long tail = 0;
    for (int i = from; i < to; i++) {
      long c = CharKind.lower(chars[i]);
      int place = i - from & 7;
      if (i - from < Long.BYTES) {
        head ^= c << Byte.SIZE * place;
      } else {
        tail = i - from < 2 * Long.BYTES ? tail ^ c << Byte.SIZE * place : tail * 31 + c;
      }
    }
    return of(head, tail);
  }

  /** What stands for two words. */
  static int pair(int first, int second) {
    return (int) ((first * 31L + second) * MIX >>> Integer.SIZE);
  }

  /**
   * The next stretch of text, of which the last words are kept; they are read when they are asked
   * for.
   *
   * @param last the number of its last word
   */
  void keep(char[] chars, int from, int to, int last) {
    int some = Math.min(to - from, MOST_KEPT);
    if (some > MOST_KEPT - size) {
      drop(some);
    }
    if (size + some > text.length) {
      text = Arrays.copyOf(text, Math.min(MOST_KEPT, 2 * (size + some)));
    }
    System.arraycopy(chars, to - some, text, size, some);
    size += some;
    if (2 * texts == places.length) {
      places = Arrays.copyOf(places, 4 * texts + 8);
    }
    places[2 * texts] = last;
    places[2 * texts + 1] = size;
    texts++;
  }

  /** Drops what came first: half of it, or as much as is needed. */
  private void drop(int room) {
    int least = Math.max(MOST_KEPT / 2, size + room - MOST_KEPT);
    int gone = 0;
    while (gone < texts && (gone == 0 || places[2 * gone - 1] < least)) {
      gone++;
    }
    int from = places[2 * gone - 1];
    System.arraycopy(text, from, text, 0, size - from);
    System.arraycopy(places, 2 * gone, places, 0, 2 * (texts - gone));
    texts -= gone;
    size -= from;
    for (int i = 0; i < texts; i++) {
      places[2 * i + 1] -= from;
    }
  }

  private void readAll() {
    int from = 0;
    for (int i = 0; i < texts; i++) {
      if (count > MOST_KEPT / 2) {
        forget();
      }
      int first = count;
      int words = read(from, places[2 * i + 1]);
      for (int word = first; word < count; word++) {
        this.words[word] += (long) (places[2 * i] - words) << Integer.SIZE;
      }
      from = places[2 * i + 1];
    }
    texts = 0;
    size = 0;
  }

  /** Reads words and counts them, much as {@link WordReader} does. */
  private int read(int from, int to) {
    char[] chars = text;
    int number = 0;
    int words = 0; // of the sentence
    int space = 0; // in front of the next sentence
    boolean letter = false; // the word before is one
    boolean lineEmpty = true;
    int at = from;
    while (at < to) {
      int start = at++;
      int kind = CharKind.of(chars[start]);
      at = kind == CharKind.WORD ? endOfWord(chars, at, to) : at;
      int end = mayBeMarked(chars, start, at, to) ? marked.end(chars, start, to) : start;
      if (end > start || kind == CharKind.WORD || kind == CharKind.IDEOGRAPH) {
        number += space + 1;
        space = 0;
        if (end > start) {
          say(number, marked.word());
          letter = false;
          at = end;
        } else {
          letter = add(chars, start, at, number, letter);
        }
        words++;
        lineEmpty = false;
      } else if (kind == CharKind.LINE || kind == CharKind.STOP && !goesOn(chars, at, to)) {
        boolean next = kind == CharKind.LINE && !lineEmpty;
        space += words <= 2 ? 0 : next ? 1 : SENTENCE;
        words = 0;
        lineEmpty = kind == CharKind.LINE;
      }
    }
    return number + space;
  }

  /** Whether digits or marks may stand for letters of a word, or at its start. */
  private static boolean mayBeMarked(char[] chars, int start, int end, int to) {
    int kind = CharKind.of(chars[start]);
    if (kind != CharKind.WORD) {
      int next = end < to ? CharKind.of(chars[end]) : CharKind.SPACE;
      return (kind == CharKind.MARK || chars[start] == '!')
          && (next == CharKind.WORD
              || next == CharKind.MARK
              || kind == CharKind.MARK && end < to && chars[end] == '!');
    }
    int at = start;
    while (at < end && chars[at] > '9') {
      at++;
    }
    return at < end || end < to && (CharKind.of(chars[end]) == CharKind.MARK || chars[end] == '!');
  }

  /** A word, unless it is one of several letters that stand alone; whether it is a letter. */
  private boolean add(char[] chars, int start, int end, int number, boolean letterBefore) {
    boolean letter = end == start + 1 && CharKind.of(chars[start]) == CharKind.WORD;
    if (letter && letterBefore) {
      count -= count > 0 && number(count - 1) == number - 1 ? 1 : 0;
    } else {
      say(number, of(chars, start, end));
    }
    return letter;
  }

  private void say(int number, int word) {
    if (count == 0 || (int) words[count - 1] != word) { // said twice, it says no more
      add(number, word);
    }
  }

  private static int endOfWord(char[] chars, int from, int length) {
    int at = from;
    while (at < length
        && (CharKind.of(chars[at]) == CharKind.WORD
            || CharKind.of(chars[at]) == CharKind.APOSTROPHE && goesOn(chars, at + 1, length))) {
      at++;
    }
    return at;
  }

  private static boolean goesOn(char[] chars, int at, int length) {
    return at < length && CharKind.of(chars[at]) == CharKind.WORD;
  }

  private void add(int number, int word) {
    if (count == words.length) {
      words = Arrays.copyOf(words, Math.max(64, 4 * count));
    }
    words[count++] = (long) number << Integer.SIZE | word & 0xFFFFFFFFL;
  }

  /**
   * What was found so far was weighed: only the last words are still near to what comes.
   *
   * @param pending whether what was not read yet may still be asked for
   */
  void trim(boolean pending) {
    if (pending) {
      readAll();
    }
    text = new char[0];
    places = new int[0];
    size = 0;
    texts = 0;
    sums = new int[0];
    known = new int[0];
    summed = 0;
    if (count > KEPT) {
      forget();
    }
    if (words.length > KEPT) {
      words = Arrays.copyOf(words, KEPT);
    }
  }

  private void forget() {
    int from = count - KEPT;
    System.arraycopy(words, from, words, 0, KEPT);
    count = KEPT;
    summed = 0;
  }

  /** What the words of these numbers lean to. */
  int between(int from, int to) {
    sum();
    return upTo(sums, indexOf(to + 1)) - upTo(sums, indexOf(from));
  }

  /** How many words of these numbers lean to anything. */
  int known(int from, int to) {
    sum();
    return upTo(known, indexOf(to + 1)) - upTo(known, indexOf(from));
  }

  private static int upTo(int[] sums, int index) {
    return index == 0 ? 0 : sums[index - 1];
  }

  private void sum() {
    readAll();
    if (summed == count) {
      return;
    }
    if (sums.length < count) {
      sums = Arrays.copyOf(sums, words.length);
      known = Arrays.copyOf(known, words.length);
    }
    int sum = upTo(sums, summed);
    int some = upTo(known, summed);
    for (int i = summed; i < count; i++) {
      int word = weights.of((int) words[i]);
      sum += word + weights.of(pair(i));
      some += word == 0 ? 0 : 1;
      sums[i] = sum;
      known[i] = some;
    }
    summed = count;
  }

  private int pair(int i) {
    boolean first = i == 0 || number(i) - number(i - 1) >= NEXT;
    return pair(first ? START : (int) words[i - 1], (int) words[i]);
  }

  private int number(int i) {
    return (int) (words[i] >> Integer.SIZE);
  }

  /** The first word of this number or a higher one. */
  private int indexOf(int number) {
    int start = 0;
    for (int end = count; start < end; ) {
      int middle = (start + end) >>> 1;
      if (number(middle) < number) {
        start = middle + 1;
      } else {
        end = middle;
      }
    }
    return start;
  }

  /** The number of the word that starts the sentence which a word stands in. */
  int sentenceStart(int word) {
    readAll();
    int i = indexOf(word);
    while (i > 0
        && i < count
        && number(i) - number(i - 1) < SENTENCE
        && word - number(i - 1) <= FAR) {
      i--;
    }
    return i < count ? Math.min(word, number(i)) : word;
  }

  /** The number of the word that ends the sentence which a word stands in. */
  int sentenceEnd(int word) {
    readAll();
    int i = indexOf(word + 1);
    while (i > 0 && i < count && number(i) - number(i - 1) < SENTENCE && number(i) - word <= FAR) {
      i++;
    }
    return i > 0 ? Math.max(word, number(i - 1)) : word;
  }

  /** What stands for the words, and for each with the one before it, in order. */
  int[] all() {
    readAll();
    int[] all = new int[2 * count];
    for (int i = 0; i < count; i++) {
      all[2 * i] = (int) words[i];
      all[2 * i + 1] = pair(i);
    }
    return all;
  }
}
