package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What detectors see of one text after the other, and where they put what they find. Keeps its
 * buffers from text to text. Not safe for use by several threads.
 */
public final class Reading {
  /**
   * Checks that take a microsecond or more and only make a find more certain: numbering plans,
   * check sums of wallets. Beyond so many of a kind the shape of a value decides. Of numbers with
   * letters for digits no more than so many are read.
   */
  private static final int DEAR_CHECKS = 2_000;

  private static final int LIST = 256; // from a find to the next that needs no word of its own
  private static final int SCRATCH = 64;
  private static final int SHORT = 48;
  private static final int LONGEST_JOINT = 6;

  private final NormalText text = new NormalText();
  private final Words words = new Words();
  private final Digits digits = new Digits();
  private final Kin kin = new Kin();
  private final List<Found> found = new ArrayList<>();
  private final char[] scratch = new char[SCRATCH];
  private Detector[] detectors = {};
  private int[] topics = {}; // of which each of them needs one, as bits
  private int[] nearTopics = {}; // of which each needs one near what it finds
  private @Nullable WalletChecks wallets;
  private static final int MOST_BASE = 1 << 30;

  // Places of each of them, counted from the first text on: what is not beyond the base is of
  // another text.
  private int[] skipped = {};
  private int[] ends = {}; // behind its last find
  private int base; // what places of this text count from
  private int reach; // the furthest of them so far
  private int place; // at which words were asked for last
  private int near; // bits of the topics that they may say
  private boolean respells = true;
  private @Nullable Respelled respelled;
  private Name name = Name.NONE;
  private int phoneChecks = DEAR_CHECKS;
  private int walletChecks = DEAR_CHECKS;
  private int alikeReadings = DEAR_CHECKS;
  private int detector;
  private int end;
  private int values; // at which it was asked whether words say something
  private boolean unnamed;

  /** The text to read next into; {@link Sweep#over} reads what is in it. */
  public NormalText text() {
    return text;
  }

  /** What stands around values. */
  Words words() {
    return words;
  }

  /** The run of digits at the trigger {@link Trigger#NUMBER}. */
  Digits digits() {
    return digits;
  }

  /** The numbers so far that name nobody. */
  Kin kin() {
    return kin;
  }

  WalletChecks wallets() {
    WalletChecks known = wallets;
    if (known == null) {
      known = new WalletChecks();
      wallets = known;
    }
    return known;
  }

  /** Room for 64 characters; whoever is running may write to it. */
  char[] scratch() {
    return scratch;
  }

  void start(Name newName, Detector[] asked, int[] needed, int[] neededNear) {
    name = newName;
    words.of(text, newName);
    digits.forget();
    kin.forget();
    if (!found.isEmpty()) {
      found.clear();
    }
    if (detectors != asked) {
      detectors = asked;
      topics = needed;
      nearTopics = neededNear;
      skipped = new int[asked.length];
      ends = new int[asked.length];
    }
    forgetPlaces();
    place = -1;
    end = 0;
    values = 0;
    unnamed = false;
  }

  private void forgetPlaces() {
    base += reach;
    reach = 0;
    if (base > MOST_BASE) {
      Arrays.fill(skipped, 0);
      Arrays.fill(ends, 0);
      base = 0;
    }
  }

  /**
   * Whether no word, of the text or its name, says what values in it are. A text is read to know
   * that when it is short, or when it has a value for each few of its characters; else it is taken
   * to have such words.
   */
  boolean isUnnamed() {
    if (values >= 0) {
      values++;
      if (text.length() <= SHORT || values * SHORT > text.length()) {
        unnamed = !words.arePersonal();
        values = -1;
      }
    }
    return unnamed;
  }

  /** The same if it is known by now, else false. */
  boolean isKnownUnnamed() {
    return unnamed;
  }

