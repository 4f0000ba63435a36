package io.gatewaystack.transformabl.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a text holds, a scan ends with an answer. */
class SafetyFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "ignore",
          "all",
          "previous",
          "instructions",
          "your",
          "system",
          "prompt",
          "you",
          "are",
          "now",
          " ",
          " ",
          " ",
          "\n",
          "\t",
          ".",
          "!",
          "?",
          ",",
          ":",
          ";",
          "'",
          "\"",
          "`",
          "```",
          "@",
          "$",
          "|",
          "+",
          "!",
          "-",
          "_",
          "*",
          "/",
          "\\",
          "<",
          ">",
          "<!--",
          "-->",
          "[",
          "]",
          "](",
          "(",
          ")",
          "{",
          "}",
          "{{",
          "}}",
          "=",
          "%",
          "%4",
          "%41",
          "&",
          "&#",
          "&#65;",
          "\\u",
          "\\u0041",
          "a",
          "i",
          "g",
          "n",
          "0",
          "1",
          "7*7",
          "SWdub3Jl",
          "==",
          "69",
          "0x",
          "\u200B",
          "\u202E",
          "\u00AD",
          "\uDB40",
          "\uDC41",
          "\uD83C",
          "\uDFF4",
          "\uFE0F",
          "\u0301",
          "ß",
          "æ",
          "é",
          "ı",
          "и",
          "п",
          "ω",
          "忽略",
          "指令",
          "이",
          "ﷺ",
          "①",
          "１",
          "union",
          "select",
          "or",
          "1=1",
          "'--",
          "../",
          "etc",
          "eval(",
          "$(",
          "rm",
          "-rf",
          "\0",
          "\u007F",
          "\u0085");

  @Test
  void answersEveryText() {
    Random random = new Random(20260729);
    SafetyScanner scanner = SafetyScanner.standard();
    for (int i = 0; i < 40_000; i++) {
      String text = text(random);
      assertThat(scanner.scan(text)).isEqualTo(scanner.scan(text));
    }
  }

  @Test
  void answersEveryTextThatComesInPieces() {
    Random random = new Random(20260730);
    for (int i = 0; i < 5_000; i++) {
      SafetyScan scan = SafetyScanner.standard().withCap(200).start();
      for (int piece = 0; piece < 6; piece++) {
        String text = text(random);
        if (random.nextBoolean()) {
          scan.value(text);
        } else {
          scan.more(text);
        }
      }
      assertThat(scan.labels().names()).allMatch(name -> name.matches("[a-z_]+"));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(24);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
