package io.gatewaystack.transformabl.corpus;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Ways to write a number, given in its usual groups, so that only its reader sees one. */
public enum Respelling {
  GROUPS_JOINED_BY_DOTS(groups -> String.join(".", groups)),
  GROUPS_JOINED_BY_SLASHES(groups -> String.join("/", groups)),
  GROUPS_JOINED_BY_LOW_LINES(groups -> String.join("_", groups)),
  GROUPS_JOINED_BY_BARS(groups -> String.join("|", groups)),
  GROUPS_JOINED_BY_SPACED_BARS(groups -> String.join(" | ", groups)),
  GROUPS_JOINED_BY_COLONS(groups -> String.join(":", groups)),
  GROUPS_JOINED_BY_COMMAS(groups -> String.join(",", groups)),
  GROUPS_JOINED_BY_STARS(groups -> String.join("*", groups)),
  GROUPS_JOINED_BY_TILDES(groups -> String.join("~", groups)),
  GROUPS_JOINED_BY_PLUS(groups -> String.join("+", groups)),
  GROUPS_JOINED_BY_SEMICOLONS(groups -> String.join(";", groups)),
  GROUPS_IN_LINES(groups -> String.join("\n", groups)),
  GROUPS_IN_QUOTES(groups -> '"' + String.join("\",\"", groups) + '"'),
  GROUPS_IN_BRACKETS(groups -> '[' + String.join("][", groups) + ']'),
  GROUPS_IN_BOLD(groups -> "**" + String.join("**-**", groups) + "**"),
  DIGITS_APART(groups -> each(groups, " ")),
  DIGITS_JOINED_BY_DASHES(groups -> each(groups, "-")),
  DIGITS_JOINED_BY_DOTS(groups -> each(groups, ".")),
  DIGITS_JOINED_BY_COLONS(groups -> each(groups, ":")),
  DIGITS_JOINED_BY_STARS(groups -> each(groups, "*")),
  DIGITS_JOINED_BY_BARS(groups -> each(groups, "|")),
  DIGITS_IN_LINES(groups -> each(groups, "\n")),
  DIGITS_IN_AN_ARRAY(groups -> each(groups, ", ")),
  DIGITS_AS_STRINGS(groups -> '"' + each(groups, "\",\"") + '"'),
  DIGITS_IN_BOXES(groups -> '[' + each(groups, "][") + ']'),
  DIGITS_IN_CELLS(groups -> each(groups, "</td><td>")),
  DIGITS_BETWEEN_BREAKS(groups -> each(groups, "<br>")),
  DIGITS_BETWEEN_COMMENTS(groups -> each(groups, "<!-- -->")),
  DIGITS_IN_TAGS(groups -> each(groups, "<font color=\"red\"></font>")),
  STRINGS_JOINED(groups -> String.join("\" + \"-", groups)),
  STRINGS_JOINED_IN_SQL(groups -> String.join("' || '-", groups)),
  WORDS(groups -> words(groups, "zero one two three four five six seven eight nine", " ")),
  WORDS_IN_SENTENCES(
      groups -> words(groups, "zero one two three four five six seven eight nine", ". ")),
  WORDS_IN_LINES(
      groups -> words(groups, "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE", "\n")),
  WORDS_AND_FIGURES(groups -> words(groups, "zero 1 two three 4 five 6 seven eight 9", " ")),
  SPANISH_WORDS(
      groups -> words(groups, "cero uno dos tres cuatro cinco seis siete ocho nueve", " ")),
  GERMAN_WORDS(
      groups -> words(groups, "null eins zwei drei vier fünf sechs sieben acht neun", " ")),
  FRENCH_WORDS(groups -> words(groups, "zéro un deux trois quatre cinq six sept huit neuf", " ")),
  LETTERS_FOR_DIGITS(groups -> String.join("-", groups).replace('0', 'O').replace('1', 'l'));

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<List<String>, String> respelling;

  Respelling(Function<List<String>, String> respelling) {
    this.respelling = respelling;
  }

  /** A number so written. */
  public String of(List<String> groups) {
    return respelling.apply(groups);
  }

  private static String each(List<String> groups, String joint) {
    return String.join(joint, String.join("", groups).split(""));
  }

  private static String words(List<String> groups, String digits, String joint) {
    List<String> words = List.of(digits.split(" "));
    return String.join("", groups)
        .chars()
        .mapToObj(digit -> words.get(digit - '0'))
        .collect(Collectors.joining(joint));
  }
}
