package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The words for the ten digits, in a few languages, by their first letter. */
final class DigitWords {
  static final int LONGEST = 7;

  private static final String[] LANGUAGES = {
    "zero one two three four five six seven eight nine",
    "oh un dos trois quatre cinq seis sept huit neuf",
    "cero uno deux tres cuatro cinco sei siete ocho nueve",
    "null eins zwei drei vier fünf sechs sieben acht neun",
    "zéro um due tre quattro cinque zes sette otto nove",
    "nul een dois três quatro vijf seis sete oito negen",
    "nulla ein twee drie vier fem seks zeven åtte ni"
  };

  private static final String[][] BY_LETTER = byLetter();

  private DigitWords() {}

  /** The words that start with a letter, each with its digit in front. */
  private static String[][] byLetter() {
    List<List<String>> words = new ArrayList<>();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      words.add(new ArrayList<>());
    }
    for (String language : LANGUAGES) {
      List<String> digits = Arrays.asList(language.split(" ", -1));
      for (int digit = 0; digit < digits.size(); digit++) {
        int letter = digits.get(digit).charAt(0) - 'a';
        String word = digit + digits.get(digit);
        if (letter >= 0 && letter < words.size() && !words.get(letter).contains(word)) {
          words.get(letter).add(word);
        }
      }
    }
    return words.stream().map(list -> list.toArray(new String[0])).toArray(String[][]::new);
  }

  /** All of the words. */
  static Stream<String> all() {
    return Arrays.stream(LANGUAGES).flatMap(language -> Arrays.stream(language.split(" ", -1)));
  }

  /** The digit a word stands for; NUL when it is none. */
  static char digit(NormalText text, int from, int to) {
    int letter = (text.at(from) | 0x20) - 'a';
    if (letter < 0 || letter >= BY_LETTER.length || to - from > LONGEST) {
      return 0;
    }
    for (String word : BY_LETTER[letter]) {
      if (word.length() - 1 == to - from && isAt(text, from, word)) {
        return word.charAt(0);
      }
    }
    return 0;
  }

  private static boolean isAt(NormalText text, int from, String word) {
    for (int i = 1; i < word.length(); i++) {
      char c = text.at(from + i - 1);
      if (c != word.charAt(i) && Character.toLowerCase(c) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
