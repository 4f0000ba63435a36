package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON documents in strings are read like documents in their place. */
class JsonInStringsTest {
  private static final Redaction PLACEHOLDER = Redaction.placeholder();
  private static final RedactionRules ALL = RedactionRules.all(PLACEHOLDER);

  private static String redact(String json, RedactionRules rules) {
    return redact(json, rules, pointer -> false, new Tally());
  }

  private static String redact(
      String json, RedactionRules rules, Predicate<String> fixed, Tally tally) {
    JsonDocument document = JsonDocument.parse(json.getBytes(UTF_8));
    Redactor redactor = new Redactor(TextScanner.ofAllTypes(), rules, null, tally);
    JsonScan scan = new JsonScan(redactor, document, JsonScan.Place.body(fixed));
    return new String(document.splice(scan.edits()).bytes(), UTF_8);
  }

  private static Map<String, Integer> counts(String json) {
    Tally tally = new Tally();
    JsonDocument document = JsonDocument.parse(json.getBytes(UTF_8));
    Redactor labels = new Redactor(TextScanner.ofAllTypes(), null, null, tally);
    assertThat(new JsonScan(labels, document, JsonScan.Place.body(p -> false)).edits()).isEmpty();
    return tally.content(false).matches();
  }

  /** A document in strings in so many documents. */
  private static String inside(String json, int strings) {
    String text = json;
    for (int i = 0; i < strings; i++) {
      text = "{\"t\":" + new String(JsonDocument.quote(text), UTF_8) + "}";
    }
    return text;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'m':'joe@example.com','n':1.00} | {'m':'[EMAIL]','n':1.00}",
        "{'card':4111111111111111,'n':1} | {'card':'[CREDIT_CARD]','n':1}",
        " ['caf\\u00e9 日本 😀','joe@example.com']  | ['caf\\u00e9 日本 😀','[EMAIL]']",
        "{'joe@example.com':1,'to':'joe@example.com'} | {'joe@example.com':1,'to':'[EMAIL]'}",
        "{'card':['4111','1111','1111','1111']} | {'card':['[CREDIT_CARD]','','','']}",
        "{'note':'the account number','n':123456789} | {'note':'the account number','n':'[US_BANK_NUMBER]'}",
        "{'note':'the account number','n':-123456789.5} | {'note':'the account number','n':-123456789.5}",
      })
  void staysJsonAtEveryDepth(String json, String redacted) {
    for (int strings = 1; strings <= 6; strings++) {
      assertThat(redact(inside(json.replace('\'', '"'), strings), ALL))
          .isEqualTo(inside(redacted.replace('\'', '"'), strings));
    }
  }

  @Test
  void whatGoesOverSeveralElementsIsRedactedInEach() {
    assertThat(redact(inside("{\"octets\":[203, 0, 113, 9],\"x\":1}", 1), ALL))
        .isEqualTo(
            inside(
                "{\"octets\":[\"[IP_ADDRESS]\", \"[IP_ADDRESS]\", \"[IP_ADDRESS]\","
                    + " \"[IP_ADDRESS]\"],\"x\":1}",
                1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'card':4.111111111111111e15}",
        "{'passport':{'issued':'in the city of new york by the office','number':'123456789'}}",
        "{'columns':['id','ssn'],'rows':[['the first of many many many more','519138812']]}",
        "['the list that was asked for, and more: ',{'type':'ssn','value':519138812}]",
      })
  void isReadByItsNamesWhateverItsTextSays(String json) {
    String document = json.replace('\'', '"');
    assertThat(counts(inside(document, 1))).isEqualTo(counts(document)).hasSize(1);
    assertThat(counts(inside(document, 3))).isEqualTo(counts(document));
    assertThat(redact(inside(document, 2), ALL)).isEqualTo(inside(redact(document, ALL), 2));
  }

  @Test
  void namesOutsideCountWhereThoseInsideSayNothing() {
    String ids = "[" + "1,".repeat(30) + "519138812]";
    assertThat(counts("{\"ssn\":" + ids + "}")).containsOnlyKeys("ssn");
    assertThat(counts("{\"ssn\":\"" + ids + "\"}")).containsOnlyKeys("ssn");
    assertThat(counts("{\"lot\":\"" + ids + "\"}")).isEmpty();
  }

  @Test
  void countsWhatIsReadTwiceOnce() {
    String json = "{\"m\":\"joe@example.com ann@example.com\",\"c\":4111111111111111}";
    assertThat(counts(inside(json, 1))).isEqualTo(Map.of("email", 2, "credit_card", 1));
    assertThat(counts(inside(json, 4))).isEqualTo(Map.of("email", 2, "credit_card", 1));
    assertThat(counts(inside("{\"a\":\"my account number is\",\"b\":9845302145}", 1)))
        .isEqualTo(Map.of("us_bank_number", 1));
    assertThat(counts(inside("{\"card\":[4111,1111,1111,1111]}", 1)))
        .isEqualTo(Map.of("credit_card", 1));
    Tally tally = new Tally();
    redact(inside(json, 2), ALL, pointer -> false, tally);
    assertThat(tally.content(false).matches()).isEqualTo(Map.of("email", 2, "credit_card", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{not json: joe@example.com}",
        "[see joe@example.com]",
        "{\\\"a\\\":\\\"joe@example.com\\\"} {}",
        "{\\\"a\\\":\\\"joe@example.com\\\",\\\"a\\\":1}",
      })
  void whatIsNoDocumentIsText(String text) {
    String json = "{\"t\":\"" + text + "\"}";
    assertThat(redact(json, ALL)).isEqualTo(json.replace("joe@example.com", "[EMAIL]"));
  }

  @Test
  void whiteSpaceAndEscapesAroundItDoNotMatter() {
    assertThat(redact("[\" \\n\\u007b\\\"card\\\":4111111111111111}\\t\"]", ALL))
        .isEqualTo("[\" \\n\\u007b\\\"card\\\":\\\"[CREDIT_CARD]\\\"}\\t\"]");
  }

  @Test
  void rulesReachIntoIt() {
    RedactionRules rules = RedactionRules.builder().otherwise(PLACEHOLDER).keep("/t/to").build();
    String json =
        "{\"t\":\"{\\\"to\\\":\\\"joe@example.com\\\",\\\"cc\\\":\\\"ann@example.com\\\"}\"}";
    assertThat(redact(json, rules)).isEqualTo(json.replace("ann@example.com", "[EMAIL]"));
  }

  @ParameterizedTest
  @CsvSource({
    "/zzz, /t, [US_BANK_NUMBER]",
    "/t/t/a, /t/t/b, [US_BANK_NUMBER]",
    "/t/t/b, /t, 9845302145",
    "/t, /zzz, 9845302145"
  })
  void rulesHoldForWhatOnlyTheWholeTextGivesAway(String kept, String covered, String after) {
    String json = "{\"a\":\"my account number is\",\"b\":\"9845302145\"}";
    String expected = inside(json.replace("9845302145", after), 2);
    RedactionRules keep = RedactionRules.builder().otherwise(PLACEHOLDER).keep(kept).build();
    RedactionRules only = RedactionRules.builder().otherwise(PLACEHOLDER).only(covered).build();
    RedactionRules field = RedactionRules.builder().field(covered, PLACEHOLDER).build();
    assertThat(redact(inside(json, 2), keep)).isEqualTo(expected);
    if (!kept.equals("/t/t/b")) {
      assertThat(redact(inside(json, 2), only)).isEqualTo(expected);
      assertThat(redact(inside(json, 2), field)).isEqualTo(expected);
    }
  }

  @Test
  void whatMustStayStaysAsAWhole() {
    String json = inside("{\"m\":\"joe@example.com\",\"card\":4111111111111111}", 2);
    Tally tally = new Tally();
    assertThat(redact(json, ALL, "/t"::equals, tally)).isEqualTo(json);
    assertThat(tally.content(false).matches()).isEqualTo(Map.of("email", 1, "credit_card", 1));
    assertThat(tally.content(false).replacement()).isNull();
  }

  @Test
  void redactedKeysStayApart() {
    RedactionRules keys = RedactionRules.builder().otherwise(PLACEHOLDER).keys().build();
    assertThat(
            redact(inside("{\"joe@example.com\":1,\"ann@example.com\":2,\"[EMAIL]\":3}", 2), keys))
        .isEqualTo(inside("{\"[EMAIL]_4\":1,\"[EMAIL]_2\":2,\"[EMAIL]\":3}", 2));
  }

  @Test
  void beyondSomeDepthItIsText() {
    String json = "{\"card\":\"joe@example.com\"}";
    for (int i = 0; i < NestedJson.MAX_DEPTH + 3; i++) { // the shortest way to write them
      json = "[\"" + json.replace("\\", "\\u005c").replace("\"", "\\u0022") + "\"]";
    }
    assertThat(redact(json, ALL)).isEqualTo(json.replace("joe@example.com", "[EMAIL]"));
  }
}
