package io.gatewaystack.transformabl.text;

import java.util.stream.Stream;

/**
 * The words of a text, and of its name, that say what a value beside them is. The text is read for
 * them only when the first value asks, once. Not safe for use by several threads.
 */
public final class Words {
  /** How far from a place a word may at least stand to be {@link #near} it, in characters. */
  public static final int REACH = NearTopics.REACH;

  /** How far in front of a value a word counts, in characters. */
  private static final int BEFORE = 40;

  /** How far behind a value a word counts. */
  private static final int AFTER = 24;

  /** A word behind a value must be nearer by this much than one in front of it. */
  private static final int PREFER_BEFORE = 6;

  private static final int ADJACENT = 20;
  private static final int SHORT_WORDS = 8; // letters between a word and its value

  /** What a name that is nobody's may say. */
  private static final int IMPERSONAL =
      Topic.bits(Stream.of(Topic.values()).filter(topic -> !topic.isPersonal()).toList());

  private static final int LONGEST_PLACEHOLDER = 64;
  private static final int LONGEST_EASTERN = 9; // letters of a word
  private static final int SPECIAL = 4; // letters from which a word is never a special one

  private final SpokenTopics spoken = new SpokenTopics();
  private final WordStarts wordStarts = new WordStarts();
  private NormalText text = new NormalText();
  private final Columns columns = new Columns(this, text);
  private final Tuples tuples = new Tuples(this, text);
  private Name name = Name.NONE;
  private boolean named; // whether the name was read
  private int nameCount;
  private int nameLength;
  private boolean ready; // whether the text was read, too
  private int missing; // bits of topics that no word has
  private boolean segments; // the text is a message whose places say what stands there
  private final char[] nameChars = new char[2 * BEFORE];

  /**
   * Starts with another text.
   *
   * @param newText the text
   * @param newName what it is called
   */
  public void of(NormalText newText, Name newName) {
    text = newText;
    name = newName;
    named = false;
    ready = false;
    columns.of(newText);
    tuples.of(newText);
    segments = false;
    missing = 0;
  }

  /** What a word, in lower case, says by itself; NONE when it says nothing. */
  public static Topic meaning(String word) {
    return Vocabulary.find(Vocabulary.phrase(0, Vocabulary.word(word)));
  }

  /** Whether it is known that no word says one of some {@link Topic#bits topics}. */
  public boolean lack(int topics) {
    return (topics & ~missing) == 0;
  }

  /**
   * Bits of all topics that words near a place may say, or one that heads its column or list; those
   * that are not among them none of these says.
   */
  public int near(int place) {
    if (!ready || columns.mayHaveHead(place, REACH) || tuples.haveHead()) {
      return -1;
    }
    return spoken.near(place) | (segments ? Segments.topics() : 0);
  }

  /**
   * Whether a word, of the text or its name, may say what a value is. False is certain: words say
   * nothing, or that a value is nobody's.
   */
  public boolean arePersonal() {
    if (!ready) {
      Name.Says known = named ? Name.Says.UNKNOWN : name.known();
      switch (known) {
        case SOMETHING -> {
          return true;
        }
        case NOTHING, IMPERSONAL -> readWithoutName();
        case UNKNOWN -> read();
      }
    }
    return spoken.arePersonal();
  }

  /** Most texts that hold figures and no such word hold no value, and nobody asks for words. */
  private void readWithoutName() {
    spoken.clear();
    readText();
    missing = ~(spoken.said() | IMPERSONAL);
  }

  /**
   * What the head of its column says about the value at a place or, if it has none, the nearest
   * word; NONE when none is near.
   */
  public Topic nearest(int from, int to) {
    int before = indexBefore(from);
    Topic head = head(from);
    if (head != Topic.NONE) {
      return head;
    }
    int after = before + 1;
    while (after < spoken.count() && (spoken.start(after) < to || isMember(after))) {
      after++; // a word inside the value, or the name of the next
    }
    if (after < spoken.count() && isNote(to, after)) {
      return spoken.topic(after);
    }
    int gapBefore = before < 0 ? Integer.MAX_VALUE : from - spoken.end(before);
    int gapAfter = // what was put in the place of a value says nothing
        after < spoken.count() && spoken.topic(after) != Topic.NONE
            ? WordShape.gapBehind(text, to, spoken.start(after), AFTER)
            : Integer.MAX_VALUE;
    if (gapBefore > BEFORE && gapAfter > AFTER) {
      return Topic.NONE;
    }
    boolean first = gapBefore <= BEFORE && gapBefore - PREFER_BEFORE <= Math.min(gapAfter, BEFORE);
    return first ? saidBefore(before, from) : said(after);
  }

