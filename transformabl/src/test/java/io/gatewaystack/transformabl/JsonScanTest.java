package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScanTest {
  private static final Redaction PLACEHOLDER = Redaction.placeholder();

  private record Scanned(JsonScan scan, Tally tally) {
    List<JsonDocument.Edit> edits() {
      return scan.edits();
    }

    Content content() {
      return tally.content(scan.truncated());
    }
  }

  private static Scanned scan(String json, Redaction redaction) {
    return scan(json, RedactionRules.all(redaction));
  }

  private static Scanned scan(String json, RedactionRules rules) {
    JsonDocument document = JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
    Tally tally = new Tally();
    Redactor redactor = new Redactor(TextScanner.ofAllTypes(), rules, null, tally);
    JsonScan scan = new JsonScan(redactor, document, JsonScan.Place.body(pointer -> false));
    return new Scanned(scan, tally);
  }

  private static String redact(String json, Redaction redaction) {
    return redact(json, RedactionRules.all(redaction));
  }

  private static String redact(String json, RedactionRules rules) {
    JsonDocument document = JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = document.splice(scan(json, rules).edits()).bytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void redactsPersonalDataAndKeepsAllElse() {
    String json =
        """
        { "zeta": {"contact":"write to joe@example.com today", "n": [1, 2.50, 1.00, -0.0, 1E+2]},
          "order": "4111111111111112", "order_no": 4111111111111112,
          "card":\t4111111111111111, "spaced": "4111 1111 1111 1111",
          "alpha": null, "yes": true, "caf\\u00e9\\/": "caf\\u00e9 \\/ \\n \\"q\\"" }
        """;
    assertThat(redact(json, PLACEHOLDER))
        .isEqualTo(
            json.replace("joe@example.com", "[EMAIL]")
                .replace("4111111111111111,", "\"[CREDIT_CARD]\",")
                .replace("4111 1111 1111 1111", "[CREDIT_CARD]"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"mask, '\"41************11\"'", "remove, '\"\"'", "placeholder, '\"[CREDIT_CARD]\"'"})
  void redactedNumbersBecomeStrings(String mode, String expected) {
    Redaction redaction =
        switch (mode) {
          case "mask" -> Redaction.mask();
          case "remove" -> Redaction.remove();
          default -> PLACEHOLDER;
        };
    assertThat(redact("{\"qty\":250,\"card\":4111111111111111}", redaction))
        .isEqualTo("{\"qty\":250,\"card\":" + expected + "}");
    assertThat(redact("4111111111111111", redaction)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111.0",
        "4.111111111111111e15",
        "4111111111111111e0",
        "41111111111111110E-1",
        "0.4111111111111111e16",
        "4111111111111111.000"
      })
  void readsNumbersAsTheirReaderWill(String number) {
    assertThat(redact("[" + number + "]", PLACEHOLDER)).isEqualTo("[\"[CREDIT_CARD]\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111112",
        "4111111111111111.5",
        "4.1111111111111115e15",
        "4111111111111111e1",
        "4111111111111111e99999999999",
        "4111111111111111e9999",
        "1.7976931348623157e308",
        "41111111111111110000000000000000000000000.0",
        "4.111111111111111e-15",
        "1234567890123456789"
      })
  void leavesNumbersThatAreNotCards(String number) {
    assertThat(redact("[" + number + "]", PLACEHOLDER)).isEqualTo("[" + number + "]");
  }

  @Test
  void redactsANegativeNumberWhole() {
    assertThat(redact("[-4111111111111111]", PLACEHOLDER)).isEqualTo("[\"-[CREDIT_CARD]\"]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "joe\\u0040example.com | [EMAIL]",
        "\\u006a\\u006f\\u0065@example.com | [EMAIL]",
        "\\uFF14\\uFF1111111111111111 | [CREDIT_CARD]",
        "123\\u002d45-6789 | [SSN]",
        "jo\\u200be@example.com | [EMAIL]",
        "123\\u200d-45-6789 | [SSN]",
        "joe＠example.com | [EMAIL]",
        "x\\n\\tjoe@example.com\\n | x\\n\\t[EMAIL]\\n",
        "\\\\joe@example.com\\/ | \\\\[EMAIL]\\/",
        "😀é\\ud83d\\ude00 joe@example.com 日本\\u65e5 ann@example.com 😀 | 😀é\\ud83d\\ude00 [EMAIL] 日本\\u65e5 [EMAIL] 😀",
        "jo\u00ADe@example.com | [EMAIL]",
        "４１１１ 1111 1111 1111 | [CREDIT_CARD]",
      })
  void findsWhatEscapesAndDisguisesHide(String content, String redacted) {
    assertThat(redact("{\"a\":\"" + content + "\",\"b\":1}", PLACEHOLDER))
        .isEqualTo("{\"a\":\"" + redacted + "\",\"b\":1}");
  }

  @Test
  void quotesWhatTheReplacementHolds() {
    assertThat(
            redact("[\"joe@example.com\",4111111111111111]", Redaction.placeholder("\"{TYPE}\\")))
        .isEqualTo("[\"\\\"EMAIL\\\\\",\"\\\"CREDIT_CARD\\\\\"]");
    assertThat(redact("[\"joe@example.com\"]", Redaction.mask('"', 1)))
        .isEqualTo("[\"j" + "\\\"".repeat(13) + "m\"]");
  }

  @Test
  void labelsKeysAndLeavesThem() {
    String json = "{\"joe@example.com\":{\"4111111111111111\":true}}";
    Scanned scan = scan(json, PLACEHOLDER);
    assertThat(scan.edits()).isEmpty();
    Content content = scan.content();
    assertThat(content.piiTypes()).containsExactly("credit_card", "email");
    assertThat(content.replacement()).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "['4111','1111','1111','1111'] | ['[CREDIT_CARD]','','','']",
        "[ '4111' , '1111','1111',\t'1111' , 'x'] | [ '[CREDIT_CARD]' , '','',\t'' , 'x']",
        "[4111,1111,1111,1111] | ['[CREDIT_CARD]','','','']",
        "['41','11','11','11','11','11','11','11'] | ['[CREDIT_CARD]','','','','','','','']",
        "['4','1','1','1','1','1','1','1','1','1','1','1','1','1','1','1'] |"
            + " ['[CREDIT_CARD]','','','','','','','','','','','','','','','']",
        "{'a':['4111','1111','1111','1111'],'b':1} | {'a':['[CREDIT_CARD]','','',''],'b':1}",
        "['x','4111','1111','1111','1111',null] | ['x','[CREDIT_CARD]','','','',null]",
        "{'card':['3471 877','946 89668']} | {'card':['[CREDIT_CARD]','']}",
        "{'ssn':['353-8','7-8807']} | {'ssn':['[SSN]','']}",
        "{'phone':['818-43','7-1381']} | {'phone':['[PHONE]','']}",
        "{'iban':['CZ12','4519','5603','8093','1246','1569']} | {'iban':['[IBAN]','','','','','']}",
        "['NL','92','ABNA','7354','1133','65'] | ['[IBAN]','','','','','']",
        "['NL92 ABNA 735',' 4113365'] | ['[IBAN]','']",
        "{'phone':['+48','512','345','678']} | {'phone':['[PHONE]','','','']}",
        "{'phone':['+120','6502','6485']} | {'phone':['[PHONE]','','']}",
        "{'phone':[4,4,2,0,7,9,4,6,0,9,5,8]} | {'phone':['[PHONE]','','','','','','','','','','','']}",
        "{'card':[41111111,11111111]} | {'card':['[CREDIT_CARD]','']}",
      })
  void findsANumberSpreadOverAnArray(String json, String redacted) {
    assertThat(redact(json.replace('\'', '"'), PLACEHOLDER)).isEqualTo(redacted.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['4111 1111','1111 1111']",
        "['4111','1111','1111','1112']",
        "[4111,1111,1111,1112]",
        "[[4111,1111],[1111,1111]]",
        "['4111','1111',['1111','1111']]",
        "{'a':'4111','b':'1111','c':'1111','d':'1111'}",
        "['4111','1111','1111','1111','7']",
        "[7,4111,1111,1111,1111]",
        "[41,11,11,11,11,11,11,11,11,11,11,11,11,11,11]",
        "[4111]",
        "[123,45,6789]",
        "{'orders':['353-8','7-8807']}",
        "{'sizes':['353-8','7-8807']}",
        "['NL92','ABNA','7354','1133','66']",
        "['NL92','ABNA','7354','1133','65','1']",
        "['EUR','USD','GBP','CHF','SEK','NOK']",
        "['2026-05-04','2026-05-05']",
        "['+48','512','345','678']",
        "{'n':[4,4,2,0,7,9,4,6,0,9,5,8]}",
        "[41111111,11111111]",
        "{'points':['41111111','11111111']}",
        "{'ids':[4111,1111,1111,1111]}"
      })
  void takesNumbersSideBySideForOneOnlyWhenTheyAreOneAsAWhole(String json) {
    String written = json.replace('\'', '"');
    assertThat(redact(written, PLACEHOLDER)).isEqualTo(written);
  }

  @Test
  void countsEveryMatch() {
    Scanned scan = scan("[\"a@b.co c@d.co\",\"123-45-6789\",{\"k\":\"e@f.co\"}]", Redaction.mask());
    assertThat(scan.content().matches()).containsEntry("email", 3).containsEntry("ssn", 1);
    assertThat(scan.edits()).hasSize(4);
  }

  @Test
  void redactsKeysWhenAsked() {
    RedactionRules rules = RedactionRules.builder().otherwise(PLACEHOLDER).keys().build();
    assertThat(redact("{\"joe@example.com\":{\"ann@example.com\":1},\"k\":2}", rules))
        .isEqualTo("{\"[EMAIL]\":{\"[EMAIL]\":1},\"k\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':-4111111111111111,'v':4539148803436467}",
        "{'name':'order joe@example.com','v':4539148803436467}",
        "{'v':4539148803436467,'name':'order jo\\u0065@example.com'}",
        "{'order':{'v':4539148803436467,'name':-4111111111111111}}",
        "[['order joe@example.com',4539148803436467],['x',1]]",
        "{'columns':['order joe@example.com','b'],'rows':[[4539148803436467,1]]}",
        "{'order joe@example.com':4539148803436467}",
        "{'order joe@example.com':{'v':4539148803436467}}",
        "{'v':4539148803436467,'name':'{\\'order\\':\\'joe@example.com\\'}'}",
      })
  void namesSayTheSameWhenTheyAreRedacted(String json) {
    RedactionRules rules = RedactionRules.builder().otherwise(PLACEHOLDER).keys().build();
    String once = redact(json.replace('\'', '"'), rules);
    assertThat(once).isNotEqualTo(json.replace('\'', '"'));
    assertThat(redact(once, rules)).isEqualTo(once);
  }

  @Test
  void redactsByTypeAndPlace() {
    RedactionRules rules =
        RedactionRules.builder()
            .type(PiiType.EMAIL, PLACEHOLDER)
            .type(PiiType.CREDIT_CARD, Redaction.mask())
            .field("/notes/*", Redaction.remove())
            .keep("/to", PiiType.EMAIL)
            .build();
    assertThat(
            redact(
                "{\"to\":\"joe@example.com 4111111111111111\",\"cc\":\"joe@example.com\","
                    + "\"notes\":[\"joe@example.com\"],\"ssn\":\"123-45-6789\"}",
                rules))
        .isEqualTo(
            "{\"to\":\"joe@example.com 41************11\",\"cc\":\"[EMAIL]\","
                + "\"notes\":[\"\"],\"ssn\":\"123-45-6789\"}");
  }
}
