package io.gatewaystack.transformabl.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTextTest {
  private final NormalText text = new NormalText();

  private String read(String original) {
    text.read(original);
    return text.text(0, text.length());
  }

  @Test
  void disguisesTakenOffLeaveAscii() {
    read("a%40b\u200b.c");
    assertThat(text.ascii()).isEqualTo("a@b.c".getBytes(UTF_8));
    assertThat(text.bytes()).as("not its own normal form").isNull();
    read("caf\u00e9");
    assertThat(text.ascii()).containsExactly('c', 'a', 'f', PlainBytes.NO_ASCII);
    assertThat(text.bytes()).as("nor its own normal form").isNull();
    read("plain");
    assertThat(text.bytes()).isEqualTo("plain".getBytes(UTF_8)).isSameAs(text.ascii());
  }

  @ParameterizedTest(name = "{0} reads {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a%40b | a@b",
        "a%4ab | aJb",
        "%E2%80%8B@ | @",
        "%ef%bc%a0 | @",
        "%C3x | Ãx",
        "%E2%80x | âx",
        "100% | 100%",
        "5%x | 5%x",
        "%zz | %zz",
        "a&#64;b | a@b",
        "a&#64b | a@b",
        "a&#x40;b | a@b",
        "a&#X40;b | a@b",
        "&commat;&period;&lt;&GT; | @.<>",
        "&zwj;x&shy; | x",
        "&#8203;x | x",
        "&#99999999;x | &#99999999;x",
        "&nosuch; | &nosuch;",
        "&amp | &amp",
        "R&D | R&D",
        "&#; | &#;",
        "&#x; | &#x;",
        "\\u0040 | @",
        "\\u{40}x | @x",
        "\\u{1F600} | 😀",
        "\\ud83d\\ude00 | 😀",
        "\\U00000040 | @",
        "\\x40 | @",
        "\\\" | \"",
        "\\\\u0040 | @",
        "\\u004 | \\u004",
        "\\u{} | \\u{}",
        "\\u{40 | \\u{40",
        "\\x4 | \\x4",
        "\\q | \\q",
        "C:\\dir | C:\\dir",
        "a [at] b | a@b",
        "a(at)b | a@b",
        "a {AT} b | a@b",
        "a < at > b | a@b",
        "a[@]b[.]c | a@b.c",
        "a [dot] b (DOT) c | a.b.c",
        "a [at b | a [at b",
        "a [at) b | a [at) b",
        "a [date] b | a [date] b",
        "(and) | (and)",
        "%2540 | @",
        "%252540 | @",
        "&amp;#64; | @",
        "&amp;amp;#64; | @",
        "\\\\\\\\u0040 | @",
        "%5Cu0040 | @",
        "＠ | @",
        "ⓙⓞⓔ | joe",
        "㏂ | a.m.",
        "jоe | joe",
        "Иван | Иван",
        "О7 | O7",
        "x\u200By | xy"
      })
  void readsWhatAReaderSees(String original, String normal) {
    assertThat(read(original)).isEqualTo(normal);
  }

  @Test
  void fiveEscapesInEachOtherAreTooMany() {
    assertThat(read("%2525252540")).isEqualTo("%40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5</td><td>5", "5<td><td>5", "5</td></tr><tr><td>5", "5<br/><br/>5"})
  void aTextMayEndWithinATag(String tags) {
    String before = "some ".repeat(300); // so long that nothing has more room than the text
    for (int end = 1; end < tags.length(); end++) {
      String cut = before + tags.substring(0, end);
      NormalText first = new NormalText();
      first.read(cut);
      assertThat(first.text(0, first.length())).isEqualTo(cut);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%40b c",
        "%E2%80%8Bx",
        "a [at] b",
        "x &amp;#64; y",
        "\\\\u0040z",
        "⑳a\u200Bb",
        "😀%41",
        "a&#64"
      })
  void everyCharacterKnowsWhereItCameFrom(String original) {
    read(original);
    int last = 0;
    for (int i = 0; i < text.length(); i++) {
      assertThat(text.originalStart(i)).isGreaterThanOrEqualTo(last);
      assertThat(text.originalEnd(i + 1)).isGreaterThan(text.originalStart(i));
      assertThat(text.originalEnd(i + 1)).isLessThanOrEqualTo(original.length());
      char c = text.at(i);
      if (c < 0x80 && Character.isLetter(c) && original.charAt(text.originalStart(i)) == c) {
        assertThat(text.originalEnd(i + 1)).isEqualTo(text.originalStart(i) + 1);
      }
      last = text.originalStart(i);
    }
  }

  @Test
  void anEscapeOfAnEscapeIsOneSpan() {
    assertThat(read("x%2540y")).isEqualTo("x@y");
    assertThat(text.originalStart(1)).isEqualTo(1);
    assertThat(text.originalEnd(2)).isEqualTo(6);
    assertThat(text.originalStart(2)).isEqualTo(6);
  }

  /** Only what stands near a change is read again for escapes of escapes. */
  @Test
  void escapesInEachOtherAreReadFarFromOthersAndNear() {
    SplittableRandom random = new SplittableRandom(5);
    String[] escapes = {"%40", "%2540", "%252540", "&amp;#64;", "\\\\u0040", "＆#64;", "а%61"};
    String[] read = {"@", "@", "@", "@", "@", "@", "aa"};
    for (int i = 0; i < 500; i++) {
      StringBuilder original = new StringBuilder("x");
      StringBuilder normal = new StringBuilder("x");
      for (int part = 0; part < 6; part++) {
        int which = random.nextInt(escapes.length);
        String between = " x".repeat(random.nextInt(part % 2 == 0 ? 5 : 2_000)) + ' ';
        original.append(between).append(escapes[which]);
        normal.append(between).append(read[which]);
      }
      assertThat(read(original.toString())).isEqualTo(normal.toString());
      assertThat(text.originalStart(text.length() - 1)).isLessThan(original.length());
      assertThat(text.originalEnd(text.length())).isEqualTo(original.length());
    }
  }

  @Test
  void aLetterOfALongWordIsReadAsItsLastLettersAre() {
    String word = "яа".repeat(1_000);
    assertThat(read(word)).isEqualTo(word);
    assertThat(read(word + "%2561")).isEqualTo("яa".repeat(1_000) + "a");
  }

  @Test
  void readsOneTextAfterTheOther() {
    assertThat(read("a%40b and much more text than the next one")).startsWith("a@b");
    assertThat(read("plain")).isEqualTo("plain");
    assertThat(text.originalStart(3)).isEqualTo(3);
    assertThat(read("%2540")).isEqualTo("@");
    assertThat(read("%2540%2541")).isEqualTo("@A");
    assertThat(read("")).isEmpty();
    assertThat(read("x".repeat(10_000))).hasSize(10_000);
    assertThat(read("⑳".repeat(5_000))).isEqualTo("20".repeat(5_000));
  }

  @Test
  void aLongTextIsReadLikeAShortOne() {
    String long1 = "x".repeat(2_000_000) + "\u200Bjo\u200Be＠";
    assertThat(read(long1)).endsWith("xjoe@");
    assertThat(text.originalStart(2_000_000)).isEqualTo(2_000_001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain text", "a/b?c=d;e", "100% sure & ready", "(and) [x] {y} <z>", "a@b.c"})
  void plainBytesAreTheirOwnNormalForm(String plain) {
    byte[] bytes = plain.getBytes(UTF_8);
    assertThat(PlainBytes.are(bytes, 0, bytes.length)).isTrue();
    assertThat(read(plain)).isEqualTo(plain);
    text.read(bytes, 0, bytes.length);
    assertThat(text.text(0, text.length())).isEqualTo(plain);
  }

  @ParameterizedTest(name = "{0} reads {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "555<b>-</b>0100 ~ 555-0100",
        "<i>5</i><i>5</i><B>5</B> ~ <i>555</B>",
        "5<span class=\"s\">5</span>5 ~ 555",
        "j<!-- x -->o@<wbr/>e.com ~ jo@e.com",
        "is <b>bold</b> text ~ is <b>bold</b> text",
        "5<td>5</td>5 ~ 5<td>5</td>5",
        "`55</td><td>66` ~ `55\n66`",
        "`55<br/>66` ~ `55\n66`",
        "5555555<br>66 ~ 5555555<br>66",
        "a<br>6 ~ a<br>6",
        "5<script>5 ~ 5<script>5",
        "5<span style=\"display:none\">6</span>5 ~ 5<span style=\"display:none\">65",
        "5<a href=\"javascript:x\">5 ~ 5<a href=\"javascript:x\">5",
        "5<b 5 ~ 5<b 5",
        "1<b>2 < 3 ~ 12 < 3",
        "`\"555\" + \"-0100\"` ~ `\"555-0100\"`",
        "'a' . 'b' & 'c' ~ 'abc'",
        "`x + \"b\"` ~ `x + \"b\"`",
        "`\"5\",\"6\", \"7\"` ~ `\"567\"`",
        "`\"55\",\"6\"` ~ `\"55\",\"6\"`",
        "[5][6][7] ~ 567",
        "see [5] ~ see [5]",
        "a[10][20] ~ a[10][20]",
        "5|6|7 ~ 567",
        "15|6|7 ~ 15|67",
        "a|b|c ~ a|b|c",
        "joe\\@example\\.com ~ joe@example.com"
      })
  void readsTogetherWhatStandsInPieces(String original, String normal) {
    assertThat(read(original)).isEqualTo(normal);
  }

  @Test
  void plainBytesNeverHideAnything() {
    SplittableRandom random = new SplittableRandom(5);
    String marks = "%&\\[({<#;x4u0@. atdo\u200Bé１a";
    int plain = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder some = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        some.append(marks.charAt(random.nextInt(marks.length())));
      }
      byte[] bytes = some.toString().getBytes(UTF_8);
      if (PlainBytes.are(bytes, 0, bytes.length)) {
        plain++;
        assertThat(read(some.toString())).isEqualTo(some.toString());
      }
    }
    assertThat(plain).isGreaterThan(1_000);
  }

  @Test
  void outsideTheTextStandsNothing() {
    read("ab");
    assertThat(text.at(-1)).isEqualTo('\0');
    assertThat(text.at(2)).isEqualTo('\0');
    assertThat(text.isLetter(2)).isFalse();
    assertThat(text.wordEnd(0)).isEqualTo(2);
    assertThat(text.wordStart(2)).isZero();
    assertThat(text.startsWith("ab", 0)).isTrue();
    assertThat(text.startsWith("abc", 0)).isFalse();
    assertThat(text.blank(0)).isEqualTo(2);
  }

  @Test
  void readsOnFromACommentThatNeverEndsToOneThatDoes() {
    String open = "5<!--" + "x".repeat(120);

    assertThat(read("5<!--a 5<!--b-->5")).isEqualTo("55");
    assertThat(read(open + "5<!--b-->5")).isEqualTo(open + "55");
    assertThat(read(open + "5<!--b-->5<!--c-->5")).isEqualTo(open + "555");
    assertThat(read(open + "5<!--b --5")).isEqualTo(open + "5<!--b --5");
  }

  @Test
  void readsCodesOfMailsNearASignAndADotOnly() {
    String address = "a=40b=2Ec";
    String far = "d".repeat(50);

    assertThat(read(address + far + "=2Ee")).isEqualTo("a@b.c" + far + "=2Ee");
    assertThat(read("a=2Eb" + far + address)).isEqualTo("a=2Eb" + far + "a@b.c");
    assertThat(read(address + far + address)).isEqualTo("a@b.c" + far + "a@b.c");
    assertThat(read("a=40b c=2Ed " + address)).isEqualTo("a=40b c=2Ed a@b.c");
  }
}