  /** Whether a word fills brackets right behind a value: {@code 01/15/1990 (DOB)}. */
  private boolean isNote(int to, int word) {
    return spoken.start(word) == to + 2
        && text.at(to) == ' '
        && text.at(to + 1) == '('
        && text.at(spoken.end(word)) == ')'
        && spoken.topic(word) != Topic.MEDICAL // explains a code, not what it is
        && spoken.topic(word).isPersonal();
  }

  /** What the last word in front of a value says that says what a value is; NONE if none does. */
  public Topic personal(int from) {
    int index = indexBefore(from);
    while (index >= 0 && from - spoken.end(index) <= BEFORE) {
      if (spoken.topic(index).isPersonal()) {
        return spoken.topic(index);
      }
      index--;
    }
    return Topic.NONE;
  }

  /**
   * Whether a word is the name of a member in JSON that leaves it to its value to say something.
   */
  private boolean isMember(int word) {
    return text.at(spoken.end(word)) == '"'
        && text.at(spoken.end(word) + 1) == ':'
        && !spoken.topic(word).isPersonal();
  }

  /**
   * What the head of its column says about a value or, if it has none, the word that stands
   * directly in front of it, with no other number and at most two short words between; NONE when
   * none does.
   */
  public Topic label(int from) {
    return label(from, SHORT_WORDS);
  }

  /**
   * The same with other words between.
   *
   * @param most how many letters these may have together
   */
  public Topic label(int from, int most) {
    int index = indexBefore(from);
    Topic head = head(from);
    if (head != Topic.NONE) {
      return head;
    }
    if (index < 0 || from - spoken.end(index) > ADJACENT) {
      return Topic.NONE;
    }
    int letters = 0;
    for (int i = Math.max(0, spoken.end(index)); i < from; i++) {
      letters += text.isLetter(i) ? 1 : 0;
      if (text.isDigit(i) || letters > most) {
        return Topic.NONE;
      }
    }
    return saidBefore(index, from);
  }

  /**
   * What a word in front of a value says. One of the text's name that says that the whole is
   * nobody's says nothing about a value in a sentence: {@code "create_ticket": "call about
   * 123-45-6789"}.
   */
  private Topic saidBefore(int index, int from) {
    Topic topic = said(index);
    boolean whole = spoken.end(index) >= 0 || topic.isPersonal() || topic == Topic.VERSION;
    return whole || !WordShape.isInSentence(text, from) ? topic : Topic.NONE;
  }

  /** What a word says, which is nothing about the number of what it is joined to. */
  private Topic said(int index) {
    Topic topic = spoken.topic(index);
    int end = spoken.end(index);
    boolean counts =
        topic.isCounted()
            && (end < 0
                ? WordShape.isJoinedToThings(nameChars, nameLength + 1 + end, nameLength)
                : WordShape.isJoinedToThings(text.chars(), end, text.length()));
    return counts ? Topic.OTHER : topic;
  }

  /** What a table, a list of names or the place in a message says about a value; else NONE. */
  private Topic head(int from) {
    Topic place = segments ? Segments.at(text, from) : Topic.NONE;
    Topic head = place == Topic.NONE && spoken.count() > nameCount ? columns.head(from) : place;
    return head == Topic.NONE && spoken.count() > nameCount ? tuples.head(from) : head;
  }

  /** What the last word within some place says; NONE when there is none. */
  public Topic lastWithin(int from, int to) {
    int index = indexBefore(to);
    return index >= 0 && spoken.start(index) >= from ? said(index) : Topic.NONE;
  }

  /** What the word that ends at a position says; NONE when none ends there. */
  public Topic endingAt(int position) {
    if (!WordShape.mayEnd(text.at(position - 2), text.at(position - 1))) {
      return Topic.NONE; // without reading all words
    }
    int index = indexBefore(position);
    return index >= 0 && spoken.end(index) == position ? spoken.topic(index) : Topic.NONE;
  }