  /** Whether it is known that the name of the text says nothing of a value in it. */
  boolean hasDullName() {
    Name.Says says = name.known();
    return says == Name.Says.NOTHING || says == Name.Says.IMPERSONAL;
  }

  /** Calls a detector; whether it claims the place for what it found. */
  boolean offer(int index, int at) {
    detector = index;
    if (base + at < skipped[index]
        || topics[index] != 0 && (words.lack(topics[index]) || lacksNear(index, at))) {
      return false;
    }
    Detector asked = detectors[index];
    return asked.at(this, at) && !asked.yields();
  }

  private boolean lacksNear(int index, int at) {
    int last = ends[index];
    boolean another = last > base && base + at - last <= LIST; // of a list or column
    return nearTopics[index] != 0 && (nearTopics[index] & near(at)) == 0 && !another;
  }

  /** Whether it is known that no word near a place says one of some {@link Topic#bits topics}. */
  boolean lacks(int needed, int at) {
    return (near(at) & needed) == 0;
  }

  private int near(int at) {
    if (at != place) {
      place = at;
      near = words.near(at);
    }
    return near;
  }

  /** Lets the detector that is running not be called again before a position. */
  void skipTo(int position) {
    skipped[detector] = base + position;
    reach = Math.max(reach, position);
  }

  /** Behind the last find of the detector that is running; 0 when it has none in this text. */
  int skipped() {
    return Math.max(0, skipped[detector] - base);
  }

  /** Whether a value goes on with a list of which the detector that is running found the last. */
  boolean listsAnother(int from) {
    int end = skipped();
    if (end == 0 || from - end > LONGEST_JOINT || from - end < 2) {
      return false;
    }
    boolean comma = text.at(end) == ',';
    return text.startsWith(" and ", from - 5)
        || text.startsWith(" or ", from - 4)
        || text.startsWith(" & ", from - 3)
        || comma && from - end == 2 && text.at(end + 1) == ' ';
  }

  /**
   * Reports a find of the detector that is running.
   *
   * @param from its first character in the normal text
   * @param to behind its last character
   * @return true
   */
  boolean add(int from, int to, Strength strength, String why) {
    skipTo(to);
    ends[detector] = base + to;
    end = to;
    int start = text.originalStart(from);
    Found find = new Found(detector, start, text.originalEnd(to), strength, why);
    while (!found.isEmpty() && !detectors[detector].yields() && givesWay(find)) {
      found.remove(found.size() - 1);
    }
    found.add(find);
    return true;
  }

  /** Reports what a detector found in other words for the same. */
  void add(int found, int from, int to, Found inOtherWords) {
    detector = found;
    add(from, to, inOtherWords.strength(), inOtherWords.why());
  }

  /** Within a number that was respelled no other is looked for. */
  static Reading ofDigits() {
    Reading reading = new Reading();
    reading.respells = false;
    return reading;
  }

  /** What reads numbers in other spellings; null where none is looked for. */
  @Nullable Respelled respelled() {
    if (respells && respelled == null) {
      respelled = new Respelled();
    }
    return respelled;
  }

  /** What the text is called. */
  Name name() {
    return name;
  }

  /** Whether the find before gives way to one that covers it. */
  private boolean givesWay(Found find) {
    Found last = found.get(found.size() - 1);
    return detectors[last.detector()].yields()
        && last.start() >= find.start()
        && last.end() <= find.end();
  }

  /** Position, in the normal text, behind the last find. */
  int end() {
    return end;
  }

  /** What was found so far. */
  List<Found> found() {
    return found;
  }

  /** Whether the register of telephone numbers may be asked once more. */
  boolean mayCheckPhone() {
    return phoneChecks-- > 0;
  }

  /** Whether one more number may be read with digits for its letters. */
  boolean mayReadAlike() {
    return alikeReadings-- > 0;
  }

  /** Whether one more check sum of a wallet may be worked out. */
  boolean mayCheckWallet() {
    return walletChecks-- > 0;
  }
}
