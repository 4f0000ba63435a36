package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailDetectorTest {
  private final TextScanner scanner = TextScanner.of(List.of(PiiType.EMAIL));

  private List<String> found(String text) {
    return scanner.scan(text).matches().stream().map(match -> match.value(text)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "write to joe@example.com today | joe@example.com",
        "joe+news.letter@mail.example.co.uk | joe+news.letter@mail.example.co.uk",
        "<joe_blow%x@example.com>; | joe_blow%x@example.com",
        "mailto:joe@example.com?subject=x | joe@example.com",
        "email=joe@example.com&x=1 | joe@example.com",
        "'joe@example.com' | joe@example.com",
        "o'brien@example.ie | o'brien@example.ie",
        "end joe@example.com. | joe@example.com",
        "joe@example.com,ann | joe@example.com",
        "joe@163.com | joe@163.com",
        "joe@example.com-1 | joe@example.com",
        "joe@example.com.v2 | joe@example.com",
        "joe@example.com555-123-4567 | joe@example.com",
        "joe@example.org4111111111111111 | joe@example.org",
        "joe@co-op.example | joe@co-op.example",
        "joe@tty1.services | joe@tty1.services",
        "=?utf-8?q?joe=40example.com?= | joe=40example.com",
        "=?ISO-8859-1?Q?joe=2Eb=40example=2Ecom?= | joe=2Eb=40example=2Ecom",
        "joe@xn--bcher-kva.xn--p1ai | joe@xn--bcher-kva.xn--p1ai",
        "jürgen@müller.de | jürgen@müller.de",
        "邮箱joe@example.com是 | joe@example.com",
        "用户@例子.广告 | 用户@例子.广告",
      })
  void findsAddress(String text, String address) {
    assertThat(found(text)).containsExactly(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joe@localhost",
        "@joe said",
        "a @ b.com",
        "joe@example.c",
        "joe@example.com1",
        "joe@example.com22x",
        "joe@example.widget123",
        "joe@.com",
        "https://user:pass@example.com/form",
        "joe@192.168.1.1",
        "lodash@4.17.21",
        "react@18.2.0-beta.next",
        "icon@2x.png",
        "logo@example.WEBP",
        "user@1000.service: Succeeded.",
        "getty@tty1.service",
        "a=40b.example",
        "a=?utf-8?x?joe=40example.com?=",
        "java.lang.Object@1b2c3d",
        "joe@aaaaaaaaaaaaaaa.abcdefghijklmnopqrstuvwxyz",
        "..@example.com",
        "@",
        "joe@",
      })
  void leavesWhatOnlyResemblesAnAddress(String text) {
    assertThat(found(text)).isEmpty();
  }

  @Test
  void findsTwoAddressesInOneSentence() {
    assertThat(found("from joe@example.com to ann@example.org"))
        .containsExactly("joe@example.com", "ann@example.org");
  }

  @Test
  void boundsLocalPartAndDomain() {
    assertThat(found("a".repeat(100) + "@example.com"))
        .containsExactly("a".repeat(64) + "@example.com");
    assertThat(found("joe@" + "a".repeat(300) + ".com")).isEmpty();
    String domain = "abcdefgh.".repeat(28) + "com"; // 255 characters
    assertThat(found("joe@" + domain)).containsExactly("joe@" + domain);
  }

  @Test
  void dropsTopLevelDomainCutOffByTheBound() {
    String domain = "abcdefgh.".repeat(28) + "community";
    assertThat(found("joe@" + domain))
        .containsExactly("joe@" + "abcdefgh.".repeat(28).replaceAll("\\.$", ""));
  }
}
