package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.RestGate.answering;
import static io.gatewaystack.proxyabl.servlet.RestGate.base;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions answer, and what their callers are told of it. */
@Timeout(20)
class FunctionAnswersTest {
  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "404, 404, FN_404",
    "409, 409, FN_409",
    "429, 429, FN_429",
    "401, 502, FN_401",
    "403, 502, FN_403",
    "500, 502, FN_500",
    "302, 502, FN_302"
  })
  void aFunctionThatFailsSaysHow(int status, int told, String code) throws Exception {
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.header("Location", "http://10.0.0.1/");
                  answer.json(status, "{\"why\":1.00}");
                });
        RestGate rest = RestGate.to(base(function), tools -> tools)) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}", "X-Request-Id: r-1");
      assertThat(answer.status()).isEqualTo(told);
      assertThat(answer.text())
          .isEqualTo(
              "{\"ok\":false,\"error\":{\"code\":\""
                  + code
                  + "\",\"message\":\"The tool answered with status "
                  + status
                  + "\",\"details\":{\"why\":1.00}},\"requestId\":\"r-1\"}");
      function.request();
      assertThat(function.hasMoreRequests()).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | hello \"you\" | \"data\":\"hello \\\"you\\\"\"",
        "application/vnd.x+json; charset=utf-8 | [1.0] | \"data\":[1.0]",
        "application/json | {\"a\":1 | \"code\":\"BACKEND_ERROR\"",
        "application/json | {\"a\":1,\"a\":2} | \"code\":\"BACKEND_ERROR\"",
        "image/png | x | \"code\":\"BACKEND_ERROR\""
      })
  void theAnswerIsReadAsWhatItSaysItIs(String type, String body, String told) throws Exception {
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.response().setHeader("Content-Type", type);
                  answer.response().getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
                });
        RestGate rest = RestGate.to(base(function), tools -> tools)) {
      assertThat(rest.call("POST /tools/lookup", "{}").text()).contains(told);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | c3a9 | \"data\":\"\u00e9\"",
        "text/plain; charset=utf-8 | c3a9 | \"data\":\"\u00e9\"",
        "text/plain; charset=iso-8859-1 | e9 | \"data\":\"\u00e9\"",
        "text/html; a=b; Charset=\"ISO-8859-1\"; c=d | e9 | \"data\":\"\u00e9\"",
        "text/plain; charset=utf-16be | 00e9 | \"data\":\"\u00e9\"",
        "text/plain; charset=none | e9 | \"code\":\"BACKEND_ERROR\"",
        "text/plain; charset=$ | e9 | \"code\":\"BACKEND_ERROR\""
      })
  void textIsReadInTheCharsetItNames(String type, String hex, String told) throws Exception {
    byte[] body = HexFormat.of().parseHex(hex);
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  answer.response().setHeader("Content-Type", type);
                  answer.response().getOutputStream().write(body);
                });
        RestGate rest = RestGate.to(base(function), tools -> tools)) {
      assertThat(rest.call("POST /tools/lookup", "{}").text()).contains(told);
    }
  }

  @Test
  void anEmptyAnswerIsNothingAndAnEncodedOneIsUnreadable() throws Exception {
    try (ScriptedUpstream function =
            ScriptedUpstream.running(
                (request, answer) -> {
                  if (request.body().contains("zip")) {
                    answer.header("Content-Encoding", "gzip");
                    answer.json("{}");
                  } else {
                    answer.status(204);
                  }
                });
        RestGate rest = RestGate.to(base(function), tools -> tools)) {
      assertThat(rest.call("POST /tools/lookup", "{}").text()).contains("\"data\":null");
      assertThat(rest.call("POST /tools/lookup", "{\"zip\":1}").text()).contains("BACKEND_ERROR");
    }
  }

  @Test
  void anAnswerLargerThanTheCapIsNotTaken() throws Exception {
    try (ScriptedUpstream function = answering("\"" + "x".repeat(10_000) + "\"");
        RestGate rest = RestGate.to(base(function), tools -> tools.maxResponseBytes(10_000));
        RestGate enough = RestGate.to(base(function), tools -> tools.maxResponseBytes(10_002))) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("RESPONSE_TOO_LARGE");
      assertThat(enough.call("POST /tools/lookup", "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void aFunctionThatIsNotThereOrDoesNotAnswerIsAFailure() throws Exception {
    try (DeadPort dead = DeadPort.open();
        RestGate rest = RestGate.to(dead.uri(""), tools -> tools)) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("UPSTREAM_UNREACHABLE");
    }
    try (RawUpstream silent =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.awaitClose();
                });
        RestGate rest = RestGate.to(silent.uri(), tools -> tools.timeout(Duration.ofSeconds(1)))) {
      RawResponse answer = rest.call("POST /tools/lookup", "{}");
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("UPSTREAM_TIMEOUT");
    }
  }
}
