package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The texts that tell code apart from prose, as a tree of letters: {@link CodeScan} walks it from
 * every place where one of them can start.
 */
final class CodeSigns {
  /** The signs of this library. */
  static final CodeSigns INSTANCE = read();

  /** Where a sign has to stand to count. */
  enum Place {
    /** Anywhere. */
    ANY,
    /** A call: not of a method of something else, and with an argument. */
    CALL,
    /** Where a command of a shell ends and another begins. */
    COMMAND,
    /** As {@link #COMMAND}, and nothing follows but another end. */
    BARE,
    /** Where the text starts. */
    START,
    /** Where a statement of SQL ends and another begins. */
    STATEMENT,
    /** Behind a value, not within a statement that is written out from its start. */
    UNION,
    /** Within a tag. */
    TAG,
    /** A tag of script with a script in it, not just its name. */
    SCRIPT,
    /** Within the braces of a template. */
    TEMPLATE
  }

  /**
   * One sign.
   *
   * @param place where it counts
   * @param weight how much
   * @param reason what it is a sign of
   */
  record Mark(Place place, int weight, String reason) {

    /** Whether a text that is this sign can count where no marks stand but {@code , . - : / _}. */
    boolean isBare(String text) {
      boolean needsOthers =
          switch (place) {
            case COMMAND, BARE, STATEMENT, TAG, SCRIPT, TEMPLATE -> true;
            case ANY, CALL, START, UNION -> false;
          };
      return !needsOthers
          && text.chars()
              .allMatch(c -> CharKind.of((char) c) == CharKind.WORD || " ,.-:/_".indexOf(c) >= 0);
    }
  }

  private final Lexicon tree;
  private final List<List<Mark>> marks;
  private final boolean[] starts = new boolean[128 * 128]; // by the first two, in any case
  private final boolean[] bareStarts = new boolean[128 * 128];

  private CodeSigns(Map<String, Integer> texts, List<List<Mark>> marks) {
    this.tree = new Lexicon(texts);
    this.marks = marks;
    texts.forEach(
        (text, number) -> {
          start(starts, text.charAt(0), text.charAt(1));
          if (marks.get(number).stream().anyMatch(mark -> mark.isBare(text))) {
            start(bareStarts, text.charAt(0), text.charAt(1));
          }
        });
  }

  private static void start(boolean[] starts, char first, char second) {
    for (char one = 0; one < 128; one++) {
      for (char two = 0; two < 128 && CharKind.lower(one) == first; two++) {
        boolean space = second == ' ' && (two <= ' ' || two == '/'); // a comment is one, too
        starts[one << 7 | two] |= space || CharKind.lower(two) == second;
      }
    }
  }

  private static CodeSigns read() {
    Map<String, Integer> texts = new HashMap<>();
    List<List<Mark>> marks = new ArrayList<>(List.of(List.of()));
    for (String line : GrammarReader.lines("code.txt")) {
      String[] parts = line.split(" ", 4);
      Place place = Place.valueOf(parts[0].toUpperCase(Locale.ROOT));
      Mark mark = new Mark(place, Integer.parseInt(parts[1]), parts[2]);
      int number = texts.computeIfAbsent(parts[3], text -> marks.size());
      if (number == marks.size()) {
        marks.add(new ArrayList<>());
      }
      marks.get(number).add(mark);
    }
    return new CodeSigns(texts, List.copyOf(marks));
  }

  /** Whether a sign can start with two characters of ASCII, at 128 times the first + the second. */
  boolean[] starts() {
    return starts;
  }

  /** The same for a text without marks but {@code , . - : / _}: most signs have or need others. */
  boolean[] bareStarts() {
    return bareStarts;
  }

  /**
   * Whether a sign can start with two characters in a text without marks but {@code , . - : / _}.
   */
  boolean mayStart(char first, char second) {
    return first < 128 && second < 128 && bareStarts[first << 7 | second];
  }

  /** The same of a word of two letters or more, behind which there is no other letter. */
  boolean mayStart(char[] chars, int from, int to) {
    int node = mayStart(chars[from], chars[from + 1]) ? Lexicon.ROOT : Lexicon.DEAD;
    for (int at = from; at < to && node != Lexicon.DEAD; at++) {
      node = step(node, CharKind.lower(chars[at]));
      if (ends(node)) {
        return true;
      }
    }
    return node != Lexicon.DEAD;
  }

  /** The node behind a node and a character, {@link Lexicon#DEAD} for none. */
  int step(int node, char c) {
    return tree.step(node, c);
  }

  /** Whether the text of a sign ends at a node. */
  boolean ends(int node) {
    return tree.word(node) != Lexicon.UNKNOWN;
  }

  /** The signs whose text ends at a node. */
  List<Mark> marks(int node) {
    return marks.get(tree.word(node));
  }
}
