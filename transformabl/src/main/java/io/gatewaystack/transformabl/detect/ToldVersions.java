package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/**
 * Tells four numbers of which is said what is said of nothing but versions, whatever network they
 * would be in: {@code firmware 172.16.4.2}, {@code introduced in 10.4.1.2}.
 */
final class ToldVersions {
  private static final int LONGEST_NOTE = 12; // in brackets

  /** Words right behind which nothing but a version stands. */
  private static final Set<String> NAMES =
      Set.of("firmware", "semver", "ver", "version", "versión", "versione", "versie", "версия");

  /** Those that do with a colon or an equals sign between. */
  private static final Set<String> LABELS = Set.of("installed", "latest");

  /** What happens to software, with the words that may join it to a version. */
  private static final Set<String> EVENTS =
      Set.of(
          "added",
          "compatible",
          "deprecated",
          "discontinued",
          "fixed",
          "introduced",
          "patched",
          "removed",
          "rewritten",
          "superseded");

  private static final String LAST_LETTERS = "enrdtfymhENRDTFYMHяЯ";

  private static final Set<String> JOINTS = Set.of("as of", "by", "from", "in", "since", "with");

  /** What a note in brackets, or a word, behind a version says of it. */
  private static final Set<String> NOTES =
      Set.of(
          "alpha",
          "beta",
          "build",
          "eol",
          "ga",
          "hotfix",
          "latest",
          "lts",
          "major",
          "minor",
          "nightly",
          "patch",
          "preview",
          "stable",
          "unstable");

  private static final Set<String> STATES = Set.of("deprecated", "discontinued", "installed");

  private static final String STARTS = "iand"; // of what follows: is, already, now, and

  private static final Set<String> LIMITS = Set.of("later", "newer", "onwards");

  private ToldVersions() {}

  /** Whether numbers are told as nothing but a version is. */
  static boolean are(Reading reading, Digits digits) {
    NormalText text = reading.text();
    int from = digits.from(0);
    int to = digits.to(3);
    if (from == 0 && to == text.length()) {
      return NAMES.contains(Bearers.lastWord(reading.name().words()));
    }
    int end = Versions.endOfWord(text, from);
    return LAST_LETTERS.indexOf(text.at(end - 1)) >= 0 && areCalled(text, from, end)
        || areNoted(text, to)
        || areState(text, from, to);
  }

  private static boolean areCalled(NormalText text, int from, int end) {
    String word = Versions.wordBefore(text, end);
    return NAMES.contains(word)
        || end < from - (text.at(from - 1) == ' ' ? 1 : 0) && LABELS.contains(word)
        || happened(text, from, end, word);
  }

  /** Whether something came with them: {@code introduced in 10.4.1.2}. */
  private static boolean happened(NormalText text, int from, int end, String word) {
    if (end != from - 1 || text.at(end) != ' ') {
      return false;
    }
    int joint = end - word.length();
    String before = Versions.wordBefore(text, joint - 1);
    boolean two = word.equals("of") && before.equals("as");
    String event = two ? Versions.wordBefore(text, joint - 4) : before;
    return text.at(joint - 1) == ' '
        && EVENTS.contains(event)
        && JOINTS.contains(two ? "as of" : word)
        && (!word.equals("by") && !word.equals("from") || event.equals("superseded"));
  }

  /** Whether a note right behind speaks of releases: {@code 10.33.12.4 (build 1033)}. */
  private static boolean areNoted(NormalText text, int to) {
    boolean bracket = text.startsWith(" (", to);
    int word = bracket ? to + 2 : to + 1;
    if (text.at(to) != ' ' || !bracket && (text.at(word) | 0x20) != 'b') {
      return false;
    }
    int end = text.wordEnd(word);
    if (end - word > LONGEST_NOTE) {
      return false;
    }
    String note = text.text(word, end).toLowerCase(Locale.ROOT);
    return note.equals("build") && text.at(end) == ' ' && text.isDigit(end + 1)
        || bracket && text.at(end) == ')' && NOTES.contains(note);
  }

  /** Whether they are in a state that software is in: {@code is already installed}. */
  private static boolean areState(NormalText text, int from, int to) {
    if (text.at(to) != ' ' || STARTS.indexOf(text.at(to + 1)) < 0) {
      return false;
    }
    int at = skip(text, skip(text, skip(text, to, " is"), " already"), " now");
    if (text.at(at) != ' ' || Versions.areBehindMachine(text, from)) {
      return false;
    }
    int limit = skip(text, to, " and");
    int word = (limit > to ? limit : at) + 1;
    int end = text.wordEnd(word);
    String state = text.text(word, end).toLowerCase(Locale.ROOT);
    boolean last = text.at(end) != ' ' && text.at(end) != '-';
    return limit > to ? last && LIMITS.contains(state) : STATES.contains(state);
  }

  private static int skip(NormalText text, int from, String word) {
    boolean whole = text.startsWith(word, from) && text.at(from + word.length()) == ' ';
    return whole ? from + word.length() : from;
  }
}
