package io.gatewaystack.transformabl.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.corpus.Corpus;
import io.gatewaystack.transformabl.corpus.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private final NormalText text = new NormalText();
  private final Words words = new Words();

  private Words in(String original, String name) {
    text.read(original);
    words.of(text, Name.of(name));
    return words;
  }

  /** What is said of the value that is written {@code #}. */
  private Topic nearest(String original) {
    int at = original.indexOf('#');
    return in(original, "").nearest(at, at + 1);
  }

  @Test
  void wordsAreReadAlikeWhereTextBeyondAsciiFollows() {
    for (String file : List.of("plain.tsv", "negative.tsv")) {
      for (Row row : Corpus.read(file, 1)) {
        String read = row.text();
        for (int at = 0; at <= read.length(); at++) {
          Topic nearest = in(read, "").nearest(at, at + 1);
          Topic ends = in(read, "").endingAt(at);
          assertThat(in(read + "\n\u2022", "").nearest(at, at + 1)).as(read).isEqualTo(nearest);
          assertThat(in(read + "\n\u2022", "").endingAt(at)).as(read).isEqualTo(ends);
        }
      }
    }
  }

  /** Names are read letter by letter, texts eight at a time. */
  @Test
  void wordsAreReadAlikeByLettersAndByEights() {
    int known = 0;
    for (Row row : Corpus.read("plain.tsv", 1)) {
      for (String front : List.of("", "é→", "1é ", "漢é", "d1é→a")) {
        String whole = front + row.text();
        for (int to = 1; to <= Math.min(whole.length(), 80); to++) {
          in(whole.substring(0, to), "");
          String read = text.text(0, text.length());
          Topic topic = words.lastWithin(read.length() - 19, read.length());
          if (topic != Topic.NONE) {
            assertThat(in("#", read).ofName()).as(read).isEqualTo(topic);
            known++;
          }
        }
      }
    }
    assertThat(known).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "passport é # | PASSPORT",
        "é→passport # | PASSPORT",
        "abé→épassport # | NONE",
        "abé→é passport # | PASSPORT",
        "1abé→passport # | PASSPORT",
        "1épassport # | NONE",
        "1→passport # | PASSPORT",
        "é1→téléphone # | PHONE",
        "userTéléphone # | PHONE",
        "1電話 # | PHONE",
        "x→電話→ # | PHONE",
        "idéPassport # | PASSPORT",
        "[é]passport # | PASSPORT"
      })
  void wordsStandBesideAnyOtherCharacters(String sentence, Topic topic) {
    assertThat(nearest(sentence)).isEqualTo(topic);
  }

  @Test
  void nearAPlaceAreTheTopicsOfWordsAroundIt() {
    String far = ".".repeat(1_000);
    Words read = in("password " + far + " dob " + far, "");
    assertThat(read.near(0)).as("not read yet").isEqualTo(-1);
    assertThat(read.endingAt(8)).isEqualTo(Topic.PASSWORD);
    assertThat(read.near(20)).isEqualTo(Topic.PASSWORD.bit());
    assertThat(read.near(500)).isZero();
    assertThat(read.near(1_020)).isEqualTo(Topic.BIRTH.bit());
    assertThat(read.near(2_000)).isZero();
  }

  @Test
  void aNameIsNearEveryPlace() {
    Words read = in(".".repeat(1_000), "dob");
    assertThat(read.nearest(0, 1)).isEqualTo(Topic.BIRTH);
    assertThat(read.near(999)).isEqualTo(Topic.BIRTH.bit());
  }

  @Test
  void belowAnotherLineAnyHeadMaySaySomething() {
    Words read = in("dob\n" + ".".repeat(200) + "\n" + ".".repeat(1_000), "");
    assertThat(read.nearest(100, 101)).isEqualTo(Topic.NONE);
    assertThat(read.near(150)).isEqualTo(-1);
    assertThat(read.near(1_000)).as("too long a line for a table").isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "account ~ | ACCOUNT",
        "ACCOUNT: ~ | ACCOUNT",
        "accounts ~ | ACCOUNT",
        "accountNumber=~ | ACCOUNT",
        "account_number=~ | ACCOUNT",
        "bankAccountNo ~ | ACCOUNT",
        "account id ~ | ID",
        "accountId ~ | ID",
        "order for account ~ | ACCOUNT",
        "account of order ~ | REFERENCE",
        "my SSNs: ~ | SSN",
        "userSSN=~ | SSN",
        "date of birth ~ | BIRTH",
        "dateOfBirth ~ | BIRTH",
        "date ~ | OTHER",
        "driver's license ~ | LICENSE",
        "driver ~ | VERSION",
        "~ is my passport | PASSPORT",
        "~ (passport) | PASSPORT",
        "passport ~ order | PASSPORT",
        "~. Passport | NONE",
        "~; passport | NONE",
        "nothing ~ said | NONE",
        "accounting ~ | NONE",
        "x2account ~ | NONE",
        "passport and then a very long stretch of other words ~ | NONE",
        "[SSN] ~ | NONE",
        "[PHONE_12] ~ | NONE",
        "passport [EMAIL] ~ | NONE",
        "~ [EMAIL] passport | NONE",
        "passport [] ~ | PASSPORT",
        "[ssn] ~ | SSN",
        "[SSN ~ | SSN",
        "<SSN>~ | SSN",
        "téléphone ~ | PHONE",
        "TÉLÉPHONE ~ | PHONE"
      })
  void theNearestWordNamesTheValue(String sentence, Topic topic) {
    assertThat(nearest(sentence.replace('~', '#'))).isEqualTo(topic);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "order ~ | REFERENCE",
        "order number: ~ | REFERENCE",
        "order 12 ~ | NONE",
        "order was fully done with ~ | NONE",
        "~ order | NONE"
      })
  void aLabelStandsRightInFront(String sentence, Topic topic) {
    String original = sentence.replace('~', '#');
    assertThat(in(original, "").label(original.indexOf('#'))).isEqualTo(topic);
  }

  @Test
  void theNameStandsInFrontOfTheText() {
    assertThat(in("#", "passportNumber").nearest(0, 1)).isEqualTo(Topic.PASSPORT);
    assertThat(in("#", "passportNumber").label(0)).isEqualTo(Topic.PASSPORT);
    assertThat(in("order #", "passport").nearest(6, 7)).isEqualTo(Topic.REFERENCE);
    assertThat(in("x".repeat(50) + " #", "passport").nearest(51, 52)).isEqualTo(Topic.NONE);
    assertThat(in("#", "a very long name " + "x".repeat(200) + " ssn").nearest(0, 1))
        .isEqualTo(Topic.SSN);
  }

  @Test
  void theNameAloneSaysSomething() {
    assertThat(in("anything", "dbPassword").ofName()).isEqualTo(Topic.PASSWORD);
    assertThat(in("anything", "passwordPolicy").ofName()).isEqualTo(Topic.OTHER);
    assertThat(in("password", "").ofName()).isEqualTo(Topic.NONE);
    assertThat(in("password", "ssn").ofName()).isEqualTo(Topic.SSN);
    assertThat(words.endingAt(8)).isEqualTo(Topic.PASSWORD);
    assertThat(words.endingAt(7)).isEqualTo(Topic.NONE);
  }

  @Test
  void readsTextsWithManyWords() {
    assertThat(nearest("order account ".repeat(1_000) + "#")).isEqualTo(Topic.ACCOUNT);
  }
}
