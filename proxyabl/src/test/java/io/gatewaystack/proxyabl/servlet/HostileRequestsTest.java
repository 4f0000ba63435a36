package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes on a socket that mean to reach what they may not: none of it comes through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private RawUpstream upstream;
  private Gateway gateway;

  @BeforeAll
  void open() throws IOException {
    upstream = RawUpstream.answering(OK);
    gateway = Gateway.with(Proxyabl.builder(upstream.uri()).allowedPaths("/api").build());
  }

  @AfterAll
  void close() throws IOException {
    gateway.close();
    upstream.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proxy/api/../admin",
        "/proxy/api/%2e%2e/admin",
        "/proxy/api/%2E%2E/admin",
        "/proxy/api/.%2e/admin",
        "/proxy/api/%2e./admin",
        "/proxy/api/%252e%252e/admin",
        "/proxy/api/%25252e%25252e/admin",
        "/proxy/api/%%32%65%%32%65/admin",
        "/proxy/api/%252%65%252%65/admin",
        "/proxy/api/..;/admin",
        "/proxy/api/..;x=1/admin",
        "/proxy/api/.;/../admin",
        "/proxy/api;/x",
        "/proxy/api;x=1/x",
        "/proxy/api/%3b/x",
        "/proxy/api/..%2fadmin",
        "/proxy/api/..%2Fadmin",
        "/proxy/api/..%252fadmin",
        "/proxy/api%2f..%2fadmin",
        "/proxy/api/..\\admin",
        "/proxy/api/..%5cadmin",
        "/proxy/api/..%255cadmin",
        "/proxy/api\\..\\admin",
        "/proxy/\\127.0.0.1:1/x",
        "/proxy//127.0.0.1:1/x",
        "/proxy/api//x",
        "//proxy/api/x",
        "/proxy/api/%00",
        "/proxy/api/x%00.json",
        "/proxy/api/%2500",
        "/proxy/api/%0d%0aX-Admin:%201",
        "/proxy/api/%250d%250aX-Admin:%201",
        "/proxy/api/%09x",
        "/proxy/api/%7f",
        "/proxy/api/%c0%ae%c0%ae/admin",
        "/proxy/api/%c0%2e%c0%2e/admin",
        "/proxy/api/%e0%80%ae%e0%80%ae/admin",
        "/proxy/api/%f0%80%80%ae/admin",
        "/proxy/api/%c0%af../admin",
        "/proxy/api/%ed%a0%80",
        "/proxy/api/%ff%fe",
        "/proxy/api/%u002e%u002e/admin",
        "/proxy/api/%",
        "/proxy/api/%2",
        "/proxy/api/%zz",
        "/proxy/api/\u00e9",
        "/proxy/api/{x}",
        "/proxy/api/<x>",
        "/proxy/api/\"x\"",
        "/proxy/api/^",
        "/proxy/api/|",
        "/proxy/api/`",
        "/proxy/admin",
        "/proxy/apix",
        "/proxy/API/x",
        "/proxy/%61dmin",
        "/proxy",
        "/proxyapi/x",
        "/api/x",
        "/",
        "*",
        "proxy/api/x",
        "http://127.0.0.1/proxy/api/../admin",
        "@evil.test/proxy/api",
        "/proxy/api/%2e%2e%2f%2e%2e%2fadmin?x=/api"
      })
  void letsNoConfusingPathReachTheUpstream(String path) throws Exception {
    int before = upstream.heads().size();
    try (RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET " + path, "Connection: close"));
      assertThat(http.read().status()).isBetween(400, 499);
    }
    assertThat(upstream.heads()).hasSize(before);
  }

  @ParameterizedTest(name = "{0} is sent as {1}")
  @CsvSource({
    "/proxy/api, /api",
    "/proxy/api/, /api/",
    "/proxy/%61pi/x, /api/x",
    "/%70roxy/api/x, /api/x",
    "/proxy/api/.well-known/x, /api/.well-known/x",
    "/proxy/api/a..b/...x/v1.2, /api/a..b/...x/v1.2",
    "/proxy/api/caf%c3%a9, /api/caf%C3%A9",
    "/proxy/api/%E6%BC%A2%E5%AD%97, /api/%E6%BC%A2%E5%AD%97",
    "/proxy/api/%F0%9F%98%80, /api/%F0%9F%98%80",
    "/proxy/api/a%20b+c, /api/a%20b+c",
    "/proxy/api/user@example.com:8, /api/user@example.com:8",
    "'/proxy/api/(a)!$&*=,~_-', '/api/(a)!$&*=,~_-'",
    "/proxy/api/c%23/what%3F, /api/c%23/what%3F",
    "/proxy/api/x?a=../../b&c=//d;e=%2e%2e, /api/x?a=../../b&c=//d;e=%2e%2e",
    "/proxy/api/x?q=http://127.0.0.1/, /api/x?q=http://127.0.0.1/",
    "http://gateway.test/proxy/api/x, /api/x"
  })
  void blocksNothingBenign(String path, String sent) throws Exception {
    int before = upstream.heads().size();
    assertThat(gateway.exchange("GET " + path).text()).isEqualTo("hello");
    assertThat(upstream.heads()).hasSize(before + 1);
    String head = upstream.heads().get(before);
    assertThat(head).startsWith("GET " + sent + " HTTP/1.1\r\n");
    assertThat(head).contains("\r\nHost: 127.0.0.1:" + upstream.port() + "\r\n");
    assertThat(head).doesNotContain("gateway.test");
  }

  static Stream<Arguments> ambiguous() {
    return Stream.of(
        ambiguous("length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
        ambiguous("chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
        ambiguous("two lengths", "Content-Length: 5\r\nContent-Length: 0"),
        ambiguous("a list of lengths", "Content-Length: 5, 0"),
        ambiguous("a signed length", "Content-Length: +5"),
        ambiguous("a negative length", "Content-Length: -1"),
        ambiguous("a hexadecimal length", "Content-Length: 0x5"),
        ambiguous("a length with a space", "Content-Length: 1 0"),
        ambiguous("a coding nobody knows", "Transfer-Encoding: xchunked"),
        ambiguous("chunks within chunks", "Transfer-Encoding: chunked, chunked"),
        ambiguous("not chunked at last", "Transfer-Encoding: chunked, identity"),
        ambiguous("chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
        ambiguous("a vertical tab", "Transfer-Encoding: \u000bchunked"),
        ambiguous("a space before the colon", "Transfer-Encoding : chunked"),
        ambiguous("a space before the name", " Transfer-Encoding: chunked"),
        ambiguous("a folded line", "X: a\r\n Transfer-Encoding: chunked"),
        ambiguous("a bare CR", "X: a\rTransfer-Encoding: chunked"),
        ambiguous("a NUL", "Transfer-Encoding: chunked\u0000"),
        ambiguous("a name that is none", "Transfer\u0001Encoding: chunked"),
        ambiguous("two hosts", "Host: b"));
  }

  private static Arguments ambiguous(String name, String lines) {
    return Arguments.of(Named.of(name, lines));
  }

  /** Whatever the gateway makes of it, the request hidden in the body is never one. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void smugglesNothingToTheUpstream(String lines) throws Exception {
    int before = upstream.heads().size();
    try (RawHttp http = gateway.connect()) {
      http.send( // at once: who refuses closes, and is not written to any more
          "POST /proxy/api/x HTTP/1.1\r\nHost: a\r\n"
              + lines
              + "\r\n"
              + Believer.SUBJECT
              + ": alice\r\n\r\n0\r\n\r\nGET /proxy/api/smuggled HTTP/1.1\r\nHost: a\r\n"
              + Believer.SUBJECT
              + ": alice\r\n\r\n");
      assertThat(http.read().status()).isEqualTo(400);
      assertThat(isClosed(http)).isTrue();
    }
    assertThat(upstream.heads()).hasSize(before);
  }

  private static boolean isClosed(RawHttp http) {
    try {
      return http.awaitClose();
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset: it had not read everything
    }
  }

  @Test
  void framesWhatItSendsItself() throws Exception {
    int before = upstream.heads().size();
    gateway.exchange(
        "GET /proxy/api/x",
        "Content_Length: 5",
        "Transfer_Encoding: chunked",
        "Connection: Content-Length, Host");
    String head = upstream.heads().get(before).toLowerCase(Locale.ROOT);
    assertThat(head.split("\r\n", -1))
        .filteredOn(line -> line.startsWith("host:") || line.startsWith("content"))
        .containsExactly("host: 127.0.0.1:" + upstream.port());
    assertThat(head).doesNotContain("transfer", "connection");
  }
}
