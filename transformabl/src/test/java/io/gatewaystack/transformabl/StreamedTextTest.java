package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.Answers.CHAT_END;
import static io.gatewaystack.transformabl.Answers.chat;
import static io.gatewaystack.transformabl.Answers.chatText;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The text of a model's stream is the one text its events make up, however they are cut. */
class StreamedTextTest {
  static final List<String> TEXTS =
      List.of(
          "mail joe@example.com now, or ann@example.org.",
          "joe@example.com",
          "pay with 4111 1111 1111 1111, 5500-0000-0000-0004 or 378282246310005 please",
          "SSN 123-45-6789; order 4111111111111112 of 2026-07-28 costs 12.50 for 3 people, fine.",
          "4111111111111111 4111111111111111 4111111111111111",
          "write to 王小明 at joe@example.com吧，谢谢你们大家都来了。電話は joe@example.com です",
          "ok ４１１１１１１１１１１１１１１１ and ann\u200B@example.org and j\u00ADoe@example.com done",
          "[a](mailto:joe@example.com) <ann@example.org> \"x\"@ @x.com joe@ example.com\n\njoe@x.co",
          "no personal data at all, just words and 1 2 3 4 numbers, 2024 and 2025 too.",
          "😀😀joe@example.com😀😀 4111😀1111",
          "call +44 20 7946 0958 or (555) 123-4567 or +1-555-123-4567, or 7946 0958 tomorrow",
          "IBAN DE89 3704 0044 0532 0130 00 and GB82 WEST 1234 5698 7654 32, thanks a lot to you",
          "wire to account 12345678901 at routing 021000021 please, then 123456789 is my passport",
          "my passport number is 123456789 and order number 123456789 of the invoice 987654321",
          "born 01/15/1990, date of birth: 1990-01-15, shipped 2026-01-15, dob 15 March 1990 ok",
          "host 192.168.1.1, 2001:db8::8a2e:370:7334, ::1 and version 1.2.3.4 of build 10.0.0.1",
          "diagnosis code E11.65, F32.9 on chart; dx 250.01; seat B12, NPI 1234567893 done here",
          "password: hunter2Xy!9 and api_key = 'AbCdEf0123456789abcdef0123456789' in the config file",
          "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq98q3n\nzzzz/abc+def==\n"
              + "-----END RSA PRIVATE KEY-----\nand then joe@example.com",
          "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ end",
          "db postgres://joe:s3cr3t@db.example.com:5432/x and https://x.y/z?a=1#b nothing else",
          "wallet 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 or bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
          "joe%40example.com &#106;oe@example.com j\\u006fe@example.com 4&#49;11 1111 1111 1111 x",
          "Part number 555-123-4567 joe@example.com, upgrade to 5.15.0.101; SSN 153-79-7430",
          "US passport numbers of both travelers: 311205259 and 379269207 - password = a.b.c",
          "IBAN DE89370400440532013000 - | id | ssn |\n|---|-----|\n| 1 | 519138812 | and so on",
          "my ss number is 229389331\n4111  1111  1111  1111 and the rest of it",
          "id;born;tel\n77;26/07/2001;+34 618 599 876 INSERT INTO t (a, b) VALUES (1, 2); x",
          "Release 7.4.2.11 replaces 7.4.2.10 and 14.07.1979 born, then some more words of mine",
          "peer dead::Beef, ip 10.1.2.3 and std::vector of words that go on and on for some time",
          "unter 0161 496 0331 bis 18 Uhr., mailgun key-210f8b65c94893d89d8f1ae8fd8a4058 so",
          "geboren am {{date_of_birth|September 17, 1967}} und so weiter, bis heute jedenfalls",
          "iban {{iban|D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0}}, (j o e @ e x . c o m) and on",
          "{{contact_email|karim.costa at example dot com}} {{phone|+ 1 3 0 5 4 4 6 4 8 8 5}} today",
          "joe =at= example =dot= com, ann ~at~ example ~dot~ org or bob |at| example |dot| net",
          "key glpat- AbCd EfGh 1jKl MnOp 3xYz now, not well- this that then some more of it",
          "x".repeat(300) + "@example.com " + "1 ".repeat(60) + "joe@example.com",
          "");

