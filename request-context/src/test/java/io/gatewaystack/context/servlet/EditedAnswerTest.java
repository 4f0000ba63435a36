package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument.Edit;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import io.gatewaystack.context.response.UnfitAnswer;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing leaves unedited, however the application writes; what is not edited stays as it was. */
class EditedAnswerTest {
  private static final String JSON =
      "{ \"n\":1.00, \"e\":\"\\u00e9\\/\", \"name\":\"secret\", \"z\":[1e3 ,\"secret\"]}";
  private static final String EDITED_JSON =
      "{ \"n\":1.00, \"e\":\"\\u00e9\\/\", \"name\":\"*\", \"z\":[1e3 ,\"*\"]}";
  private static final String EVENTS =
      ": hello\n\nid: 1\ndata: {\"n\":1.00}\n\nevent: x\nid: 2\ndata: {\"a\":\"secret\"}\n\n";
  private static final String EDITED_EVENTS =
      ": hello\n\nid: 1\ndata: {\"n\":1.00}\n\nevent: x\nid: 2\ndata: {\"a\":\"*\"}\n\n";

  private final Recorder recorder = new Recorder();

  /** Replaces every string leaf that says "secret". */
  private static final class Redactor implements ResponseEditor {
    @Override
    public void head(ResponseHead head) {
      head.set("X-Edited", "yes");
    }

    @Override
    public void message(Message message, Consumer<Message> out) {
      List<Edit> edits = new ArrayList<>();
      message
          .json()
          .walk(
              leaf -> {
                if (leaf.kind() == Leaf.Kind.STRING && leaf.text().equals("secret")) {
                  edits.add(
                      new Edit(leaf.from(), leaf.to(), "\"*\"".getBytes(StandardCharsets.UTF_8)));
                }
              });
      out.accept(edits.isEmpty() ? message : message.with(message.json().splice(edits)));
    }
  }

