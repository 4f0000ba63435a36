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

  private final SpokenTopics spoken = new SpokenTopics();
  private final TopicReader reader = new TopicReader(spoken);
  private NormalText text = new NormalText();
  private final Columns columns = new Columns(this, text);
  private final Tuples tuples = new Tuples(this, text);
  private Name name = Name.NONE;
  private boolean named; // whether the name was read
  private int nameCount;
  private int nameLength;
  private boolean ready; // whether the text was read, too
  private int missing; // bits of topics that no word has
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
    reader.of(newText);
    columns.of(newText);
    tuples.of(newText);
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
    return spoken.near(place) | (reader.segments() ? Segments.topics() : 0);
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
    Topic place = reader.segments() ? Segments.at(text, from) : Topic.NONE;
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
    reader.read(nameChars, length, -length - 1);
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
    reader.read();
  }
}
