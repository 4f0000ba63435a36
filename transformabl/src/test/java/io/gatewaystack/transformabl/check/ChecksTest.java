package io.gatewaystack.transformabl.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE89370400440532013000",
        "GB82WEST12345698765432",
        "FR1420041010050500013M02606",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
        "SA0380000000608010167519",
        "CH9300762011623852957",
        "BR1800360305000010009795493C1"
      })
  void acceptsTheExamplesOfTheIbanRegistryAndNoneWithAnotherDigit(String iban) {
    char[] chars = iban.toCharArray();
    assertThat(Iban.length(chars[0], chars[1])).isEqualTo(chars.length);
    assertThat(Iban.length((char) (chars[0] | 0x20), chars[1])).isEqualTo(chars.length);
    assertThat(Iban.isValid(chars, chars.length)).isTrue();
    for (int i = 2; i < chars.length; i++) {
      char[] other = iban.toCharArray();
      if (Character.isDigit(other[i])) {
        other[i] = other[i] == '9' ? '0' : (char) (other[i] + 1);
        assertThat(Iban.isValid(other, other.length)).as(new String(other)).isFalse();
      }
    }
  }

  @Test
  void knowsNoCountryWithoutIbans() {
    assertThat(Iban.length('U', 'S')).isZero();
    assertThat(Iban.length('X', 'X')).isZero();
  }

  @ParameterizedTest(name = "keccak-256 of \"{0}\"")
  @CsvSource({
    "'', c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "abc, 4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
  })
  void hashesLikeEthereum(String message, String hash) {
    byte[] actual = new Keccak().hash256(message.getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(actual)).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7"
      })
  void acceptsTheExamplesOfBip173And350(String address) {
    assertThat(Bech32.check(address.toCharArray(), 0, address.length())).isEqualTo(1);
    String other = address.substring(0, 20) + (address.charAt(20) == 'q' ? 'p' : 'q');
    String changed = other + address.substring(21);
    assertThat(Bech32.check(changed.toCharArray(), 0, changed.length())).isNotEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bc1",
        "bc1qqqqq",
        "nothing",
        "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1b"
      })
  void refusesWhatHasNotTheFormOfBech32(String word) {
    assertThat(Bech32.check(word.toCharArray(), 0, word.length())).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2, 1",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy, 1",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3, 0",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVNl, -1",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, -1",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, 0"
  })
  void readsBase58Check(String word, int verdict) {
    Base58 base58 = new Base58();
    assertThat(base58.check(word.toCharArray(), 0, word.length())).isEqualTo(verdict);
    assertThat(base58.check(word.toCharArray(), 0, word.length())).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "123456789, true",
    "1010001, true",
    "899999999, true",
    "456789, false",
    "666123456, false",
    "900123456, false",
    "123006789, false",
    "123450000, false"
  })
  void knowsTheRangesOfSocialSecurity(long number, boolean assigned) {
    assertThat(UsNumbers.isSsn(number)).isEqualTo(assigned);
  }

  @ParameterizedTest
  @CsvSource({
    "900500000, true",
    "999650000, true",
    "912700000, true",
    "912880000, true",
    "912900000, true",
    "912920000, true",
    "912940000, true",
    "912990000, true",
    "912490000, false",
    "912660000, false",
    "912890000, false",
    "912930000, false",
    "812780000, false"
  })
  void knowsTheRangesOfTaxpayers(long number, boolean assigned) {
    assertThat(UsNumbers.isItin(number)).isEqualTo(assigned);
  }

  @ParameterizedTest
  @CsvSource({"1234567893, true", "1234567894, false", "2234567891, true", "3234567890, false"})
  void knowsTheCheckDigitOfProviders(long number, boolean valid) {
    assertThat(UsNumbers.isNpi(number)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "021000021, true",
    "011401533, true",
    "091000019, true",
    "321270742, true",
    "021000022, false",
    "131000021, false",
    "000000000, false",
    "990000003, false"
  })
  void knowsRoutingNumbers(String number, boolean valid) {
    assertThat(UsNumbers.isRouting(Long.parseLong(number))).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "F32, true", "f32, true", "Z00, true", "C7A, true", "c7b, true", "Z3A, true", "B12, false",
    "A11, false", "U01, false", "F3A, false", "D3A, true", "D3B, true", "M1B, false", "F3X, false"
  })
  void knowsCategoriesOfDiseases(String code, boolean used) {
    assertThat(IcdCodes.isCategory(code.charAt(0), code.charAt(1), code.charAt(2))).isEqualTo(used);
  }

  @ParameterizedTest
  @CsvSource({
    "+44 20 7946 0958, true",
    "415-555-2671, true",
    "555-123-4567, false",
    "+1, false",
    "words, false"
  })
  void asksTheNumberingPlans(String number, boolean valid) {
    assertThat(PhoneNumbers.isValid(number)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "15551234567, 11, true",
    "11551234567, 11, false",
    "155512345, 9, false",
    "442079460958, 12, true",
    "35312345678, 11, true",
    "99912345678, 11, false",
    "44207946, 8, false",
    "4420794609581234, 16, false"
  })
  void knowsTheCodesOfCountries(long number, int digits, boolean plausible) {
    assertThat(PhoneNumbers.isPlausible(number, digits)).isEqualTo(plausible);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "+44 20 7946 0958|true",
        "+(44) (0)20-7946/0958|true",
        "+49 (0) 30.901820|true",
        "+011 44 20 7946 0958|true", // the plus sign is overlooked
        "+1 1 415 555 2671|true",
        "+39 06 6982|true",
        "+44 20 7946 0958 ext. 5|true",
        "+44 20 7946 0958~12|true", // the last digits are an extension
        "+210 7946 0958|false", // nobody's code
        "+021 7946 0958|false",
        "+44 20 79|false", // too short
        "+998 12 34|false",
      })
  void readsNumbersWithAndWithoutMarksAlike(String number, boolean valid) {
    assertThat(PhoneNumbers.isValid(number)).isEqualTo(valid);
  }
}
