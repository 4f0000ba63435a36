package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that cannot be edited, or need not be. */
class UneditableAnswerTest extends EditedAnswers {
  @Test
  void aMessageOverTheCapIs502BeforeAnythingWasSent() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print("\"" + "x".repeat(2000) + "\"");
            });
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("upstream_error", "message_too_large");
    assertThat(recorder.only())
        .isInstanceOfSatisfying(
            Outcome.Denied.class, denied -> assertThat(denied.status()).isEqualTo(502));
  }

  @Test
  void aMessageAtTheCapPasses() throws Exception {
    String exact = "\"" + "x".repeat(998) + "\"";
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print(exact);
            });
    assertThat(answer.text()).isEqualTo(exact);
  }

  @Test
  void anEventOverTheCapCutsTheStreamWithAnError() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("text/event-stream");
              p.getOutputStream().print("data: 1\n\n");
              p.flushBuffer();
              p.getOutputStream().print("data: " + "x".repeat(2000) + "\n\n");
              p.getOutputStream().print("data: 3\n\n");
            });
    assertThat(answer.text())
        .startsWith("data: 1\n\ndata: {\"jsonrpc\":\"2.0\"")
        .contains("upstream_error")
        .doesNotContain("xxx")
        .doesNotContain("data: 3");
  }

  @Test
  void anAnswerThatIsNotJsonIs502NotALeak() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print("secret");
            });
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void anAnswerTheEditorCannotReadIs502(Consumer<HttpServletResponse> setUp) throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              setUp.accept(p);
              p.getOutputStream().print(JSON);
            });
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).doesNotContain("secret");
  }

  static Stream<Named<Consumer<HttpServletResponse>>> unreadable() {
    return Stream.of(
        Named.of("encoded", p -> p.setHeader("Content-Encoding", "gzip")),
        Named.of("partial", p -> p.setStatus(206)),
        Named.of("another charset", p -> p.setContentType("application/json;charset=utf-16")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "UTF8", "\"utf-8\"", "us-ascii", "US-ASCII; q=1"})
  void anAnswerThatIsUtf8ByAnyNameIsEdited(String charset) throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json;charset=" + charset);
              p.getOutputStream().print(JSON);
            });
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void otherMediaTypesPassWithTheirHeaders() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("text/plain");
              p.setHeader("ETag", "\"1\"");
              p.setContentLength(6);
              p.getOutputStream().print("secret");
            });
    assertThat(answer.text()).isEqualTo("secret");
    assertThat(answer.header("ETag")).contains("\"1\"");
    assertThat(answer.header("Content-Length")).contains("6");
  }

  @ParameterizedTest
  @CsvSource({"application/json,false", "text/plain,true"})
  void trailersSpeakAboutTheBytesAsTheyWereWritten(String type, boolean pass) throws Exception {
    GovernanceFilter filter =
        new GovernanceFilter(Pipeline.of(recorder, new Editing(new Redactor())));
    Servlets.Service service =
        (q, p) -> {
          p.setContentType(type);
          p.setHeader("Trailer", "X-Digest");
          p.setTrailerFields(() -> Map.of("X-Digest", "7"));
          p.getOutputStream().print("[\"secret\"]");
        };
    try (TestServer server =
            TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(service)).start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      StringBuilder answer = new StringBuilder();
      try {
        while (true) {
          answer.append(http.readLine()).append('\n');
        }
      } catch (EOFException e) {
        answer.append(e.getMessage());
      }
      assertThat(answer.toString().contains("Trailer: X-Digest\n")).isEqualTo(pass);
      assertThat(answer.toString().contains("X-Digest: 7")).isEqualTo(pass);
      assertThat(answer.toString().contains("secret")).isEqualTo(pass);
    }
  }

  @Test
  void otherMediaTypesAreRefusedOnMcpRoutes() throws Exception {
    RawResponse answer =
        get(
            GovernanceFilter.mcp(Pipeline.of(recorder, new Editing(new Redactor()))),
            (q, p) -> {
              p.setContentType("text/plain");
              p.getOutputStream().print("secret");
            });
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void anErrorInAnotherMediaTypeKeepsItsStatusOnMcpRoutesAndLosesItsBody() throws Exception {
    RawResponse answer =
        get(
            GovernanceFilter.mcp(Pipeline.of(recorder, new Editing(new Redactor()))),
            (q, p) -> {
              p.setStatus(405);
              p.setContentType("text/plain");
              p.setContentLength(6);
              p.getOutputStream().print("secret");
            });
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.text()).isEmpty();
  }
}
