package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One text for each rule: what it finds, and beside it what it leaves. */
class TypesTest {
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  private static List<String> found(String text) {
    return SCANNER.scan(text).matches().stream()
        .map(match -> match.type() + " " + match.value(text))
        .toList();
  }

  private static String only(String text) {
    List<Match> matches = SCANNER.scan(text).matches();
    assertThat(matches).as(text).hasSize(1);
    Match match = matches.get(0);
    return match.type() + "|" + match.value(text) + "|" + match.confidence() + "|" + match.why();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "contact john@example.com for info | email|john@example.com|HIGH|domain",
        "user+tag@example.com | email|user+tag@example.com|HIGH|domain",
        "call 555-123-4567 now | phone|555-123-4567|MEDIUM|shape",
        "call (555) 123-4567 | phone|(555) 123-4567|MEDIUM|shape",
        "call +1-555-123-4567 | phone|+1-555-123-4567|MEDIUM|shape",
        "call +44 20 7946 0958 | phone|+44 20 7946 0958|HIGH|numbering_plan",
        "support +81-3-1234-5678 | phone|+81-3-1234-5678|HIGH|numbering_plan",
        "SSN: 123-45-6789 | ssn|123-45-6789|HIGH|range",
        "ITIN: 912-78-5551 | us_itin|912-78-5551|HIGH|range",
        "taxpayer 988-83-0099 | us_itin|988-83-0099|HIGH|range",
        "card: 4111 1111 1111 1111 | credit_card|4111 1111 1111 1111|HIGH|luhn",
        "card: 5500-0000-0000-0004 | credit_card|5500-0000-0000-0004|HIGH|luhn",
        "card: 3782 822463 10005 | credit_card|3782 822463 10005|HIGH|luhn",
        "card: 6011 1111 1111 1117 | credit_card|6011 1111 1111 1117|HIGH|luhn",
        "server at 192.168.1.1 is up | ip_address|192.168.1.1|MEDIUM|octets",
        "addr 2001:0db8:85a3:0000:0000:8a2e:0370:7334 |"
            + " ip_address|2001:0db8:85a3:0000:0000:8a2e:0370:7334|MEDIUM|groups",
        "addr 2001:db8::8a2e:370:7334 | ip_address|2001:db8::8a2e:370:7334|MEDIUM|groups",
        "listening on ::1 now | ip_address|::1|MEDIUM|groups",
        "DOB: 01/15/1990 | date_of_birth|01/15/1990|MEDIUM|context:birth",
        "born 1990-01-15 | date_of_birth|1990-01-15|MEDIUM|context:birth",
        "account 9845302145 for deposit | us_bank_number|9845302145|MEDIUM|context:account",
        "wire to 12345678901234567 | us_bank_number|12345678901234567|MEDIUM|context:account",
        "routing number 021000021 | us_bank_number|021000021|HIGH|aba",
        "routing number 021000022 | us_bank_number|021000022|MEDIUM|context:routing",
        "passport 123456789 expires | us_passport|123456789|MEDIUM|context:passport",
        "passport A12345678 | us_passport|A12345678|MEDIUM|context:passport",
        "DL D1234567 state CA | us_drivers_license|D1234567|MEDIUM|context:license",
        "license DL:12345678 | us_drivers_license|12345678|MEDIUM|context:license",
        "wire to DE89370400440532013000 | iban|DE89370400440532013000|HIGH|mod97",
        "acct GB82WEST12345698765432 | iban|GB82WEST12345698765432|HIGH|mod97",
        "diagnosis code F32.9 confirmed | icd_10|F32.9|MEDIUM|context:diagnosis",
        "pt has E11.65 on chart | icd_10|E11.65|MEDIUM|context:medical",
        "dx: Z00 routine | icd_10|Z00|MEDIUM|context:diagnosis",
        "legacy code 250.01 on record | icd_9|250.01|MEDIUM|context:diagnosis",
        "status V70.0 | icd_9|V70.0|MEDIUM|context:status",
        "provider NPI 1234567893 treating | npi|1234567893|HIGH|luhn",
        "send to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 |"
            + " crypto_wallet|1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2|HIGH|base58check",
        "payout bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 |"
            + " crypto_wallet|bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4|HIGH|bech32",
        "eth 0x742d35Cc6634C0532925a3b844Bc9e7595f0bEb7 |"
            + " crypto_wallet|0x742d35Cc6634C0532925a3b844Bc9e7595f0bEb7|MEDIUM|shape",
        "eth 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed |"
            + " crypto_wallet|0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed|HIGH|eip55",
        "wallet 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3 |"
            + " crypto_wallet|1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3|MEDIUM|context:wallet",
        "to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5 |"
            + " crypto_wallet|bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5|LOW|shape",
        "123 45 6789 | ssn|123 45 6789|LOW|range",
        "my ssn: 123456789 | ssn|123456789|MEDIUM|context:ssn",
        "ssn 912785551 | us_itin|912785551|MEDIUM|context:ssn",
        "redis://:s3cretpw@cache:6379/0 |"
            + " connection_string|redis://:s3cretpw@cache:6379/0|HIGH|login",
        "password=hunter2! | credential|hunter2!|MEDIUM|context:password",
        "the password is hunter2! | credential|hunter2!|MEDIUM|context:password",
        "api_key: 9f86d081884c4d659a2feaa0c55ad015 |"
            + " credential|9f86d081884c4d659a2feaa0c55ad015|MEDIUM|context:secret"
      })
  void findsAndSaysWhy(String text, String type, String value, String confidence, String why) {
    assertThat(only(text)).isEqualTo(String.join("|", type, value, confidence, why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "number 1234567 in text",
        "code 12-34-5678",
        "value 999.999.999.999",
        "code 1234567",
        "ssn 000-12-3456",
        "ssn 666-12-3456",
        "ssn 123-00-4567",
        "ssn 123-45-0000",
        "taxpayer 912-49-5551",
        "taxpayer 912-66-5551",
        "taxpayer 912-93-5551",
        "IBAN DE89370400440532013001",
        "IBAN DE8937040044053201300",
        "IBAN XX82WEST12345698765432",
        "NPI 1234567894",
        "NPI 3234567893",
        "1234567893",
        "send to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
        "account 1234567",
        "account 123456789012345678",
        "account balance 12345678.90",
        "account: $12345678",
        "account 2024-01-15",
        "order 9845302145",
        "F32.9",
        "seat B12",
        "diagnosis B12",
        "250.01",
        "404",
        "weight 250.01 lbs, pt stable",
        "created 1990-01-15",
        "born 1990-13-45",
        "born 1790-01-15",
        "version 1.2.3.4",
        "1.2.3.4-rc1",
        "lib-1.2.3.4.jar",
        "Chrome/120.0.0.0",
        "1.3.6.1.4.1",
        "0.0.0.0",
        "255.255.255.0",
        "12:34:56",
        "aa:bb:cc:dd:ee:ff",
        "aa:bb:cc:dd:ee:ff:00:11",
        "std::vector",
        "dead::beef:cafe::1",
        "a::b",
        "::",
        "1:2:3:4:5:6:7:8:9",
        "call 2024-01-15",
        "call 4155552671 times",
        "part number 555-123-4567",
        "555-1234",
        "012-345-6789",
        "+99912345678",
        "2 + 4420794609",
        "password is required",
        "password: required",
        "password=${DB_PASSWORD}",
        "password=<password>",
        "password=********",
        "token_type=bearer",
        "max_tokens: 123456789012345678",
        "next_page_token=9f86d081884c4d659a2feaa0c55ad015",
        "api_key=your_api_key_goes_here1",
        "postgres://user@host/base",
        "http://host/a:b@c",
        "-----BEGIN PUBLIC KEY-----",
        "eyJhbGciOiJIUzI1NiJ9",
        "AKIA123",
        "git@github.com:org/repo.git",
        "pkg@1.2.3",
        "icon@2x.png",
        "a@b.transpose()",
        "look at this dot on the map"
      })
  void leavesWhatIsNotConfirmed(String text) {
    assertThat(found(text)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a@b.com and c@d.org | email a@b.com | email c@d.org",
        "SSN 123-45-6789 and email a@b.com | ssn 123-45-6789 | email a@b.com",
        "order 123456789, account 987654321 | us_bank_number 987654321 |",
        "routing 021000021 account 12345678 | us_bank_number 021000021 | us_bank_number 12345678",
        "phones: 415-555-2671, 415-555-2672 | phone 415-555-2671 | phone 415-555-2672",
        "4111 1111 1111 1111 or 123-45-6789 | credit_card 4111 1111 1111 1111 | ssn 123-45-6789",
        "DOB 01/15/1990, seen 02/02/2020 | date_of_birth 01/15/1990 |",
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk |"
            + " jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk |"
      })
  void tellsNeighboursApart(String text, String first, String second) {
    List<String> expected = second == null ? List.of(first) : List.of(first, second);
    assertThat(found(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1:2:3:4:5:6:7:8",
        "::",
        "::1",
        "fe80::1",
        "2001:DB8::C",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33",
        "::ffff:192.0.2.128",
        "0:0:0:0:0:ffff:192.0.2.128",
        "2001:db8::192.0.2.1"
      })
  void readsEverySpellingOfIpv6(String address) {
    String text = "ip " + address + ", ok";
    assertThat(found(text))
        .isEqualTo(address.equals("::") ? List.of() : List.of("ip_address " + address));
    assertThat(found("[" + address + "]:8080"))
        .isEqualTo(address.equals("::") ? List.of() : List.of("ip_address " + address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "January 15, 1990",
        "15 January 1990",
        "15th of January 1990",
        "Jan. 15, 1990",
        "15-Jan-1990",
        "15.01.1990",
        "1990/01/15",
        "1/15/90",
        "19900115",
        "01151990"
      })
  void readsDatesAsPeopleWriteThem(String date) {
    assertThat(found("born on " + date + ".")).containsExactly("date_of_birth " + date);
    assertThat(found("due on " + date + ".")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA\\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMII=\n"
            + "-----END EC PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA"
      })
  void findsPrivateKeysWholeOrCutOff(String key) {
    assertThat(found("key: " + key + " ")).containsExactly("private_key " + key);
  }
}