  static final List<Redaction> REDACTIONS = List.of(Redaction.placeholder(), Redaction.mask());

  private static String streamed(List<String> pieces, Redaction redaction) {
    AnswerEditor editor = Answers.editor(Answers.redacting(redaction), null, Requests.MODEL);
    StringBuilder stream = new StringBuilder();
    pieces.forEach(piece -> stream.append(chat(piece)));
    return chatText(Answers.events(editor, stream + CHAT_END, Integer.MAX_VALUE));
  }

  /** What the mask leaves of the address ends the number in front of it. */
  @Test
  void whatBecomesOfTheWordThatIsHeldBackMayBelongToWhatLeaves() {
    String text =
        "11111111111 你好 DE89 3704 0044 0532 0130 00joe@example.com\n4111111111111111 word \npassword=";
    String whole = TextScanner.ofAllTypes().redact(text, Redaction.mask());
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom dice = new SplittableRandom(seed);
      List<String> pieces = new ArrayList<>();
      int end;
      for (int at = 0; at < text.length(); at = end) {
        end = Math.min(text.length(), at + 1 + dice.nextInt(9));
        pieces.add(text.substring(at, end));
      }
      assertThat(streamed(pieces, Redaction.mask())).as("%s", pieces).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void isRedactedAsIfItHadComeWhole(String text) {
    List<List<String>> cuts = cuts(text);
    for (int i = 0; i < cuts.size(); i++) {
      Redaction redaction = REDACTIONS.get(i % REDACTIONS.size());
      assertThat(streamed(cuts.get(i), redaction))
          .as("%s", cuts.get(i))
          .isEqualTo(TextScanner.ofAllTypes().redact(text, redaction));
    }
  }

  /** Such as a mask that leaves so much of a short value that it is found again. */
  @Test
  void whatIsReplacedByItselfStays() {
    Redaction mask = Redaction.mask('#', 4);
    String text = "it is password=Tr0ub4dor as ever, and mail joe@example.com so that it is known";
    String whole = TextScanner.ofAllTypes().redact(text, mask);
    assertThat(whole).contains("Tr0u#4dor").contains("as ever").doesNotContain("joe@example");
    for (List<String> pieces : cuts(text)) {
      assertThat(streamed(pieces, mask)).as("%s", pieces).isEqualTo(whole);
    }
  }

  /** In one, in two at every place, in single characters, and at random. */
  private static List<List<String>> cuts(String text) {
    List<List<String>> cuts = new ArrayList<>();
    cuts.add(List.of(text));
    cuts.add(cut(text, at -> 1));
    for (int at = 1; at < Math.min(text.length(), 60); at++) {
      int first = at;
      cuts.add(cut(text, position -> position == 0 ? first : text.length()));
    }
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      cuts.add(cut(text, position -> 1 + random.nextInt(9)));
    }
    return cuts;
  }

  /** Cuts a text; never between the surrogates of a pair, which no JSON may do. */
  private static List<String> cut(String text, Function<Integer, Integer> length) {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + length.apply(at));
      if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
        end++;
      }
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }

  @Test
  void proseIsHeldBackByTwoWordsOnly() {
    ScanFlow flow =
        new ScanFlow(
            new Redactor(
                TextScanner.ofAllTypes(),
                RedactionRules.all(Redaction.placeholder()),
                null,
                new Tally()),
            "");
    String prose =
        "The weather in the mountains is fine today, and it stays that way for a while. ";
    for (int i = 0; i < 20; i++) {
      for (int at = 0; at < prose.length(); at++) {
        flow.more(prose.substring(at, at + 1));
        assertThat(flow.held()).isLessThanOrEqualTo("mountains is ".length());
      }
    }
  }

  @Test
  void nothingIsHeldBackForever() {
    ScanFlow flow =
        new ScanFlow(
            new Redactor(
                TextScanner.ofAllTypes(),
                RedactionRules.all(Redaction.placeholder()),
                null,
                new Tally()),
            "");
    int left = 0;
    for (int i = 0; i < 3_000; i++) {
      left += flow.more("1234567890a").length();
      assertThat(flow.held()).isLessThanOrEqualTo(HoldBack.MOST);
    }
    assertThat(left + flow.rest().length()).isEqualTo(33_000);
  }
}
