package io.gatewaystack.context.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        " ",
        "\r\n\t ",
        "{",
        "[1",
        "\"open",
        "{\"a\":1",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "[1,]",
        "{\"a\":1,}",
        "[,1]",
        "[1 2]",
        "]",
        "tru",
        "True",
        "nul",
        "truefalse",
        "NaN",
        "[NaN]",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-01",
        "[00]",
        ".5",
        "1.",
        "1.e3",
        "1e",
        "1e+",
        "-",
        "0x10",
        "1_000",
        "// comment\n1",
        "/* comment */ 1",
        "[1] // comment",
        "# comment\n1",
        "\"a\u0000b\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"a\u001fb\"",
        "{\"a\tb\":1}",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\\"",
        "\u00a01",
        "\u000b1",
        "\u20281"
      })
  void refusesWhatTheGrammarDoesNotAllow(String document) {
    assertRefused(document.getBytes(UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "1 1",
        "{} {}",
        "{}x",
        "[]]",
        "{}}",
        "null,",
        "\"a\"\"b\"",
        "1\u0000",
        "{}\u0000",
        "true//",
        "\"a\"trailing",
        "1 tru"
      })
  void refusesWhatFollowsTheValue(String document) {
    assertRefused(document.getBytes(UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"\\u0061\":1,\"\\u0061\":1}",
        "{\"/\":1,\"\\/\":2}",
        "{\"é\":1,\"\\u00E9\":2}",
        "{\"😀\":1,\"\\ud83d\\ude00\":2}",
        "{\"\":1,\"\":2}",
        "{\"o\":{\"k\":[{\"x\":1,\"y\":2,\"x\":3}]}}",
        "{\"a\":{},\"b\":1,\"c\":2,\"d\":3,\"a\":[]}",
      })
  void refusesDuplicateKeysHoweverTheyAreSpelled(String document) {
    assertRefused(document.getBytes(UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"a\":1,\"A\":2}",
        "[{\"a\":1},{\"a\":2}]",
        "{\"a\":{\"a\":{\"a\":1}}}",
        "{\"a\":1,\"a \":2}"
      })
  void acceptsKeysThatOnlyLookAlike(String document) {
    assertThat(JsonDocument.parse(document.getBytes(UTF_8)).tree()).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\\ud800",
        "\\uDBFF",
        "\\udc00",
        "\\uDFFF",
        "\\ud800x",
        "\\ud800\\n",
        "\\ud800\\u0041",
        "\\ud800\\ud800",
        "\\udc00\\ud800",
        "\\ud800\\ud800\\udc00",
        "\\ud800\\udc00\\udc00",
        "\\\\\\ud800",
        "x\\ud83d"
      })
  void refusesUnpairedSurrogatesInEveryPosition(String text) {
    assertRefused(("\"" + text + "\"").getBytes(UTF_8));
    assertRefused(("[\"" + text + "\",\"\\udc00\"]").getBytes(UTF_8));
    assertRefused(("{\"" + text + "\":1}").getBytes(UTF_8));
    assertRefused(("{\"a\":[1,{\"b\":\"" + text + "\"}]}").getBytes(UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\\ud83d\\ude00",
        "\\\\ud800",
        "\\\\\\\\udc00",
        "😀\\ud83d\\ude00",
        "\\ud7ff\\ue000"
      })
  void acceptsPairedSurrogatesAndEscapedBackslashes(String text) {
    assertThat(JsonDocument.parse(("\"" + text + "\"").getBytes(UTF_8)).tree().isString()).isTrue();
  }

  static Stream<Arguments> brokenUtf8() {
    return Stream.of(
        arguments("stray continuation", "\"\u0080\""),
        arguments("overlong slash, two bytes", "\"\u00c0\u00af\""),
        arguments("overlong slash, three bytes", "\"\u00e0\u0080\u00af\""),
        arguments("overlong NUL", "\"\u00c0\u0080\""),
        arguments("overlong slash, four bytes", "\"\u00f0\u0080\u0080\u00af\""),
        arguments("surrogate", "\"\u00ed\u00a0\u0080\""),
        arguments("surrogate pair (CESU-8)", "\"\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\""),
        arguments("beyond U+10FFFF", "\"\u00f4\u0090\u0080\u0080\""),
        arguments("five bytes", "\"\u00f8\u0088\u0080\u0080\u0080\""),
        arguments("truncated inside the string", "\"\u00e2\u0082\""),
        arguments("truncated at the end of input", "\"\u00e2\u0082"),
        arguments("0xFF", "\"\u00ff\""),
        arguments("Latin-1", "\"caf\u00e9\""),
        arguments("broken in a key", "{\"\u00c0\u00af\":1}"),
        arguments("broken behind the value", "1 \u00ff"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenUtf8")
  void refusesInvalidUtf8(String name, String bytes) {
    assertRefused(bytes.getBytes(ISO_8859_1));
  }

  @Test
  void refusesAByteOrderMark() {
    assertRefused("\uFEFF{}".getBytes(UTF_8));
    assertRefused("\uFEFF".getBytes(UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "UTF-32"})
  void refusesTheOtherUnicodeEncodings(String charset) {
    for (String document : new String[] {"1", "{}", "[1]", "\"é\"", "{\"role\":\"admin\"}"}) {
      assertRefused(document.getBytes(Charset.forName(charset)));
    }
  }

  @Test
  void boundsTheDepth() {
    assertThat(JsonDocument.parse(nested(JsonDocument.MAX_DEPTH)).tree().isArray()).isTrue();
    assertRefused(nested(JsonDocument.MAX_DEPTH + 1));
    assertRefused("[".repeat(1_000_000).getBytes(UTF_8));
    assertRefused("{\"a\":".repeat(JsonDocument.MAX_DEPTH + 1).getBytes(UTF_8));
  }

  private static byte[] nested(int depth) {
    return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
  }

  @Test
  void boundsTheNumberOfTokens() {
    int values = Math.toIntExact(JsonDocument.MAX_TOKENS) - 2; // two brackets
    assertThat(JsonDocument.parse(zeros(values)).tree().size()).isEqualTo(values);
    assertRefused(zeros(values + 1));
  }

  private static byte[] zeros(int count) {
    return ("[" + "0,".repeat(count - 1) + "0]").getBytes(UTF_8);
  }

  @Test
  void refusesNumbersOfAbsurdLength() {
    assertRefused("9".repeat(1001).getBytes(UTF_8));
    assertRefused(("0." + "9".repeat(1001)).getBytes(UTF_8));
  }

  @Test
  void aRefusalShowsNothingOfTheDocumentAndHasNoStackTrace() {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> JsonDocument.parse("{\"secret\": hunter2}".getBytes(UTF_8)))
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty())
        .withMessage("The document is not valid JSON")
        .withNoCause();
  }

  private static void assertRefused(byte[] document) {
    assertThatExceptionOfType(InvalidJson.class).isThrownBy(() -> JsonDocument.parse(document));
  }
}
