package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.explicabl.SensitiveText.Finding;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveTextTest {

  /** As the callers do it: a glance first. */
  private static Finding findingIn(String text) {
    return SensitiveText.isHarmless(text) ? null : SensitiveText.find(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@example.com",
        "Alice.Smith+tag@mail.example.co.uk",
        "mailto:alice@example.com",
        "user=alice@example.com&x",
        "alice%40example.com",
        "alice%2540example%252Ecom",
        "%61lice%40example%2Ecom",
        "alice@xn--bcher-kva.example",
        "jos\u00e9@b\u00fccher.example",
        "alice\uff20example\uff0ecom",
        "alice%EF%BC%A0example.com",
        "al\u200bice@exam\u200bple.com",
        "alice@[192.0.2.1]",
        "alice@my_host.example",
        "broken%zzalice@example.com%"
      })
  void findsAnEmailAddress(String text) {
    assertThat(findingIn(text)).isEqualTo(Finding.EMAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4222222222222",
        "378282246310005",
        "30569309025904",
        "5555555555554444",
        "2223003122003222",
        "3530111333300000",
        "6011111111111117",
        "6799990100000000019",
        "4111-1111-1111-1111",
        "4111 1111 1111 1111",
        "4111%201111%201111%201111",
        "4111+1111+1111+1111",
        "3782 822463 10005",
        "card4111111111111111",
        "order-4111111111111111-x",
        "4111 1111 1111 1111 12 25",
        "12345678-4111-1111-1111-1111",
        "\uff14111111111111111",
        "%34111111111111111"
      })
  void findsACardNumber(String text) {
    assertThat(findingIn(text)).isEqualTo(Finding.CARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIn0.c2ln",
        "token=eyJhbGciOiJSUzI1NiJ9xx",
        "mcp_0fA9kQ3xVbN7sT2uYw5eR8iO1pLmZcXd4gHj6kUvBq0",
        "mcp_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "page;jsessionid=node01abc",
        "page;JSESSIONID=node01abc",
        "eyJ.eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9"
      })
  void findsACredential(String text) {
    assertThat(findingIn(text)).isEqualTo(Finding.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ping",
        "auth0|64b7f0a1c2d3e4f5a6b7c8d9",
        "google-oauth2|103547991597142817347",
        "AbCdEf123456@clients",
        "alice@localhost",
        "@scope",
        "package@1.2.3",
        "@",
        "a@",
        "a@.",
        "a@b.",
        "a @ b",
        "a%zz;b=1",
        "4111111111111112",
        "411111111111111",
        "9111111111111111",
        "1700000000000000000",
        "1767225600000",
        "2026-01-01T00:00:00.000000Z",
        "d41d8cd98f00b204e9800998ecf8427e",
        "a4111111111111111bcdef0123",
        "ORD-2026-0000012345",
        "mcp__github__create_pull_request_review_comment_v2",
        "mcp_short",
        "eyJshort",
        "caf\u00e9"
      })
  void leavesHarmlessTextAlone(String text) {
    assertThat(findingIn(text)).isNull();
  }

  @Test
  void takesNoRandomIdForACardNumber() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      assertThat(findingIn(uuid)).isNull();
      assertThat(findingIn(uuid.replace("-", ""))).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "a@b", "1", "1-", "4111-", "%25", "eyJ", "mcp_", ";", "a@b.c@", "."})
  @Timeout(5)
  void takesTimeInProportionToTheLength(String unit) {
    String text = unit.repeat((1 << 20) / unit.length());
    long start = System.nanoTime();
    findingIn(text);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }
}
