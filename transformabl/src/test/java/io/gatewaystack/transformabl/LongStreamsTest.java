package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.transformabl.corpus.Corpus;
import io.gatewaystack.transformabl.corpus.Disguise;
import io.gatewaystack.transformabl.corpus.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that are longer than a stream may hold back become the same however they are cut. */
class LongStreamsTest {
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();
  private static final int SHORTEST = 8_192;
  private static final int LONGEST = 64 << 10;
  private static final int[] LONGEST_PIECES = {1, 30, 3_000};
  private static final List<String> JOINTS =
      List.of(" ", "\n", ". ", ", ", "", "\t", " [EMAIL_1] ");
  private static final List<String> NAMES = List.of("ssn", "card", "note", "value", "id", "phone");
  private static final List<Row> ROWS = new ArrayList<>();

  static {
    for (String file : List.of("plain.tsv", "evasion.tsv", "negative.tsv")) {
      ROWS.addAll(Corpus.read(file, 1));
    }
  }

  private enum Kind {
    PROSE,
    ESCAPES,
    TABLE,
    FIGURES,
    WORDS,
    JSON,
    BROKEN_JSON,
    JSON_IN_STRINGS
  }

  private final SplittableRandom dice = new SplittableRandom(5);

  private <T> T any(List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private String row() {
    Row row = any(ROWS);
    boolean plain = dice.nextInt(3) > 0;
    return plain ? row.text() : row.in(any(List.of(Disguise.values()))).text();
  }

  private String some(Kind kind) {
    return switch (kind) {
      case PROSE, BROKEN_JSON -> row() + any(JOINTS);
      case ESCAPES -> escaped(row(), 1 + dice.nextInt(4)) + any(JOINTS);
      case TABLE ->
          "a%d\t219%02d%04d\t%s%n"
              .formatted(dice.nextInt(99), dice.nextInt(10, 90), dice.nextInt(1_200, 9_000), row());
      case FIGURES -> dice.nextInt(10_000) + (dice.nextInt(4) == 0 ? "-" : " ");
      case WORDS -> "xA1@.".substring(dice.nextInt(5)).repeat(dice.nextInt(2_500)) + row();
      case JSON, JSON_IN_STRINGS -> ",{" + quoted(any(NAMES)) + ":" + value() + "}";
    };
  }

  private String value() {
    return switch (dice.nextInt(5)) {
      case 0 -> String.valueOf(dice.nextLong(1L << 52));
      case 1 -> "4111111111111111";
      case 2 -> quoted("{\"email\":" + quoted(row()) + "}");
      default -> quoted(row());
    };
  }

  private String escaped(String text, int times) {
    String escaped = text;
    for (int i = 0; i < times; i++) {
      StringBuilder once = new StringBuilder();
      for (int at = 0; at < escaped.length(); at++) {
        int c = escaped.charAt(at);
        once.append(dice.nextInt(4) == 0 ? "\\u%04x".formatted(c) : Character.toString(c));
      }
      escaped = once.toString();
    }
    return escaped;
  }

  private static String quoted(String text) {
    return new String(JsonDocument.quote(text), UTF_8);
  }

  private String text(Kind kind, int length) {
    StringBuilder text = new StringBuilder(kind == Kind.TABLE ? "id\tssn\tnote\n" : "");
    if (kind.compareTo(Kind.JSON) < 0) {
      while (text.length() < length) {
        text.append(some(kind));
      }
      return text.toString();
    }
    text.append("{\"all\":[1");
    while (text.length() < length) {
      text.append(some(Kind.JSON));
    }
    text.append("]}");
    return switch (kind) {
      case BROKEN_JSON -> text.insert(text.length() * 2 / 3, " oops \"").append(row()).toString();
      case JSON_IN_STRINGS -> "{\"body\":" + quoted("[" + quoted(text.toString()) + "]") + "}";
      default -> text.toString();
    };
  }

  /** What leaves, and what was counted. */
  private static String streamed(String text, Redaction redaction, List<Integer> cuts) {
    PseudonymScope scope = Pseudonyms.perRequest().of(Requests.post(Requests.MODEL, "{}"));
    assertThat(scope.token(PiiType.EMAIL, "\"joe\"@example.com")).isEqualTo("[EMAIL_1]");
    AnswerText answer =
        new AnswerText(SCANNER, Answers.redacting(redaction), scope, Requests.MODEL);
    List<TextFlow> flows = answer.flows("/choices/0/delta/content");
    StringBuilder sent = new StringBuilder();
    int at = 0;
    for (int cut : cuts) {
      if (!Character.isLowSurrogate(text.charAt(cut))) { // pairs are not cut in JSON
        sent.append(more(flows, text.substring(at, cut)));
        at = cut;
      }
    }
    sent.append(more(flows, text.substring(at))).append(rest(flows));
    return sent + "\n" + answer.tally().content(false);
  }

  private static List<Integer> cuts(String text, int longest) {
    SplittableRandom random = new SplittableRandom(longest);
    List<Integer> cuts = new ArrayList<>();
    for (int at = 0; (at += 1 + random.nextInt(longest)) < text.length(); ) {
      cuts.add(at);
    }
    return cuts;
  }

  private static String more(List<TextFlow> flows, String piece) {
    String now = piece;
    for (TextFlow flow : flows) {
      now = flow.more(now);
    }
    return now;
  }

  private static String rest(List<TextFlow> flows) {
    String now = "";
    for (TextFlow flow : flows) {
      now = flow.more(now) + flow.rest();
    }
    return now;
  }

  private static void isTheSameHoweverItIsCut(String text, int[] longestPieces) {
    Redaction redaction = text.length() % 2 == 0 ? Redaction.placeholder() : Redaction.mask();
    String whole = streamed(text, redaction, List.of());
    for (int longest : longestPieces) {
      String cut = streamed(text, redaction, cuts(text, longest));
      int at = Arrays.mismatch(cut.toCharArray(), whole.toCharArray());
      assertThat(at).as("pieces of up to %d of %s", longest, text).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatLeavesDoesNotDependOnTheCuts(Kind kind) {
    isTheSameHoweverItIsCut(text(kind, dice.nextInt(SHORTEST, 2 * SHORTEST)), LONGEST_PIECES);
  }

  @ParameterizedTest
  @EnumSource(names = {"ESCAPES", "JSON"})
  void norInALongerOne(Kind kind) {
    isTheSameHoweverItIsCut(text(kind, LONGEST), new int[] {50});
  }

  /** Cut in two around the places where something leaves that was held back too long. */
  @ParameterizedTest
  @EnumSource(names = {"PROSE", "ESCAPES", "JSON", "BROKEN_JSON"})
  void norOnASingleCut(Kind kind) {
    String text = text(kind, SHORTEST + 200);
    String whole = streamed(text, Redaction.placeholder(), List.of());
    for (int border : new int[] {2_304, HoldBack.UNDECIDED, HoldBack.MOST}) {
      for (int at = border - 1; at <= border + 1; at++) {
        String cut = streamed(text, Redaction.placeholder(), List.of(at));
        assertThat(cut).as("cut at %d", at).isEqualTo(whole);
      }
    }
  }

  @Test
  void rowsOfATableAreReadBelowItsHeadAlsoBehindARowThatIsOdd() {
    StringBuilder table = new StringBuilder("id;ssn;note\n");
    for (int i = 0; i < 90; i++) {
      String note = i % 9 == 4 ? "a; b" : i % 9 == 7 ? "1, 2, 3" : "x";
      table.append("a%d;219%02d%04d;%s%n".formatted(i, 10 + i % 80, 1_200 + 7 * i, note));
    }
    String text = table.toString();
    List<String> lines = streamed(text, Redaction.placeholder(), cuts(text, 3)).lines().toList();
    assertThat(lines.subList(1, 91)).allMatch(line -> line.matches("a\\d+;\\[SSN];.*"));
  }
}
