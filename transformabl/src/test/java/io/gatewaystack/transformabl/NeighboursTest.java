package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values told by where they stand, not by a word beside them, and those that only look alike. */
class NeighboursTest {
  private static List<String> found(String text) {
    return TextScanner.ofAllTypes().scan(text).matches().stream()
        .map(match -> match.type().name())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.12",
        "[4.8.2.1] - 2026-03-12",
        "3.11.4.1 - 2024-02-01",
        "repo.example.com/org/x/y/3.4.12.1/y.jar",
        "requires >= 3.12.4.1 and < 4.0.0.0",
        "We moved from 3.4.12.1 to 3.5.0.2.",
        "see 3.4.1.2 and 3.4.1.3 for the tolerance"
      })
  void leavesVersionsThatStandAlone(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4",
        "from 1.2.3.4",
        "8.8.4.4",
        "12.200.4.9",
        "host 3.11.4.1",
        "3.11.4.1 - - [12/Mar/2026:10:11:12 +0000]",
        "http://3.11.4.1/x"
      })
  void findsAddressesThatLookLikeThem(String text) {
    assertThat(found(text)).containsExactly("ip_address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diagnosis: replace connector J45",
        "Diagnosis of modules M12.5 and M13.1: see module M12.5 and M13.1",
        "treatment of waste water, basin B20.1 and B20.2",
        "health check E10.4",
        "clinic cable M12.5 mm",
        "diagnostic trouble codes P0171",
        "Die Diagnose ergab Fehler P0171",
        "diagnosis 250.0 mg",
        "diagnosis bus 250.0"
      })
  void leavesLabelsOfThings(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "diagnosis: low back pain M54.5, icd_10",
    "dx of heart valve Z95.2, icd_10",
    "clinic M54.5 and more, icd_10",
    "Diagnose: F33.1, icd_10",
    "diagnóstico principal K35.80, icd_10",
    "rozpoznanie J45.0, icd_10",
    "diagnosis 250.0 (old), icd_9"
  })
  void findsDiagnosesThatLookLikeThem(String text, String type) {
    assertThat(found(text)).containsExactly(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "savings of 12345678 kWh",
        "checking 12345678 of 99999999",
        "deposit of 12000000 tonnes",
        "passport.js took 123456789 ns",
        "taxpayers filed 163,441,203 returns",
        "contact lens 0004411200",
        "contact 0004411200",
        "phone_masts=12345678",
        "bankBranches: 44120031",
        "city,phone_masts\nLeeds,12345678\nYork,44120031",
        "user accounts grew from 44120331 to 88120441"
      })
  void leavesAmounts(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "savings 12345678 kept, us_bank_number",
    "checking 12345678 or 123, us_bank_number",
    "passport 123456789 is new, us_passport",
    "taxpayer 519 13 8812, ssn",
    "contact 0044 20 7946 0958, phone",
    "phone_numbers=4155552671, phone",
    "phone_boss=4155552671, phone",
    "phoneDetails: 4155552671, phone",
    "bankAccount: 44120031, us_bank_number"
  })
  void findsNumbersThatLookLikeThem(String text, String type) {
    assertThat(found(text)).containsExactly(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ec2:us-east-2:111122223333:transit-gateway/x",
        "arn:aws:secretsmanager:us-west-2:123456789012:secret:MyTestSecret-Ca8JGt",
        "to-create-a-contact-1630360152750",
        "calling-iam-user-1480540050376",
        "CVE-2019-15604: Transfer-Encoding",
        "r**5 + 12042977600*p**8",
        "same call: array([0.08848053])",
        "Letters A, 233, 216-220 (1997).",
        "callbacks 0.7.0 (2011-10-22)",
        "at 0x0000012AE6F5A598",
        "2638\n2641\n2642\n2649\n2653\n2654",
        "PWD: '/Users/maciej'",
        "{\"LockToken\":\"0bc01e21-03c9-4b98-9433-6229cbf1ef1c\"}",
        "x = data[1:20, ::3]",
        "{\"ownerAccount\":\"123456789012\"}"
      })
  void leavesPartsOfLongerNamesAndFormulas(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account:111122223333 | us_bank_number",
        "transfer-account-111122223333 | us_bank_number",
        "contact-4155552671 | phone",
        "secret: MyTestSecret-Ca8JGt9 | credential",
        "call + 1 415 555 2671 | phone",
        "call 415-555-2671 (2019) | phone",
        "call 0884.8053121 | phone",
        "AT611904300234573201 | iban",
        "PWD: '/Kq9xM#2' | credential",
        "{\"accessToken\":\"0bc01e21-03c9-4b98-9433-6229cbf1ef1c\"} | credential",
        "listen [::3] or ask | ip_address",
        "{\"payeeAccount\":\"123456789012\"} | us_bank_number"
      })
  void findsWhatIsAWholeValue(String text, String type) {
    assertThat(found(text)).containsExactly(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4111\n1111\n1111\n1111", "2221\n3333\n4444\n5550"})
  void findsCardsInLines(String text) {
    assertThat(found("card\n" + text)).containsExactly("credit_card");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Our company was born on 1 April 1976",
        "La empresa nació el 15 de mayo de 1992",
        "O projeto nasceu em 12 de maio de 2015",
        "La società è nata il 3 marzo 1998",
        "A star is born: premiere on 5 October 2018",
        "born digital since 1999-10-15"
      })
  void leavesBirthsOfWhatIsNobody(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ich bin am 5. Mai 1983 geboren.",
        "Ich bin am 12.03.1984 in Kiel geboren",
        "nació el 15 de mayo de 1992",
        "nata il 3 marzo 1998",
        "1984年3月12日生まれ",
        "彼は1984年3月12日に生まれました"
      })
  void findsBirthsOfPersons(String text) {
    assertThat(found(text)).containsExactly("date_of_birth");
  }

  @ParameterizedTest
  @CsvSource({
    "IBAN GB82  WEST  1234  5698  7654  32, iban",
    "Message from 7035550136: running late, phone",
    "best number to reach you? 6175550142, phone"
  })
  void findsWhatIsTypedInHaste(String text, String type) {
    assertThat(found(text)).containsExactly(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann Lee,1984-03-12,F,Springfield",
        "Lee;Ann;12.03.1984;M;Berlin",
        "7,\"Ann Lee\",\"03/12/1984\",\"female\""
      })
  void findsBirthsInTablesWithoutHead(String text) {
    assertThat(found(text)).containsExactly("date_of_birth");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "release,date,status\nTrusty Tahr,2014-04-17,F",
        "Ann Lee,2024-03-12,F,Springfield",
        "Ann Lee,1984-03-12,Springfield",
        "station a,1984-03-12,M"
      })
  void leavesOtherDatesInTables(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-u admin:s3cr3tPw9 --url http://db.local/", "--user bob:N0tSoS3cret"})
  void findsLoginsThatStartALineOfArguments(String text) {
    assertThat(found(text)).containsExactly("credential");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-u 1000:1000 image", "docker run -u node:node2024x image", "-u root:wheel"})
  void leavesUsersAndGroups(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ruf 0171 2345678", "0176/1234567", "0151 23456789"})
  void findsMobileNumbersInTwoGroups(String text) {
    assertThat(found(text)).containsExactly("phone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0971 2345678", "Inventarnummer 204-118-4821"})
  void leavesNumbersOfThings(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use part 800-555-0117 instead of 800-555-0115",
        "415-555-2671 Rev B fits all models",
        "drawing 123-45-6789 rev 2",
        "sheet 123-45-6789, revision 2",
        "#212-555-0187 closed by merge",
        "text 212-555-0187.tif scanned",
        "https://shop.example/p/800-555-0117?v=2",
        "id-212-555-0187",
        "Teilenr. 030 2345 678",
        "ss 123456789 ms",
        "account 1200 is debited, document 5100000243",
        "fax resolution 203 x 196 dpi, buffer 2125550187",
        "RMA 416-746-2517 was approved",
        "AWB: 416-746-2517",
        "sent 702 631 4380 bytes",
        "14504 * 1471 + 441828519 / 250",
        "(3) + 441828519"
      })
  void leavesNumbersWhoseMarksAndNounsSayWhoseTheyAre(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "part 800-555-0117 or call 800-555-0115, phone",
    "phone 415-555-2671 rev 2 of the list, phone",
    "the SSN is 123-45-6789 rev 2 of the form, ssn",
    "phone #212-555-0187, phone",
    "call 212-555-0187.Thanks, phone",
    "tel-212-555-0187, phone",
    "Telefoonnr: 020 123 4567, phone",
    "ssn 123456789 of Ann, ssn",
    "SMS sent to 702 631 4380 at noon, phone",
    "office + 44 1828 633000, phone",
    "RMA approved by 416-746-2517, phone",
    "'account 1200 closed, account 5100000243', us_bank_number"
  })
  void findsThoseOfPersonsBesideThem(String text, String type) {
    assertThat(found(text)).containsExactly(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization 415-555-2671 for the broken kettle",
        "PMID: 59177876 doi:10.1016/j.cell.2024.03.017",
        "account for 12345678 of the 20000000 rows",
        "cuenta atrás: 12345678 segundos",
        "Stock transfer between plant 1000 and 2000, doc 3751361793",
        "flow packets=99813497 octets=1597260388"
      })
  void leavesNumbersWhoseWordsMeanSomethingElse(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cell.2024031788, phone",
    "'account for Ann: 12345678', us_bank_number",
    "octets of the ip 1597260388, ip_address",
    "Hauptdiagnose C50.9, icd_10",
    "bitcoin: 1xAabuzmBJKPnAYPAmSXtL11oym3AyqPr, crypto_wallet"
  })
  void findsWhatTheyMean(String text, String type) {
    assertThat(found(text)).containsExactly(type);
  }
}
