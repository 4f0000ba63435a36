package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.PiiType.CREDIT_CARD;
import static io.gatewaystack.transformabl.PiiType.EMAIL;
import static io.gatewaystack.transformabl.PiiType.SSN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.gatewaystack.context.section.Content;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextScannerTest {
  private static final String MIXED = "123-45-6789, joe@example.com, 4111 1111 1111 1111";
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @Test
  void reportsTypesAndPositionsInOrder() {
    assertThat(scanner.scan(MIXED).matches())
        .extracting(Match::type, match -> match.value(MIXED))
        .containsExactly(
            tuple(SSN, "123-45-6789"),
            tuple(EMAIL, "joe@example.com"),
            tuple(CREDIT_CARD, "4111 1111 1111 1111"));
  }

  @Test
  void findsNothingInACleanSentence() {
    Scan scan = scanner.scan("What is the weather like in Paris?");
    assertThat(scan.matches()).isEmpty();
    assertThat(scan.content()).isEqualTo(new Content(Set.of(), 0, new TreeMap<>(), false, null));
  }

  @Test
  void matchesDoNotHoldWhatTheyFound() {
    assertThat(scanner.scan(MIXED).toString()).doesNotContain("6789", "joe", "4111");
  }

  @Test
  void labelsAndScoresWhatItFound() {
    Content email = scanner.scan("joe@example.com").content();
    assertThat(email.labels()).containsExactly("coppa", "gdpr");
    assertThat(email.riskScore()).isEqualTo(25);
    Content card = scanner.scan("4111111111111111").content();
    assertThat(card.labels()).containsExactly("pci");
    Content all = scanner.scan(MIXED).content();
    assertThat(all.labels()).containsExactly("coppa", "gdpr", "pci");
    assertThat(all.riskScore()).isEqualTo(35);
    assertThat(all.matches()).containsOnlyKeys("credit_card", "email", "ssn").containsValue(1);
    assertThat(all.piiTypes()).hasSize(3);
  }

  @Test
  void scoreStopsRisingAtSixMatches() {
    assertThat(scanner.scan("a@example.com ".repeat(5)).content().riskScore()).isEqualTo(45);
    assertThat(scanner.scan("a@example.com ".repeat(6)).content().riskScore()).isEqualTo(50);
    assertThat(scanner.scan("a@example.com ".repeat(10_000)).content().riskScore()).isEqualTo(50);
  }

  @Test
  void looksForTheTypesAskedForOnly() {
    TextScanner some = TextScanner.of(List.of(SSN, CREDIT_CARD, SSN));
    assertThat(some.types()).containsExactly(SSN, CREDIT_CARD);
    assertThat(some.scan(MIXED).matches())
        .extracting(Match::type)
        .containsExactly(SSN, CREDIT_CARD);
  }

  @Test
  void refusesTypesNobodyFinds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextScanner.of(List.of(new PiiType("shoe_size", Set.of()))))
        .withMessageStartingWith("types: shoe_size (expected: of [private_key, jwt, ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextScanner.of(List.of()))
        .withMessage("types: none (expected: at least one)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Email", "1a", "a-b", "a b"})
  void refusesTypeNamesThatAreNotMachineStrings(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PiiType(name, Set.of()));
  }

  @Test
  void refusesEmptySpans() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Match(SSN, 3, 3, Confidence.LOW, "test"))
        .withMessage("match 3..3: (expected: 0 <= start < end)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Match(SSN, -1, 3, Confidence.LOW, "test"));
  }

  @Test
  void saysHowMuchItSaw() {
    Scan small = scanner.scan(MIXED);
    assertThat(small.truncated()).isFalse();
    assertThat(small.scannedLength()).isEqualTo(small.totalLength()).isEqualTo(MIXED.length());

    String large = "a@example.com " + "x ".repeat(TextScanner.DEFAULT_CAP / 2) + "b@example.com";
    Scan cut = scanner.scan(large);
    assertThat(cut.matches()).hasSize(1);
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.scannedLength()).isEqualTo(524_288);
    assertThat(cut.totalLength()).isEqualTo(large.length());
    assertThat(cut.content().truncated()).isTrue();
    assertThat(scanner.withCap(large.length()).scan(large).matches()).hasSize(2);
  }

  @Test
  void truncatedTextIsNeverTheCleanOne() {
    assertThat(scanner.withCap(3).scan("clean").content().truncated()).isTrue();
  }

  @Test
  void redactsWhatComesToLightWhenItsNeighbourIsGone() {
    String glued = "joe@example.comé123-45-6789";
    assertThat(scanner.scan(glued).matches()).hasSize(1);
    assertThat(scanner.redact(glued, Redaction.placeholder())).isEqualTo("[EMAIL][SSN]");
    assertThat(scanner.redact("4111 1111 1111 1111joe@example.com", Redaction.mask('#', 4)))
        .isEqualTo("4111###########1111###########.com");
  }

  @Test
  void replacesATextThatDoesNotComeToRestAsAWhole() {
    CustomDetector stars =
        new CustomDetector() {
          @Override
          public PiiType type() {
            return new PiiType("star", Set.of());
          }

          @Override
          public void find(String text, Hits hits) {
            int next = text.lastIndexOf('*') + 1;
            if (next > 0 && next < text.length()) {
              hits.add(next, next + 1, Confidence.LOW, "behind a star, however many there are");
            }
          }
        };
    TextScanner restless = TextScanner.builder().custom(stars).build();
    assertThat(restless.redact("a secret * of mine", Redaction.mask('*', 0)))
        .isEqualTo("*".repeat(18));
    assertThat(restless.redact("no star", Redaction.mask('*', 0))).isEqualTo("no star");
  }

  @Test
  void refusesToRedactWhatItCannotSeeWhole() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scanner.withCap(10).redact("clean words", Redaction.mask()))
        .withMessage("text: 11 characters (expected: at most 10)");
    assertThat(scanner.withCap(11).redact("clean words", Redaction.mask()))
        .isEqualTo("clean words");
    assertThatIllegalArgumentException().isThrownBy(() -> scanner.withCap(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id;name;date_of_birth;tel\n7;Ana;{};+34 618 599 876",
        "dob\tcity\n{}\tRome\n{}\tParis",
        "{'birth_date':{'$date':'{}'}}"
      })
  void columnsAndTypesLeaveADateTheNameItHas(String text) {
    String full = text.replace("{}", "2001-07-26");
    assertThat(scanner.scan(full).matches())
        .filteredOn(match -> match.type().equals(PiiType.DATE_OF_BIRTH))
        .hasSize(text.split("\\{}", -1).length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id;date_of_birth;created\n7;;2001-07-26",
        "pt DOB unknown; DOS=2001-07-26",
        "the year 2001-07-26 of, some, thing"
      })
  void aDateInAnotherColumnIsNoBirthday(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"生年月日：2001年07月26日", "born 26 - 07 - 2001", "DOB 26/07/2001"})
  void readsDatesOfBirthAsTheyAreWritten(String text) {
    assertThat(scanner.scan(text).matches())
        .extracting(Match::type)
        .containsExactly(PiiType.DATE_OF_BIRTH);
  }

  @Test
  void findsTokensOfBotsByTheirForm() {
    String telegram = "123456789:AA" + "hX3_k9QwZ".repeat(4).substring(0, 33);
    String discord = "MTA4NTk2Mzg0NzQ1OTI4NzE5." + "G4ZCh9." + "KChRs_SGll62a4LBMAQd6uoSFIdBkg";
    for (String token : List.of(telegram, discord)) {
      String text = "run(\"" + token + "\")";
      assertThat(scanner.scan(text).matches())
          .extracting(match -> match.value(text))
          .containsExactly(token);
      assertThat(scanner.scan(text.replace("A", ".")).matches()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SK0784eee860fbe97592488cf2593fd0c0",
        "hooks.slack.com/services/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"
      })
  void findsKeysByTheirPrefix(String key) {
    String text = "see https://" + key + " there";
    assertThat(scanner.scan(text).matches())
        .extracting(match -> match.value(text))
        .containsExactly(key);
  }

  @Test
  void aNumberBelongsToTheWordInFrontOfIt() {
    assertThat(scanner.scan("US passport number 613379298 expires 06/2031").matches())
        .extracting(Match::type)
        .containsExactly(PiiType.US_PASSPORT);
    assertThat(scanner.scan("passport office, order number 613379298").matches()).isEmpty();
  }

  @Test
  void anAddressExplainsNoNumberBesideItAlsoWhenItWasReplaced() {
    for (String text :
        List.of(
            "\"clientIp\":\"198.114.142.210\"; Order #100245678 confirmed",
            "The file has 123456789 bytes; nameserver 172.148.95.218",
            "npi=1172021986 and ip 192.88.133.65")) {
      String once = TextScanner.ofAllTypes().redact(text, Redaction.placeholder());
      assertThat(once).containsOnlyOnce("[IP_ADDRESS]");
      assertThat(TextScanner.ofAllTypes().redact(once, Redaction.placeholder())).isEqualTo(once);
    }
    assertThat(TextScanner.ofAllTypes().redact("3639860006 (an ip)", Redaction.placeholder()))
        .isEqualTo("[IP_ADDRESS] (an ip)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "position +37.7749295",
        "P/N 415-555-2671-A",
        "case #212-555-1234",
        "claim no 415-555-2671",
        "zoom id 415 555 2671",
        "sum of 212 555 1234",
        "docket no. 123-45-6789",
        "social media reach 123456789",
        "function call 12345678 returned",
        "The idea was born on 12 May 2010 at a conference.",
        "999-99-9999"
      })
  void leavesReferencesAndCountsThatLookLikeValues(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WHOIS: +49.15129016536 | phone | +49.15129016536",
        "mobile +4915129016536 | phone | +4915129016536",
        "card 4915129016536 | credit_card | 4915129016536",
        "電話は090-1385-5672まで。 | phone | 090-1385-5672",
        "ICD-9: 496 | icd_9 | 496",
        "A/C 9944331323 | us_bank_number | 9944331323",
        "in case 415-555-2671 is busy | phone | 415-555-2671",
        "IBAN FI95+9665+3389+0015+36 | iban | FI95+9665+3389+0015+36"
      })
  void findsTheirNeighbours(String text, String type, String value) {
    assertThat(scanner.scan(text).matches())
        .extracting(match -> match.type().name(), match -> match.value(text))
        .containsExactly(tuple(type, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"data\":[212,555,1234]} | false", "{\"phone\":[212,555,1234]} | true"})
  void threeNumbersThatCouldBeDialledMustBeCalledATelephone(String json, boolean found) {
    Transformabl layer = Transformabl.builder().redact(Redaction.placeholder()).build();
    String body = Requests.text(layer.before(Requests.post(Requests.TOOL, json)).context());
    assertThat(body.contains("[") && body.contains("]\"")).isEqualTo(found);
  }
}
