package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisguiseTest {
  private final TextScanner scanner = TextScanner.ofAllTypes();

  private String only(String text) {
    List<Match> matches = scanner.scan(text).matches();
    assertThat(matches).hasSize(1);
    return matches.get(0).value(text);
  }

  @ParameterizedTest(name = "U+{0}")
  @ValueSource(
      ints = {
        0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0x200E, 0x202E, 0x2066, 0x061C, 0x180E,
        0x034F, 0xFE0F, 0x0336, 0x3164, 0x115F, 0x2800, 0xE0061, 0xE0100, 0x0000, 0x0008, 0x007F,
        0x0080
      })
  void readsThroughWhatIsInvisible(int invisible) {
    String hidden = Character.toString(invisible);
    for (String value : List.of("joe@example.com", "123-45-6789", "4111 1111 1111 1111")) {
      String disguised = String.join(hidden, value.split("(?<=.)"));
      String text = "x: " + disguised + " y";
      assertThat(only(text)).isEqualTo(disguised);
      assertThat(scanner.redact(text, Redaction.remove())).isEqualTo("x:  y");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joe＠example．com",
        "ｊｏｅ@ｅｘａｍｐｌｅ.ｃｏｍ",
        "joe﹫example。com",
        "𝐣𝐨𝐞@𝐞𝐱𝐚𝐦𝐩𝐥𝐞.𝐜𝐨𝐦",
        "123‐45‑6789",
        "１２３－４５－６７８９",
        "123–45—6789",
        "123−45−6789",
        "4111\u00A01111\u20091111\u30001111",
        "４１１１１１１１１１１１１１１１",
        "٤١١١١١١١١١١١١١١١",
        "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
        "4⑪1111111111111",
        "④①①①①①①①①①①①①①①①",
      })
  void readsCompatibilityFormsAsAscii(String disguised) {
    assertThat(only("is " + disguised)).isEqualTo(disguised);
    assertThat(only("日本 " + disguised + "。")).isEqualTo(disguised);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "843<b>-</b>235<b>-</b>0935",
        "843**-**235**-**0935",
        "843\" + \"-235\" + \"-0935",
        "5|1|0|4|4|4|0|9|8|1|0|7|3|5|9|8",
        "joe\\@example\\.com",
        "joe_at_example_dot_com",
        "joe=2Ebloggs=40example=2Ecom",
        "joe . bloggs @ example . com",
        "olga4749 (ät) gmx (punkt) de",
        "bmensah (собака) kth (точка) se",
        "petra\\137dubois\\100example\\056org",
        "4870<b> </b>2659<b> </b>3552<b> </b>7851",
        "2a00[:]1450[:]4001[:]81b[:][:]200e",
        "mona_lisa@exa<wbr>mple.com",
        "\"mona fischer\"@example.com"
      })
  void readsValuesInPiecesAsOne(String disguised) {
    assertThat(only("(" + disguised + ")")).isEqualTo(disguised);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "as in [1][2][3][4][5][6][7][8][9]",
        "| 5 | 1 | 0 | 4 |\n| 4 | 4 | 0 | 9 |",
        "data_at_rest_dot_enc",
        "width=40em;height=2Em",
        "a = 4 @ 5 . 6",
        "C:\\100files\\101.txt",
        "see &lt;br> 5<br>6 and 15<br>16",
        "2**-3**-4 and 2*3*4",
        "print(\"a\" + \"b\" + \"c\")",
        "\"x\"@en, \"y\"@de"
      })
  void whatLooksLikePiecesIsNoValue(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSN ❽❶❷-❶❷-❼❸❹❶",
        "phone 702⁃267⁃1820",
        "phone ❾❼❾ ❺❽❸ ❶❾❾⓿",
        "phone as list: [7, 0, 3, 4, 2, 3, 6, 5, 7, 3]",
        "SSN <br>3<br>6<br>9<br>8<br>0<br>2<br>0<br>2<br>6",
        "जन्म तिथि ०४-१०-१९६४",
        "फोन 0551 2345678"
      })
  void readsFiguresOfEveryKindWithTheWordBesideThem(String text) {
    assertThat(scanner.scan(text).matches()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from l92.l6O.ll3.74",
        "from lO.66.ll9.2l9",
        "host=5l.2.lO6.3",
        "Caller 5O3.82l.844l hung up",
        "to 2l2 9O5 l452 now",
        "SSN 4O7-67-93l3",
        "DE89 37O4 OO44 O532 O13O OO",
        "GB82 WEST l234 5698 7654 32",
        "Account number: 8O597O5633",
        "ABA O21OOO021",
        "NPI l23456789З",
        "born O3/l5/1984",
        "passport A12O45678",
        "DL: D4O18712",
        "diagnosis: F32.l",
        "SSN З55-ІІ-ОЗО9",
        "Τel 415-55Ο-26Ι1",
        "from ІО.228.7З.86",
        "Geburtsdatum: І6.ОЗ.І972"
      })
  void readsLettersThatLookLikeDigitsAsSuch(String text) {
    assertThat(scanner.scan(text).matches()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chapter I.2.l.O, lOOk at l.O.l",
        "l.O.2.3 and O.1.2.3",
        "| 4 |lO.2",
        "В 2019 году О компании, п. 5. О сроках, 10 І 20",
        "order 8O597O5633 of passport covers",
        "account types lOa and O1b-2",
        "DE89 37O4 OO44 O532 O13O O1"
      })
  void lettersBesideDigitsAreNoValues(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @Test
  void positionsAreThoseOfTheOriginalText() {
    String text = "a\u200B😀 jo\u200Be@exa\u00ADmple.com\u200B!";
    Match match = scanner.scan(text).matches().get(0);
    assertThat(match.start()).isEqualTo(5);
    assertThat(match.value(text)).isEqualTo("jo\u200Be@exa\u00ADmple.com");
  }

  @Test
  void positionsBehindExpandedCharactersAreThoseOfTheOriginalText() {
    String text = "⑳".repeat(40) + " joe@example.com ⑳";
    Match match = scanner.scan(text).matches().get(0);
    assertThat(match.start()).isEqualTo(41);
    assertThat(match.value(text)).isEqualTo("joe@example.com");
  }

  @Test
  void bordersAreJudgedOnTheNormalText() {
    assertThat(scanner.scan("1\u200B123-45-6789").matches()).isEmpty();
    assertThat(scanner.scan("４123-45-6789").matches()).isEmpty();
  }

  @Test
  void plainTextIsItsOwnNormalForm() {
    String plain = "plain\t\r\n text ~ 42";
    NormalText text = new NormalText();
    text.read(plain);
    assertThat(text.length()).isEqualTo(plain.length());
    assertThat(text.originalStart(3)).isEqualTo(3);
    assertThat(text.originalEnd(3)).isEqualTo(3);
    assertThat(text.at(-1)).isEqualTo('\0');
    assertThat(text.at(plain.length())).isEqualTo('\0');
  }

  @Test
  void toleratesUnpairedSurrogates() {
    String text = "\uD83D joe@example.com \uDE00";
    assertThat(only(text)).isEqualTo("joe@example.com");
  }
}
