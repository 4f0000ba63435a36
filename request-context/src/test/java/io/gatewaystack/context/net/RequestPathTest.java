package io.gatewaystack.context.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "a",
        "*",
        "http://host/a",
        "//",
        "//evil",
        "/a//b",
        "/a//",
        "/.",
        "/..",
        "/a/.",
        "/a/..",
        "/../admin",
        "/a/../b",
        "/a/./b",
        "/..;/admin",
        "/a;x=1/b",
        "/a;",
        "/\\evil",
        "/a\\..\\b",
        "/a b",
        "/a\tb",
        "/a\u0000",
        "/a\r\nX: y",
        "/é",
        "/a?b",
        "/a#b",
        "/a\u007f"
      })
  void refusesWhatParsersReadDifferently(String raw) {
    assertThat(RequestPath.decode(raw)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/%2e%2e/admin",
        "/%2E%2E/admin",
        "/.%2e/admin",
        "/%2e./admin",
        "/a/%2e",
        "/a%2fb",
        "/a%2Fb",
        "/%2f%2fevil",
        "/a%5cb",
        "/a%5Cb",
        "/a%3bx=1",
        "/a%3B",
        "/a%00",
        "/a%0a",
        "/a%0d%0aX",
        "/a%09",
        "/a%1b",
        "/a%7f",
        "/a%c2%85",
        "/%5c%2e%2e"
      })
  void refusesStructureThatIsEncoded(String raw) {
    assertThat(RequestPath.decode(raw)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/%252e%252e/admin",
        "/%252E",
        "/a%252fb",
        "/a%255cb",
        "/a%253bx",
        "/a%2500",
        "/a%250d%250aX",
        "/%25252e%25252e/admin",
        "/a%2525252fb",
        "/%%32%65",
        "/a%25%32%66"
      })
  void refusesStructureThatIsEncodedMoreThanOnce(String raw) {
    assertThat(RequestPath.decode(raw)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/a%",
        "/a%2",
        "/a%zz",
        "/%u002e",
        "/%-1",
        "/%+1",
        "/a%c0%ae",
        "/a%c0%af",
        "/a%e0%80%af",
        "/%ff",
        "/%80",
        "/%ed%a0%80",
        "/%f4%90%80%80",
        "/a%e2%82"
      })
  void refusesBrokenCodesAndInvalidUtf8(String raw) {
    assertThat(RequestPath.decode(raw)).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/, /",
    "/a, /a",
    "/a/, /a/",
    "/.well-known/oauth-protected-resource, /.well-known/oauth-protected-resource",
    "/..., /...",
    "/a/..b, /a/..b",
    "/a../b, /a../b",
    "/.a/b.c/d., /.a/b.c/d.",
    "/v1.0/file.tar.gz, /v1.0/file.tar.gz",
    "/~user/(x)!$&'*+=:@, /~user/(x)!$&'*+=:@",
    "/a%20b, /a b",
    "/caf%C3%A9, /café",
    "/%E6%BC%A2%E5%AD%97, /漢字",
    "/%F0%9F%98%80, /😀",
    "/100%25, /100%",
    "/100%25/x, /100%/x",
    "/50%25off, /50%off",
    "/5%2525, /5%25",
    "/c%23, /c#",
    "/what%3F, /what?",
    "/%41%2D%5F, /A-_",
    "/a+b, /a+b",
    "/user%40example.com, /user@example.com",
    "/%2Ba, /+a"
  })
  void decodesBenignPathsOnce(String raw, String decoded) {
    assertThat(RequestPath.decode(raw)).hasValue(decoded);
  }

  @Test
  void neverReturnsStructureWhateverGoesIn() {
    Random random = new Random(4);
    String alphabet = "/.;\\%25eEfF0cCdbB3a#? \u0000é";
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder raw = new StringBuilder("/");
      for (int n = random.nextInt(12); n > 0; n--) {
        raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String decoded = RequestPath.decode(raw.toString()).orElse("/");
      accepted += decoded.length() > 1 ? 1 : 0;
      if (decoded.contains("//")
          || decoded.matches("(?s).*[;\\\\\\p{Cntrl}].*")
          || ("/" + decoded + "/").matches(".*/\\.{1,2}/.*")
          || !raw.toString().matches("[!-~]*") && decoded.length() > 1) {
        throw new AssertionError(raw + " became " + decoded);
      }
    }
    assertThat(accepted).isGreaterThan(1_000);
  }
}
