package io.gatewaystack.transformabl.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.PiiType;
import io.gatewaystack.transformabl.TextScanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind the word for a password or key is a value, a verdict or a name. */
class CredentialsTest {
  private final TextScanner scanner = TextScanner.ofAllTypes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS: parser-roundtrip :: case1.txt",
        "PASS: integration-suite-12; FAIL: unit-suite-3",
        "'secret': 'V1SecretProjection',",
        "credentials: oauth2client.Credentials or",
        "private_key: ed25519.Ed25519PrivateKey, writer",
        "#define ed25519_sha512_set_private_key nettle_ed25519_sha512_set_private_key",
        "if password == provided_password:",
        "pagination token eyJsYXN0IjoxMjA0fQ==",
        "PASS: binutils-all/x86-64/pr23494a",
        "PASS: struct\nPASS: align2",
        "PASS: Dwarf3 function debug info",
        "keys-secret.gpg, tofu/conflicting/BE04EB2B-1.txt,",
        "login_name:passwd:UID:GID:user_name:directory:shell",
        "mongodb+srv://<user>:<password>@cluster0.mongodb.net/",
        "https://user:pass@example.com is the form"
      })
  void leavesVerdictsAndNamesOfPrograms(String text) {
    assertThat(scanner.scan(text).matches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PASS: Winter-2024!, Winter-2024!",
    "PASS: hunter22, hunter22",
    "'USER: a\nPASS: hunter22', hunter22",
    "<password>@Zk4m9Qp2</password>, @Zk4m9Qp2",
    "pass: parser-roundtrip9, parser-roundtrip9",
    "password is purple-otter-4412, purple-otter-4412",
    "the password was 9031-silver-maple, 9031-silver-maple",
    "secret: MySuperSecretKey2024, MySuperSecretKey2024",
    "access token eyJsYXN0IjoxMjA0fQ==, eyJsYXN0IjoxMjA0fQ==",
    "SECRET_KEY = \"django-insecure-x8$kq2!vz0@p3n7w\", django-insecure-x8$kq2!vz0@p3n7w"
  })
  void findsValues(String text, String value) {
    assertThat(scanner.scan(text).matches())
        .singleElement()
        .satisfies(match -> assertThat(match.type()).isEqualTo(PiiType.CREDENTIAL))
        .satisfies(match -> assertThat(match.value(text)).isEqualTo(value));
  }
}
