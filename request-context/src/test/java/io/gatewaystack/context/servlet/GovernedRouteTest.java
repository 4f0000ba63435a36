package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are refused before the application. */
class GovernedRouteTest extends GovernedRoutes {
  static Stream<Arguments> differentials() {
    byte[] utf8 = CALL.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of(
            "utf-16",
            "application/json; charset=utf-16",
            CALL.getBytes(StandardCharsets.UTF_16),
            415),
        Arguments.of("latin-1 declared", "application/json; charset=iso-8859-1", utf8, 415),
        Arguments.of("utf-7 declared", "application/json;charset=\"utf-7\"", utf8, 415),
        Arguments.of("two charsets", "application/json; charset=utf-8; charset=utf-16", utf8, 415),
        Arguments.of("text/plain", "text/plain", utf8, 415),
        Arguments.of(
            "byte order mark",
            "application/json",
            ("\uFEFF" + CALL).getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "invalid UTF-8",
            "application/json",
            CALL.replace("\"t\"", "\"\u00ff\"").getBytes(StandardCharsets.ISO_8859_1),
            400),
        Arguments.of(
            "undeclared utf-32",
            "application/json",
            CALL.getBytes(Charset.forName("UTF-32BE")),
            400),
        Arguments.of(
            "duplicate key",
            "application/json",
            CALL.replace("\"params\"", "\"method\":\"ping\",\"params\"")
                .getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "escaped duplicate key",
            "application/json",
            CALL.replace("\"params\"", "\"\\u006dethod\":\"ping\",\"params\"")
                .getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "trailing data",
            "application/json",
            (CALL + CALL).getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "too deep",
            "application/json",
            CALL.replace("\"t\"", "\"t\",\"a\":" + "[".repeat(100) + "]".repeat(100))
                .getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "lone surrogate",
            "application/json",
            CALL.replace("\"t\"", "\"\\ud800\"").getBytes(StandardCharsets.UTF_8),
            400),
        Arguments.of(
            "batch", "application/json", ("[" + CALL + "]").getBytes(StandardCharsets.UTF_8), 400),
        Arguments.of("empty", "application/json", new byte[0], 400));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differentials")
  void aBodyTwoParsersCouldReadDifferentlyIsRefused(
      String name, String type, byte[] body, int status) throws Exception {
    RawResponse answer =
        send(
            GovernanceFilter.mcp(Pipeline.of(recorder, READING)),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n",
            body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("\"jsonrpc\":\"2.0\"", "\"id\":null");
  }

  @Test
  void aCompressedBodyIsRefused() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(CALL.getBytes(StandardCharsets.UTF_8));
    }
    RawResponse answer =
        send(
            GovernanceFilter.mcp(Pipeline.of(recorder, READING)),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Encoding: gzip\r\n",
            zipped.toByteArray());
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text()).contains("content_encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=UTF-8",
        "Application/JSON;charset=utf-8"
      })
  void aPlainMessagePassesAndIsPinnedToUtf8(String type) throws Exception {
    RawResponse answer =
        send(
            GovernanceFilter.mcp(Pipeline.of(recorder, READING)),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n",
            CALL.replace("\"t\"", "\"ü\"").getBytes(StandardCharsets.UTF_8),
            (q, p) ->
                p.getOutputStream()
                    .write(
                        (q.getCharacterEncoding() + q.getReader().readLine())
                            .getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("UTF-8" + CALL.replace("\"t\"", "\"ü\""));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 | gzip, chunked | 400",
        "HTTP/1.1 | gzip | 400",
        "HTTP/1.0 | chunked | 400",
        "HTTP/1.1 | chunked | 200",
        "HTTP/1.1 | Chunked | 200"
      })
  void aBodyThatIsFramedInAnotherWayIsRefusedAndNothingReadBehindIt(
      String protocol, String coding, int status) throws Exception {
    String head =
        "POST /x %s\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: %s\r\n\r\n"
            .formatted(protocol, coding);
    TestServer.Builder builder = TestServer.builder().filter("/*", new GovernanceFilter(recorder));
    try (TestServer server = builder.servlet("/*", Servlets.of((request, response) -> {})).start();
        RawHttp http = RawHttp.connect(server.port())) {
      RawResponse answer = http.send(head + "2\r\nab\r\n0\r\n\r\n").read();
      assertThat(answer.status()).isEqualTo(status);
      if (status == 400) {
        assertThat(http.awaitClose()).isTrue();
      }
    }
  }
}