  /** Index of the last word that ends at or before a position; -1 when there is none. */
  private int indexBefore(int position) {
    if (!ready) {
      read();
    }
    return spoken.before(position);
  }

  /** What the last word of the text's name says; NONE when it says nothing. */
  public Topic ofName() {
    readName();
    return nameCount > 0 && spoken.end(nameCount - 1) >= -ADJACENT
        ? spoken.topic(nameCount - 1)
        : Topic.NONE;
  }

  private void readName() {
    if (named) {
      return;
    }
    named = true;
    nameCount = 0;
    spoken.clear();
    if (name.known() == Name.Says.NOTHING) {
      return;
    }
    spoken.forget();
    CharSequence words = name.words();
    int length = Math.min(words.length(), nameChars.length);
    for (int i = 0; i < length; i++) {
      nameChars[i] = words.charAt(words.length() - length + i);
    }
    nameLength = length;
    read(nameChars, length, -length - 1);
    nameCount = spoken.count();
    name.says(
        spoken.count() == 0
            ? Name.Says.NOTHING
            : spoken.arePersonal() ? Name.Says.SOMETHING : Name.Says.IMPERSONAL);
  }

  private void read() {
    readName();
    ready = true;
    readText();
    missing = ~spoken.said();
  }

  private void readText() {
    spoken.forget();
    read(text.ascii(), text.origin(), text.length());
  }

  /** As {@link #read(char[], int, int)}, only where words start, and most by one look. */
  private void read(byte[] bytes, int origin, int length) {
    wordStarts.of(bytes, origin, length);
    int read = 0;
    for (int at = wordStarts.next(); at < length; at = wordStarts.next()) {
      if (at >= read) {
        byte first = bytes[origin + at];
        int end = first == '[' ? placeholder(at) : first < 0 ? at : letters(at);
        read = end < length && bytes[origin + end] < 0 ? beyondAscii(end) : end;
      }
    }
  }

  /** Reads characters beyond ASCII, and the words that start there or go on behind a code. */
  private int beyondAscii(int from) {
    char[] chars = text.chars();
    int length = text.length();
    char before = text.at(from - 1);
    boolean code = WordShape.isCodeMark(before);
    boolean rest =
        WordShape.isLetter(chars[from])
            && (code ? !WordShape.isEastern(chars[from]) : WordShape.isLetter(before));
    int at = rest ? WordShape.skip(chars, from, length) : from;
    while (at < length && chars[at] >= 0x80) {
      at = WordShape.isLetter(chars[at]) ? words(chars, at, length) : at + 1;
    }
    return at;
  }

  private int words(char[] chars, int from, int length) {
    int at = word(chars, from, length, 0);
    while (at < length && WordShape.isLetter(chars[at])) {
      at = any(chars, at, length, 0);
    }
    return at;
  }

  /** Reads letters up to what is none: words, most of which say nothing. */
  private int letters(int from) {
    char[] chars = text.chars();
    int length = text.length();
    int at = from;
    do {
      long eight = Eight.at(text.ascii(), text.origin() + at);
      int letters = Math.min(Eight.letters(eight), length - at);
      int part = Eight.beforeCapital(eight, letters);
      if (at == from && mayBeSpecial(at, letters)) {
        at = word(chars, at, length, 0);
      } else if (part == 1 && letters > 1 && chars[at] < 'a') { // capitals
        at = any(chars, at, length, 0);
      } else {
        int end = part < letters ? at + part : WordShape.smallEnd(text, at + letters);
        boolean known = text.at(end) >= 0x80 || Vocabulary.mayHold(Eight.word(eight, part));
        at = known ? word(chars, at, length, 0) : spoken.unknown(end);
      }
    } while (at < length && WordShape.isLetter(chars[at]));
    return at;
  }

  private int placeholder(int open) {
    return placeholder(text.chars(), open, text.length(), 0);
  }

  private boolean mayBeSpecial(int from, int letters) {
    int to = from + letters;
    return letters < SPECIAL
        && to < text.length()
        && ShortWords.areSpecial(text.chars(), from, to, text.length());
  }

