package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The layer alone, in front of an application, over HTTP. */
class TransformablFilterTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer server;

  /** Answers with what it was sent. */
  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType(request.getContentType());
      response.getOutputStream().write(request.getInputStream().readAllBytes());
    }
  }

  private void serve(GovernanceFilter filter) {
    server = TestServer.builder().filter("/*", filter).servlet("/*", new Echo()).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String contentType, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.uri("/echo"))
            .header("Content-Type", contentType)
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theApplicationReadsTheRedactedBodyAndNothingElseChanged() throws Exception {
    serve(new GovernanceFilter(Transformabl.builder().redact(Redaction.placeholder()).build()));
    String body =
        """
        {"z":{"customer":{"mail":"joe@example.com","card":"4111 1111 1111 1111"}},
         "order":"4111111111111112","total":1.00,"count":42,"a":[true,null,-0.0,1e3]}""";
    HttpResponse<String> response = post("application/json", body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            body.replace("joe@example.com", "[EMAIL]")
                .replace("4111 1111 1111 1111", "[CREDIT_CARD]"));
  }

  @Test
  void otherBodiesPassAsTheyAre() throws Exception {
    serve(new GovernanceFilter(Transformabl.builder().redact(Redaction.mask()).build()));
    HttpResponse<String> response = post("application/octet-stream", "joe@example.com {\"");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("joe@example.com {\"");
  }

  @Test
  void textIsRedactedWhereItStands() throws Exception {
    serve(new GovernanceFilter(Transformabl.builder().redact(Redaction.placeholder()).build()));
    HttpResponse<String> response = post("text/plain", "Grüße\r\njoe@example.com {\"\u0001");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("Grüße\r\n[EMAIL] {\"\u0001");
  }

  @Test
  void blockedContentIsToldWithItsLabels() throws Exception {
    serve(new GovernanceFilter(Transformabl.builder().blockThreshold(25).build()));
    HttpResponse<String> response = post("application/json", "[\"joe@example.com\"]");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .contains("\"error\":\"content_blocked\"", "\"labels\":[\"coppa\",\"gdpr\"]")
        .doesNotContain("joe");
  }

  @Test
  void blockedCallsAreToldInsideJsonRpc() throws Exception {
    serve(GovernanceFilter.mcp(Transformabl.builder().blockThreshold(25).build()));
    HttpResponse<String> response =
        post(
            "application/json",
            """
            {"jsonrpc":"2.0","id":"c-7","method":"tools/call",
             "params":{"name":"send","arguments":{"to":"joe@example.com"}}}""");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"id\":\"c-7\"", "\"code\":40303", "content_blocked", "\"labels\"")
        .doesNotContain("joe");
  }

  @Test
  void malformedJsonIsRefusedByNameOnly() throws Exception {
    serve(new GovernanceFilter(Transformabl.builder().build()));
    HttpResponse<String> response = post("application/json", "{\"mail\": joe@example.com}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"error\":\"invalid_json\"").doesNotContain("joe");
  }

  @Test
  void bodiesOverTheScanCapAreRefusedWhereTheyCouldHideSomething() throws Exception {
    serve(new GovernanceFilter(Transformabl.builder().redact(Redaction.mask()).build()));
    HttpResponse<String> response = post("application/json", "[\"" + "x".repeat(524_288) + "\"]");
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("\"error\":\"payload_too_large\"");
  }

  @Test
  void bodiesOverTheKernelsCapAreRefusedWhateverTheirKind() throws Exception {
    serve(new GovernanceFilter(Transformabl.builder().build()));
    String large = "x".repeat((2 << 20) + 1);
    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      try (RawHttp http = RawHttp.connect(server.port())) { // no body: who sends one may be cut off
        http.send(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(type, large.length()));
        assertThat(http.read().status()).as(type).isEqualTo(413);
      }
    }
    assertThat(post("application/octet-stream", large).statusCode()).isEqualTo(200);
  }

  @Test
  void theApplicationReadsFormsAndMirrorsAsTheyAreRedacted() throws Exception {
    HttpServlet parameters =
        new HttpServlet() {
          private static final long serialVersionUID = 1L;

          @Override
          protected void doPost(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            String to = request.getParameter("to");
            response.getOutputStream().print(to + "|" + request.getHeader("Mcp-Param-To"));
          }
        };
    Transformabl layer = Transformabl.builder().redact(Redaction.placeholder()).build();
    GovernanceFilter filter =
        GovernanceFilter.builder(layer).routes(Routes.none().mcp("/mcp")).build();
    server = TestServer.builder().filter("/*", filter).servlet("/*", parameters).start();
    String form = "to=joe%40example.com&n=1";
    assertThat(post("application/x-www-form-urlencoded", form).body()).isEqualTo("[EMAIL]|null");
    HttpRequest call =
        HttpRequest.newBuilder(server.uri("/mcp"))
            .header("Content-Type", "application/json")
            .header("Mcp-Param-To", "joe@example.com")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"tools/call",
                     "params":{"name":"send","arguments":{"to":"joe@example.com"}}}"""))
            .build();
    assertThat(client.send(call, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("null|[EMAIL]");
  }
}
