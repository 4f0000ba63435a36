package io.gatewaystack.validatabl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.gatewaystack.validatabl.policy.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceUriTest {
  private static final Map<String, Pattern> PATTERNS = new HashMap<>();

  private static final List<String> PIECES =
      List.of(
          "file:",
          "https:",
          "http:",
          "ftp:",
          "x:",
          "X:",
          "urn:",
          "fs+",
          "Fs+",
          "+",
          ":",
          "//",
          "/",
          "a",
          "Z",
          "0",
          "f",
          ".",
          "..",
          "...",
          "%2E",
          "%2F",
          "%5C",
          "%3B",
          "%25",
          "%41",
          "%61",
          "%20",
          "%2C",
          "%2c",
          "%00",
          "%7F",
          "%C3%A9",
          "%C2%80",
          "%FF",
          "%ED%A0%80",
          "%D9%A2",
          "%",
          "%4",
          "?",
          "#",
          "0x7f",
          "127.1",
          "file:///",
          ";",
          "&",
          "=",
          "@",
          "localhost",
          ":80",
          ":443",
          ":0",
          ":8080",
          "[::1]",
          "_",
          "-",
          "~",
          " ",
          "\\",
          "\"",
          "{",
          "\n",
          "é",
          "a/b",
          "host",
          "(",
          "!");

  private final Random random = new Random(20261121);

  /** Whether it is one of the plain URIs that begin as a part of it does. */
  private static boolean isAmong(String uri, int known) {
    PlainUris plain = PlainUris.beginning(uri.substring(0, known), true);
    return plain.within().stream().allMatch(c -> holds(c, uri))
        && plain.outside().stream().noneMatch(c -> holds(c, uri));
  }

  private static boolean holds(Condition condition, String uri) {
    return PATTERNS
        .computeIfAbsent((String) condition.value(), e -> Pattern.compile(e, Pattern.DOTALL))
        .matcher(uri)
        .matches();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ui://x",
        "ui://widget/index.html",
        "urn:a:b",
        "urn:isbn:0451450523",
        "file:///C:/a%20b",
        "file:///c%3A/Users",
        "file:///home/ada/.profile",
        "file:///a/.../b",
        "file:///",
        "x://",
        "x:a",
        "x:/a",
        "x:///a",
        "note://caf%C3%A9/100%25",
        "x://a%2Cb/(c)/d,e",
        "note://Inbox/A",
        "x://a?q=b%2Fc&r=%2541",
        "x://127.0.0.1/a.",
        "https://0xy.example/1",
        "https://1.example/127.0.0.1",
        "x://a?u=https://b//c",
        "https://host/a",
        "https://host:8080/a",
        "http://host:443/a",
        "https://host/",
        "https://host/?q/",
        "x://a/b?q/",
        "x://a/b%20c/d%20%20e",
        "x:a%20b:%20c",
        "memory_bank://a",
        "fs+file:///a",
        "Fs+file:///a",
        "git+https://host/a",
        "mailto:ada@example.org",
        "x://a@b:80/c"
      })
  void whatCanBeReadInOneWayIsPlain(String uri) {
    assertThat(ResourceUri.isPlain(uri)).isTrue();
    assertThat(IntStream.rangeClosed(0, uri.length())).allMatch(known -> isAmong(uri, known));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        ":a",
        "+x://a",
        "/a",
        "FILE:///a",
        "xY://a",
        "https://ACME/a",
        "file://Acme/a",
        "file:///public/../private",
        "file:///public/..",
        "file:///./a",
        "file:///public/%2e%2e/a",
        "file:///public/%2E%2E/a",
        "file:///public/..%2Fa",
        "file:///public/..%5Ca",
        "file:///public/..\\a",
        "file:///public/..;/a",
        "file:///public;v=1/a",
        "file:///public//a",
        "file:////a",
        "x://../a",
        "x:../a",
        "x://a/..?q",
        "x://%70rivate",
        "x://a/%7E",
        "x://a/b%2cc",
        "x://a/%2541",
        "x://a/%252F",
        "x://a/%25%D9%A2%D9%A2",
        "x://a/%00",
        "x://a/%0A",
        "x://a/%FF",
        "x://a/%C0%AE",
        "x://a/%",
        "x://a/%4",
        "x://a/%zz",
        " x://a",
        "x://a ",
        "x://a b",
        "x://a\tb",
        "x://a/",
        "x:///",
        "x:/",
        "x:a/",
        "x://a/b/",
        "x://a/b/?q",
        "file:///a/",
        "https://host/a/#top",
        "x://a/b%20",
        "x://a/%20b",
        "x://a/b%20/c",
        "x://a/b%20?q",
        "x://a%20/b",
        "x://%20",
        "x:%20a",
        "x://caf\u00e9",
        "x://a/\"b\"",
        "x://a?b=/../c",
        "x://a?/..",
        "x://a#/./b",
        "x://a?b=%2F..%2Fc",
        "x://a?b=%5C.",
        "x://a?b=%41",
        "file:/a",
        "file:a",
        "file://localhost/a",
        "file://localhost",
        "file://ada@host/a",
        "fs+file:/a",
        "fs+file://localhost/a",
        "https:host/a",
        "https:/host/a",
        "https:///host/a",
        "https://",
        "https://host",
        "https://host?q",
        "file://",
        "file://server",
        "https://ada@host/a",
        "https://h%C3%A9/a",
        "https://host:/a",
        "https://host:0443/a",
        "https://host:443/a",
        "http://host:80",
        "wss://host:443?q",
        "ftp://host:21/a",
        "file://server/share/x",
        "file://127.0.0.1/a",
        "file:///a?",
        "file:///a?q",
        "x://a#",
        "x://a#top",
        "x://a?q#top",
        "x://a?",
        "https://acme.example./a",
        "https://:8080/a",
        "http://127.0.0.1/a",
        "http://127.1:8080/a",
        "http://2130706433/a",
        "http://0x7f000001/a",
        "http://0x7f.1/a",
        "http://host.0x/a",
        "http://[::1]:8080/a",
        "http://[0:0:0:0:0:0:0:1]/a"
      })
  void whatSomeReaderTakesForAnotherUriIsNot(String uri) {
    assertThat(ResourceUri.isPlain(uri)).isFalse();
    assertThat(IntStream.rangeClosed(0, uri.length())).noneMatch(known -> isAmong(uri, known));
  }

  @Test
  void conditionsForTemplatesSayTheSameOfRandomUris() {
    int plain = 0;
    for (int i = 0; i < 40_000; i++) {
      StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "x://");
      for (int n = random.nextInt(7); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      String uri = text.toString();
      int known = random.nextInt(uri.length() + 1);
      assertThat(ResourceUri.isPlain(uri)).as("%s, %d", uri, known).isEqualTo(isAmong(uri, known));
      plain += ResourceUri.isPlain(uri) ? 1 : 0;
    }
    assertThat(plain).isBetween(1_000, 30_000);
  }
}
