package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.corpus.Corpus;
import io.gatewaystack.transformabl.corpus.Disguise;
import io.gatewaystack.transformabl.corpus.Noise;
import io.gatewaystack.transformabl.corpus.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is found of a labelled corpus, and what else is. The tables are printed; the release gates
 * fail the build.
 */
class CorpusTest {
  private static final List<String> CORE =
      List.of("email", "phone", "ssn", "credit_card", "ip_address", "iban");

  private static final List<String> EXTENDED =
      List.of(
          "api_key",
          "connection_string",
          "credential",
          "crypto_wallet",
          "date_of_birth",
          "icd_10",
          "icd_9",
          "jwt",
          "npi",
          "private_key",
          "us_bank_number",
          "us_drivers_license",
          "us_itin",
          "us_passport");

  private static Scorecard score(String title, List<Row> rows) {
    Scorecard card = new Scorecard();
    rows.forEach(card::add);
    System.out.println(card.table(title));
    return card;
  }

  @Test
  void holdsAtLeastSixHundredRows() {
    int rows =
        Corpus.read("plain.tsv", 1).size()
            + Corpus.read("evasion.tsv", 1).size()
            + Corpus.read("negative.tsv", 1).size();
    assertThat(rows).isGreaterThan(600);
  }

  @Test
  void findsWhatStandsInPlainText() {
    Scorecard card = score("plain", Corpus.read("plain.tsv", 1));
    assertThat(card.recall(CORE)).as(card.missed().toString()).isGreaterThanOrEqualTo(0.995);
    assertThat(card.recall(EXTENDED)).as(card.missed().toString()).isGreaterThanOrEqualTo(0.95);
    assertThat(card.falseAlarms()).as(card.wrong().toString()).isLessThanOrEqualTo(0.005);
  }

  @Test
  void findsWhatIsDisguised() {
    Scorecard card = score("evasion", Corpus.read("evasion.tsv", 1));
    assertThat(card.recall(CORE)).as(card.missed().toString()).isGreaterThanOrEqualTo(0.99);
    assertThat(card.recall(EXTENDED)).as(card.missed().toString()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void leavesWhatNamesNobody() {
    Scorecard card = score("negative", Corpus.read("negative.tsv", 1));
    assertThat(card.falseAlarms()).as(card.wrong().toString()).isLessThanOrEqualTo(0.005);
  }

  @Test
  void leavesRandomValuesOfLogsAndJson() {
    Scorecard card = score("noise", new Noise(20260728).rows(10_000));
    assertThat(card.falseAlarms()).as(card.wrong().toString()).isLessThanOrEqualTo(0.001);
  }

  @Test
  void findsRandomValuesOfEveryType() {
    List<Row> rows = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) {
      rows.addAll(Corpus.read("slots.tsv", seed));
    }
    Scorecard card = score("generated", rows);
    assertThat(card.recall(CORE)).as(card.missed().toString()).isGreaterThanOrEqualTo(0.995);
    assertThat(card.recall(EXTENDED)).as(card.missed().toString()).isGreaterThanOrEqualTo(0.95);
    assertThat(card.falseAlarms()).as(card.wrong().toString()).isLessThanOrEqualTo(0.005);
  }

  @ParameterizedTest
  @EnumSource(Disguise.class)
  void findsEveryCoreValueInEveryDisguise(Disguise disguise) {
    Scorecard card = new Scorecard();
    for (Row row : Corpus.read("plain.tsv", 1)) {
      boolean core = row.expected().stream().allMatch(value -> CORE.contains(value.type()));
      if (core && !row.json()) {
        card.add(row.in(disguise));
      }
    }
    assertThat(card.recall(CORE)).as(card.missed().toString()).isGreaterThanOrEqualTo(0.99);
  }
}
