package io.gatewaystack.transformabl.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.PiiType;
import io.gatewaystack.transformabl.TextScanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts have numbers at clouds, shops of advertisements and banks. */
class CloudsTest {
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account 123456789012 in us-east-1",
        "owned by account ``123456789012``:: aws ec2 describe-images",
        "--accounts 123456789012 567890123456 --regions us-east-1 us-west-1",
        "your Steam account 76561197960287930",
        "ad account 1204412981 has no pixel",
        "memory bank 12345678",
        "UNIT_L1DATA_BANK_ACCESSES = 1479493682"
      })
  void leavesAccountsThatHoldNoMoney(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account 123456789012 at our bank",
        "my account 1234567890 in us-east-1",
        "saving account 123456789012 (north-1 branch)",
        "BANK_ACCOUNTS=12345678"
      })
  void findsAccountsOfBanks(String text) {
    assertThat(scanner.scan(text).matches())
        .singleElement()
        .satisfies(match -> assertThat(match.type()).isEqualTo(PiiType.US_BANK_NUMBER));
  }
}
