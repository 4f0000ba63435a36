package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardDetectorTest {
  private final TextScanner scanner = TextScanner.of(List.of(PiiType.CREDIT_CARD));

  private List<String> found(String text) {
    return scanner.scan(text).matches().stream().map(match -> match.value(text)).toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "Visa, 4111111111111111",
    "Visa with 13 digits, 4222222222222",
    "Visa with 19 digits, 4000000000000000006",
    "Mastercard, 5500000000000004",
    "Mastercard of the second series, 2223003122003222",
    "American Express, 378282246310005",
    "Discover, 6011111111111117",
    "Diners Club, 30569309025904",
    "JCB, 3530111333300000",
    "UnionPay, 6200000000000005",
    "Mir, 2200000000000004",
    "Maestro, 6759649826438453",
  })
  void findsCardOfEveryIssuer(String issuer, String number) {
    assertThat(found("pay with " + number + " now")).containsExactly(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Gaia DR3 source 4017945612710099177",
        "material 657858153742076604 is flagged",
        "(01)36492533120942(17)270101",
        "订单编号:4135744199618102",
        "주문번호 4135744199618102",
        "注文番号 4135744199618102",
        "1|389852360|2025-05-12"
      })
  void leavesIdsBarCodesAndOrdersWithFittingCheckDigit(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"card 4017945612710099177", "charged 4017945612710099177", "36492533120942"})
  void findsLongCardsThatAreCalledOneAndShortOnes(String text) {
    assertThat(found(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111 1111",
        "5500-0000-0000-0004",
        "3782 822463 10005",
        "3056 930902 5904",
        "3056-9309-0259-04",
        "3782 8224 6310 005",
        "6011 1111 1111 1117",
        "4000 0000 0000 0000 006",
        "4111-1111 1111-1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "41-11-11-11-11-11-11-11",
        "3 7 8 2 8 2 2 4 6 3 1 0 0 0 5",
        "37 82 82 24 63 10 00 5",
      })
  void findsCardInGroups(String number) {
    assertThat(found("card: " + number + ".")).containsExactly(number);
    assertThat(found(number)).containsExactly(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order 4111111111111112",
        "order 4539-1488-0343-6468",
        "4111111111111111a",
        "a4111111111111111",
        "41111111111111110",
        "0.4111111111111111",
        "4111111111111111.25",
        "1111111111111117", // check digit fits, no issuer
        "55000000000004", // issuer and check digit fit, the length does not
        "4006381333023", // an article number (GTIN-13) that fits the check digit of cards, too
        "4539 14 880343 6467",
        "45 39 14 88 03 43 64 6-7",
        "12 41 11 11 11 11 11 11 11",
        "41 11 11 11 11 11 11 11 12",
        "41 11 11 11 11 11 11 1111",
        "411 111 111 111 111 1",
        "4111  1111 1111 1111",
        "415-555-2671 415-555-2672 415-555-2673",
        "2026-07-28T12:34:56.123456789Z",
        "550e8400-e29b-41d4-a716-446655440000",
        "45391488-0343-6467-8111-111111111111",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "1753689600000000000",
        "20260728123456789",
        "version 4.11.111.1111111111",
        "+44 20 7946 0958",
        "DE89 3704 0044 0532 0130 00",
      })
  void leavesWhatOnlyResemblesACard(String text) {
    assertThat(found(text)).isEmpty();
  }

  @Test
  void leavesGroupsInTheMiddleOfAnIban() {
    String groups = "5100 0000 0000 0008"; // a card by itself
    assertThat(found(groups)).hasSize(1);
    assertThat(found("DE12 " + groups + " 89")).isEmpty();
    assertThat(found("FR76 3000 " + groups + " 89")).isEmpty();
  }

  @Test
  void leavesGroupsInTheMiddleOfATable() {
    assertThat(found("1203 1377 4111 1111 1111 1111 1544")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22507574  21567174  86679361\n79421356  55603109  22240183\n38982962  70089660  49364112",
        "8701  360336  4681\n3699  315313  3636\n5009  458743  3678",
        "48647|774780|989",
        "12;54098024\n88363685;7603",
        "49 4792 9891\n61813 995",
        "chr7:53146143-56095016",
        "2 42694175 49761462 98160698"
      })
  void leavesNumbersInColumnsOfATable(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42694175 49761462",
        "46941752-19761403",
        "4111  1111  1111  1111",
        "card 53146143-56095016",
        "4||1 1111 1111 1111"
      })
  void findsThemWhereTheyStandAloneOrAreCalledCards(String text) {
    assertThat(found(text)).hasSize(1);
  }

  @Test
  void findsCardBesideOtherNumbers() {
    assertThat(found("7 4111 1111 1111 1111 123")).containsExactly("4111 1111 1111 1111");
    assertThat(found("01/15/2026 4111 1111 1111 1111")).containsExactly("4111 1111 1111 1111");
    assertThat(found("12,4111111111111111,05/27")).containsExactly("4111111111111111");
    assertThat(found("12-4111111111111111")).containsExactly("4111111111111111");
  }

  @Test
  void findsOneCardBehindAnother() {
    assertThat(found("4111 1111 1111 1111 5500 0000 0000 0004 6011 1111 1111 1117"))
        .containsExactly("4111 1111 1111 1111", "5500 0000 0000 0004", "6011 1111 1111 1117");
  }

  @Test
  void isLessSureOfSpelledOutDigits() {
    assertThat(scanner.scan("4111 1111 1111 1111").matches())
        .extracting(Match::confidence)
        .containsExactly(Confidence.HIGH);
    assertThat(scanner.scan("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1").matches())
        .extracting(Match::confidence)
        .containsExactly(Confidence.MEDIUM);
  }

  @Test
  void everySingleWrongDigitMakesItAnOrderNumber() {
    String card = "4539148803436467";
    assertThat(found(card)).containsExactly(card);
    for (int i = 0; i < card.length(); i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit != card.charAt(i)) {
          assertThat(found(card.substring(0, i) + digit + card.substring(i + 1))).isEmpty();
        }
      }
    }
  }
}