  private void read(char[] chars, int length, int shift) {
    int at = 0;
    while (at < length) {
      if (chars[at] == '[') {
        at = placeholder(chars, at, length, shift);
      } else if (WordShape.isLetter(chars[at])) {
        boolean rest =
            at > 0 && WordShape.isCodeMark(chars[at - 1]) && !WordShape.isEastern(chars[at]);
        at = rest ? WordShape.skip(chars, at, length) : any(chars, at, length, shift);
      } else {
        at++;
      }
    }
  }

  /**
   * What was put in the place of a value, {@code [EMAIL_1]}, says nothing about its neighbours, and
   * no word reaches across it: the value may have been longer.
   */
  private int placeholder(char[] chars, int open, int length, int shift) {
    int at = open + 1;
    while (at < length && at - open < LONGEST_PLACEHOLDER && WordShape.isOfPlaceholder(chars[at])) {
      at++;
    }
    boolean index = open + 1 < length && WordShape.isDigit(chars[open + 1]);
    if (at == length || chars[at] != ']' || at == open + 1 || index) {
      return open + 1;
    }
    spoken.forget();
    spoken.put(Topic.NONE, open + shift, at + 1 + shift);
    return at + 1;
  }

  /** Reads one word, most of which say nothing. */
  private int any(char[] chars, int from, int length, int shift) {
    int dull = WordShape.dullEnd(chars, from, length);
    return dull > from ? spoken.unknown(dull + shift) - shift : word(chars, from, length, shift);
  }

  /** Reads one word: letters, up to where a capital follows a small letter. */
  private int word(char[] chars, int from, int length, int shift) {
    long hash = Vocabulary.START;
    long shorter = hash;
    int at = from;
    boolean small = false;
    boolean eastern = WordShape.isEastern(chars[from]);
    while (at < length && WordShape.isLetter(chars[at])) {
      char c = chars[at];
      boolean capital = WordShape.isCapital(c);
      boolean other = at > from && WordShape.isEastern(c) != WordShape.isEastern(chars[at - 1]);
      if (other || capital && (small || at > from && WordShape.startsWord(chars, at, length))) {
        break;
      }
      small = !capital;
      shorter = hash;
      hash = Vocabulary.letter(hash, WordShape.small(c, capital));
      at++;
    }
    if (at - from < SPECIAL && at < length && ShortWords.areSpecial(chars, from, at, length)) {
      return special(chars, from, at, shift);
    }
    if (eastern && at - from > 2) {
      int start = easternStart(chars, from, at, hash);
      boolean whole = Vocabulary.find(Vocabulary.phrase(0, hash)) != Topic.NONE;
      long inner = whole ? hash : eastern(chars, start, at);
      spoken.word(inner, inner, start + shift, at + shift);
      return at;
    }
    boolean plural = at - from > 3 && (chars[at - 1] | 0x20) == 's';
    spoken.word(hash, plural ? shorter : hash, from + shift, at + shift);
    return at;
  }

  /** Where the word that says something starts that ends words written as one; else these. */
  private static int easternStart(char[] chars, int from, int to, long hash) {
    boolean known = Vocabulary.find(Vocabulary.phrase(0, hash)) != Topic.NONE;
    for (int start = from; !known && start < to - 1; start++) {
      if (to - start <= LONGEST_EASTERN
          && Vocabulary.find(Vocabulary.phrase(0, eastern(chars, start, to))) != Topic.NONE) {
        return start;
      }
    }
    return from;
  }

  /** The hash of a word without the particle at its end. */
  private static long eastern(char[] chars, int from, int to) {
    int end = to - from > 2 && WordShape.isParticle(chars[to - 1]) ? to - 1 : to;
    long hash = Vocabulary.START;
    for (int i = from; i < end; i++) {
      hash = Vocabulary.letter(hash, chars[i]);
    }
    return hash;
  }

  private int special(char[] chars, int from, int to, int shift) {
    switch (chars[to]) {
      case '"', ' ' -> {}
      case 'L' -> {
        return to + 1;
      }
      case '.' -> spoken.put(Topic.BIRTH, from + shift, to + shift);
      case '=' -> spoken.put(Topic.SECRET, from + shift, to + shift);
      default -> {
        segments = true;
        spoken.sayAll(Segments.topics());
      }
    }
    return to;
  }
}
