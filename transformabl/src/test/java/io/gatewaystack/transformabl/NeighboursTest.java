package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
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
}