  private record Editing(ResponseEditor editor) implements Layer {
    @Override
    public String name() {
      return "editing";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context).editing(editor);
    }
  }

  private RawResponse get(ResponseEditor editor, Servlets.Service service) throws Exception {
    return get(
        GovernanceFilter.builder(Pipeline.of(recorder, new Editing(editor)))
            .maxMessageBytes(1000)
            .build(),
        service);
  }

  private RawResponse get(GovernanceFilter filter, Servlets.Service service) throws Exception {
    try (TestServer server =
        TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(service)).start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "GET /x HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
                  + "Range: bytes=0-1\r\nConnection: close\r\n\r\n");
      recorder.only(); // before the server stops, which would end the request in its own way
      return answer;
    }
  }

  /** One way of writing an answer. */
  private interface Way {
    void write(HttpServletRequest request, HttpServletResponse response, byte[] bytes)
        throws Exception;
  }

  private static void byStream(HttpServletResponse response, byte[] bytes) throws IOException {
    response.getOutputStream().write(bytes);
  }

  private static void byWriteListener(AsyncContext async, byte[] bytes, int step)
      throws IOException {
    ServletOutputStream out = async.getResponse().getOutputStream();
    out.setWriteListener(
        new WriteListener() {
          private int position;

          @Override
          public void onWritePossible() throws IOException {
            while (out.isReady()) {
              if (position == bytes.length) {
                async.complete();
                return;
              }
              int count = Math.min(step, bytes.length - position);
              out.write(bytes, position, count);
              position += count;
            }
          }

          @Override
          public void onError(Throwable t) {
            async.complete();
          }
        });
  }

  static Stream<Arguments> ways() {
    return Stream.<Named<Way>>of(
            Named.of("stream", (q, p, bytes) -> byStream(p, bytes)),
            Named.of(
                "stream closed by the application",
                (q, p, bytes) -> {
                  byStream(p, bytes);
                  p.getOutputStream().close();
                }),
            Named.of(
                "writer",
                (q, p, bytes) -> {
                  PrintWriter writer = p.getWriter();
                  writer.print(new String(bytes, StandardCharsets.UTF_8));
                }),
            Named.of(
                "single bytes, each flushed",
                (q, p, bytes) -> {
                  for (byte b : bytes) {
                    p.getOutputStream().write(b);
                    p.flushBuffer();
                  }
                }),
            Named.of(
                "write listener on startAsync()",
                (q, p, bytes) -> byWriteListener(q.startAsync(), bytes, 7)),
            Named.of(
                "write listener on startAsync(request, response)",
                (q, p, bytes) -> byWriteListener(q.startAsync(q, p), bytes, 1)),
            Named.of(
                "another thread through the context of startAsync()",
                (q, p, bytes) -> {
                  AsyncContext async = q.startAsync();
                  async.start(
                      () -> {
                        try {
                          byStream((HttpServletResponse) async.getResponse(), bytes);
                        } catch (IOException e) {
                          throw new IllegalStateException(e);
                        }
                        async.complete();
                      });
                }),
            Named.of(
                "another thread through getAsyncContext()",
                (q, p, bytes) -> {
                  q.startAsync();
                  new Thread(
                          () -> {
                            try {
                              byStream(
                                  (HttpServletResponse) q.getAsyncContext().getResponse(), bytes);
                            } catch (IOException e) {
                              throw new IllegalStateException(e);
                            }
                            q.getAsyncContext().complete();
                          })
                      .start();
                }),
            Named.of(
                "asynchronous dispatch",
                (q, p, bytes) -> {
                  if (q.getAttribute("again") == null) {
                    q.setAttribute("again", true);
                    q.startAsync().dispatch();
                  } else {
                    byStream(p, bytes);
                  }
                }))
        .flatMap(
            way ->
                Stream.of(
                    Arguments.of(way, "application/json", JSON, EDITED_JSON),
                    Arguments.of(way, "text/event-stream", EVENTS, EDITED_EVENTS)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ways")
  void nothingLeavesUnedited(Way way, String type, String written, String expected)
      throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType(type);
              p.setHeader("ETag", "\"1\"");
              p.setContentLength(written.length());
              assertThat(q.getHeader("Accept-Encoding")).isNull();
              assertThat(q.getHeader("Range")).isNull();
              way.write(q, p, written.getBytes(StandardCharsets.UTF_8));
            });
    assertThat(answer.text()).isEqualTo(expected);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Edited")).contains("yes");
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(200));
  }

  @Test
  void anEventLeavesAsSoonAsItIsFlushed() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Servlets.Service slow =
        (q, p) -> {
          p.setContentType("text/event-stream");
          p.getOutputStream().print("data: 1\n\n");
          p.flushBuffer();
          assertThat(seen.await(5, TimeUnit.SECONDS)).isTrue();
          p.getOutputStream().print("data: 2\n\n");
        };
    GovernanceFilter filter =
        GovernanceFilter.builder(new Editing((message, out) -> out.accept(message))).build();
    try (TestServer server =
            TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(slow)).start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      http.readLine(); // the size of the first chunk
      assertThat(http.readLine()).isEqualTo("data: 1");
      seen.countDown();
    }
  }

  @Test
  void halfAnEventAtTheEndIsDropped() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("text/event-stream");
              p.getOutputStream().print("data: 1\n\ndata: {\"a\":\"secret");
            });
    assertThat(answer.text()).isEqualTo("data: 1\n\n");
  }

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
  void anEditorThatThrowsIs500BeforeAnythingWasSent() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              throw new IllegalStateException("secret");
            },
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print(JSON);
            });
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("internal_error").doesNotContain("secret");
  }

  @Test
  void anEditorThatThrowsInARunningStreamEndsItWithAnError() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              if (message.bytes()[0] == '2') {
                throw new IllegalStateException("secret");
              }
              out.accept(message);
            },
            (q, p) -> {
              p.setContentType("text/event-stream");
              p.getOutputStream().print("data: 1\n\n");
              p.flushBuffer();
              p.getOutputStream().print("data: 2\n\n");
            });
    assertThat(answer.text())
        .startsWith("data: 1\n\ndata: {")
        .contains("internal_error")
        .doesNotContain("secret");
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

  @Test
  void anAnswerThatAnEditorFindsUnfitIs502WithItsCode() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              throw new UnfitAnswer("not_a_list");
            },
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print(JSON);
            });
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text())
        .contains("\"error\":\"upstream_error\"", "\"code\":\"not_a_list\"")
        .doesNotContain("secret");
  }

  @Test
  void anAnswerWithoutABodyStaysWithoutOne() throws Exception {
    RawResponse answer =
        get(
            GovernanceFilter.mcp(Pipeline.of(recorder, new Editing(new Redactor()))),
            (q, p) -> p.setStatus(202));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void sendErrorDiscardsWhatWasWritten() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print(JSON);
              p.sendError(404);
            });
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void anAnswerStartedOverIsEditedFromItsNewBeginning() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print("{\"half");
              p.resetBuffer();
              p.getOutputStream().print("\"secret\"");
            });
    assertThat(answer.text()).isEqualTo("\"*\"");
  }

  @Test
  void whatTheInnerEditorReleasesFlowsThroughTheOuter() throws Exception {
    ResponseEditor holding =
        new ResponseEditor() {
          private Message held = Message.of("0".getBytes(StandardCharsets.UTF_8));

          @Override
          public void message(Message message, Consumer<Message> out) {
            held = message;
          }

          @Override
          public void end(Consumer<Message> out) {
            out.accept(held);
          }
        };
    Layer pipeline = Pipeline.of(recorder, new Editing(new Redactor()), new Editing(holding));
    RawResponse answer =
        get(
            new GovernanceFilter(pipeline),
            (q, p) -> {
              p.setContentType("text/event-stream");
              p.getOutputStream().print("data: \"first\"\n\ndata: \"secret\"\n\n");
            });
    assertThat(answer.text()).isEqualTo("data: \"*\"\n\n");
  }

  @Test
  void aClientThatLeavesAnEditedStreamIsAnAbort() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Servlets.Service endless =
        (q, p) -> {
          p.setContentType("text/event-stream");
          byte[] event = ("data: \"" + "x".repeat(900) + "\"\n\n").getBytes(StandardCharsets.UTF_8);
          try {
            for (int i = 0; i < 1_000_000; i++) {
              p.getOutputStream().write(event);
            }
          } finally {
            ended.countDown();
          }
        };
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(recorder, new Editing(new Redactor()))).build();
    try (TestServer server =
        TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(endless)).start()) {
      RawHttp http = RawHttp.connect(server.port());
      http.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      http.reset();
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(recorder.only()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void anAnswerAnEditorRefusesIsToldInItsPlace() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              throw new Refused(Denial.of(403, "content_blocked", 40303, "No"));
            },
            (q, p) -> {
              p.setContentType("application/json");
              byStream(p, JSON.getBytes(StandardCharsets.UTF_8));
            });
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("content_blocked").doesNotContain("secret");
    assertThat(recorder.only())
        .isInstanceOfSatisfying(
            Outcome.Denied.class, denied -> assertThat(denied.status()).isEqualTo(403));
  }

  @Test
  void aStreamAnEditorRefusesEndsWithTheRefusal() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              if (message.id() != null && message.id().equals("2")) {
                throw new Refused(Denial.of(403, "content_blocked", 40303, "No"));
              }
              out.accept(message);
            },
            (q, p) -> {
              p.setContentType("text/event-stream");
              for (String event : EVENTS.split("(?<=\n\n)", -1)) {
                byStream(p, event.getBytes(StandardCharsets.UTF_8));
                p.flushBuffer();
              }
            });
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("1.00", "content_blocked").doesNotContain("secret");
  }

  @Test
  void completionsSeeWhatAnEditorLearned() throws Exception {
    get(
        new ResponseEditor() {
          private @Nullable ResponseHead head;

          @Override
          public void head(ResponseHead answer) {
            head = answer;
          }

          @Override
          public void message(Message message, Consumer<Message> out) {
            Objects.requireNonNull(head).merge(Warnings.of("seen"));
            out.accept(message);
          }

          @Override
          public void end(Consumer<Message> out) {
            Objects.requireNonNull(head).merge(Warnings.of("ended"));
          }
        },
        (q, p) -> {
          p.setContentType("application/json");
          byStream(p, JSON.getBytes(StandardCharsets.UTF_8));
        });
    assertThat(recorder.context().require(Warnings.class).codes()).containsExactly("seen", "ended");
  }
}
