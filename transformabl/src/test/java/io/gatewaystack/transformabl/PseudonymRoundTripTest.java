package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over HTTP, in front of an application that answers asynchronously: what leaves comes back. */
class PseudonymRoundTripTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final BlockingQueue<RequestContext> completed = new LinkedBlockingQueue<>();
  private final List<IOException> cut = new CopyOnWriteArrayList<>();
  private TestServer server;

  /** Takes the caller from a header field: who it is, is not what is tested. */
  private static final class Caller implements Layer {
    @Override
    public String name() {
      return "caller";
    }

    @Override
    public Decision before(RequestContext context) {
      String subject = context.request().headers().first("X-Caller").orElse("nobody");
      return Decision.proceed(context.with(Identity.builder(subject, "https://iss").build()));
    }
  }

  private final class Completed implements Layer {
    @Override
    public String name() {
      return "completed";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context).whenDone((latest, outcome) -> completed.add(latest));
    }
  }

  /**
   * Says what it was told, or what it remembers, as JSON or, when asked to, in events of three
   * characters.
   */
  private final class Parrot extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String body = new String(request.getInputStream().readAllBytes(), UTF_8);
      received.add(body);
      String recalled = request.getHeader("X-Recall");
      String said =
          recalled == null
              ? JsonDocument.parse(body.getBytes(UTF_8)).tree().at("/say").asString("")
              : recalled;
      boolean stream = request.getHeader("X-Stream") != null;
      AsyncContext async = request.startAsync();
      async.start(
          () -> {
            try {
              answer((HttpServletResponse) async.getResponse(), said, stream);
            } catch (IOException e) {
              cut.add(e);
            } finally {
              async.complete();
            }
          });
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/event-stream");
      response
          .getOutputStream()
          .print("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",");
      response.getOutputStream().print("\"params\":{\"data\":\"to [EMAIL_1]\"}}\n\n");
    }

    private void answer(HttpServletResponse response, String said, boolean stream)
        throws IOException {
      response.setContentType(stream ? "text/event-stream" : "application/json");
      OutputStream out = response.getOutputStream();
      if (!stream) {
        out.write(
            ("{\"said\":" + new String(JsonDocument.quote(said), UTF_8) + "}").getBytes(UTF_8));
        return;
      }
      for (int at = 0; at < said.length(); at += 3) {
        out.write(
            Answers.chat(said.substring(at, Math.min(said.length(), at + 3))).getBytes(UTF_8));
        response.flushBuffer();
      }
      out.write(Answers.CHAT_END.getBytes(UTF_8));
    }
  }

  private void serve(Transformabl content) {
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(new Completed(), new Caller(), content))
            .routes(Routes.none().models("/v1").mcp("/mcp"))
            .build();
    server = TestServer.builder().filter("/*", filter).servlet("/*", new Parrot()).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> say(String caller, String text, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri("/v1/chat"))
            .header("Content-Type", "application/json")
            .header("X-Caller", caller)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"m\",\"say\":"
                        + new String(JsonDocument.quote(text), UTF_8)
                        + "}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String said(HttpResponse<String> answer) {
    return JsonDocument.parse(answer.body().getBytes(UTF_8)).tree().at("/said").asString("");
  }

  private static Transformabl perRequest() {
    return Transformabl.builder().redact(Redaction.pseudonym()).build();
  }

  @Test
  void theUpstreamSeesTokensAndTheCallerSeesValues() throws Exception {
    serve(perRequest());
    String text = "joe@example.com, ann@example.org, joe@example.com & 4111 1111 1111 1111 \u00fc";
    HttpResponse<String> answer = say("a", text);
    assertThat(received)
        .containsExactly(
            "{\"model\":\"m\",\"say\":\"[EMAIL_1], [EMAIL_2], [EMAIL_1] & [CREDIT_CARD_1] \u00fc\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(said(answer)).isEqualTo(text);
    RequestContext context = completed.poll(5, TimeUnit.SECONDS);
    assertThat(context.require(Content.class).replacement()).isEqualTo("pseudonym");
    assertThat(context.require(Content.class).matches()).containsEntry("email", 3);
  }

  @Test
  void inAStreamTokenByToken() throws Exception {
    serve(perRequest());
    String text = "write to joe@example.com or [EMAIL_2] or ann@example.org";
    HttpResponse<String> answer = say("a", text, "X-Stream", "yes");
    assertThat(received.get(0)).contains("[EMAIL_1] or [EMAIL_2] or [EMAIL_3]");
    assertThat(Answers.chatText(answer.body())).isEqualTo(text);
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    assertThat(
            answer.body().lines().filter(l -> l.startsWith("data: {")).collect(Collectors.toList()))
        .hasSizeGreaterThan(10);
  }

  @Test
  void aSessionRestoresForItsCallerAndForNobodyElse() throws Exception {
    serve(
        Transformabl.builder()
            .redact(Redaction.pseudonym())
            .pseudonyms(Pseudonyms.perSession(Duration.ofMinutes(5)))
            .build());
    assertThat(said(say("a", "joe@example.com"))).isEqualTo("joe@example.com");
    assertThat(said(recalling("b", "[EMAIL_1]"))).isEqualTo("[EMAIL_1]");
    assertThat(
            Answers.chatText(say("b", "hi", "X-Recall", "x [EMAIL_1] y", "X-Stream", "yes").body()))
        .isEqualTo("x [EMAIL_1] y");
    assertThat(said(recalling("a", "[EMAIL_1]"))).isEqualTo("joe@example.com");
    assertThat(said(say("b", "ann@example.org"))).isEqualTo("ann@example.org");
    assertThat(said(recalling("b", "[EMAIL_1]"))).isEqualTo("ann@example.org");
    assertThat(said(recalling("a", "[EMAIL_1]"))).isEqualTo("joe@example.com");
  }

  private HttpResponse<String> recalling(String caller, String recalled) throws Exception {
    return say(caller, "hi", "X-Recall", recalled);
  }

  @Test
  void aTokenThatTheCallerWroteMeansItselfForTheRestOfTheSession() throws Exception {
    serve(
        Transformabl.builder()
            .redact(Redaction.pseudonym())
            .pseudonyms(Pseudonyms.perSession(Duration.ofMinutes(5)))
            .build());
    assertThat(said(say("a", "no address, but [EMAIL_1]"))).isEqualTo("no address, but [EMAIL_1]");
    assertThat(said(say("a", "joe@example.com"))).isEqualTo("joe@example.com");
    assertThat(said(recalling("a", "[EMAIL_1]"))).isEqualTo("[EMAIL_1]");
    assertThat(said(say("a", "[EMAIL_2] or joe@example.com")))
        .isEqualTo("[EMAIL_2] or joe@example.com");
    assertThat(said(recalling("a", "[EMAIL_2], [EMAIL_3]")))
        .isEqualTo("[EMAIL_2], joe@example.com");
    assertThat(received)
        .extracting(body -> body.replaceAll(".*\"say\":", ""))
        .containsExactly(
            "\"no address, but [EMAIL_1]\"}",
            "\"[EMAIL_2]\"}",
            "\"hi\"}",
            "\"[EMAIL_2] or [EMAIL_3]\"}",
            "\"hi\"}");
  }

  private String stream(String caller) throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(server.uri("/mcp"))
            .header("Accept", "text/event-stream")
            .header("X-Caller", caller)
            .build();
    return client.send(get, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void theOtherStreamOfASessionIsRestoredToo() throws Exception {
    serve(
        Transformabl.builder()
            .redact(Redaction.pseudonym())
            .pseudonyms(Pseudonyms.perSession(Duration.ofMinutes(5)))
            .build());
    client.send(
        HttpRequest.newBuilder(server.uri("/mcp"))
            .header("Content-Type", "application/json")
            .header("X-Caller", "a")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"say\":\"joe@example.com\"}"))
            .build(),
        HttpResponse.BodyHandlers.discarding());
    assertThat(stream("a")).contains("to joe@example.com");
    assertThat(stream("b")).contains("to [EMAIL_1]");
  }

  @Test
  void aRequestWithoutPersonalDataIsAnsweredUntouched() throws Exception {
    serve(perRequest());
    HttpResponse<String> answer = say("a", "[EMAIL_1]");
    assertThat(answer.body()).isEqualTo("{\"said\":\"[EMAIL_1]\"}");
  }

  @Test
  void answersAreRedactedBeforeTokensAreRestored() throws Exception {
    serve(
        Transformabl.builder()
            .redact(RedactionRules.builder().type(PiiType.EMAIL, Redaction.pseudonym()).build())
            .redactResponses(Redaction.placeholder())
            .build());
    assertThat(said(say("a", "joe@example.com 4111111111111111")))
        .isEqualTo("joe@example.com [CREDIT_CARD]");
    assertThat(
            Answers.chatText(say("a", "joe@example.com 4111111111111111", "X-Stream", "1").body()))
        .isEqualTo("joe@example.com [CREDIT_CARD]");
  }

  @Test
  void aBlockedAnswerIsToldInItsPlaceAndRecorded() throws Exception {
    serve(Transformabl.builder().blockResponses(25).build());
    HttpResponse<String> answer = say("a", "joe@example.com");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("\"error\":\"content_blocked\"", "\"labels\":[\"coppa\",\"gdpr\"]")
        .doesNotContain("joe");
    Content content = completed.poll(5, TimeUnit.SECONDS).require(Content.class);
    assertThat(content.matches()).containsEntry("email", 2);
  }

  @Test
  void aBlockedStreamIsCutBeforeWhatIsBlocked() throws Exception {
    serve(Transformabl.builder().blockResponses(25).build());
    HttpResponse<String> answer = say("a", "hello there, joe@example.com is it", "X-Stream", "yes");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Answers.chatText(answer.body())).startsWith("hello there, ").doesNotContain("joe");
    assertThat(answer.body()).contains("content_blocked");
    completed.poll(5, TimeUnit.SECONDS);
    assertThat(cut).as("the application is told to stop").hasSize(1);
  }

  @Test
  void aBlockedToolResultIsToldInsideJsonRpc() throws Exception {
    serve(Transformabl.builder().blockResponses(25).build());
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"c-7\",\"method\":\"ping\",\"say\":\"a@b.co\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"id\":\"c-7\"", "\"code\":40303", "content_blocked", "response_blocked")
        .doesNotContain("a@b.co");
  }
}
