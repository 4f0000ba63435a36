package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.testing.RawResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing leaves unedited, however the application writes. */
class WaysToWriteTest extends EditedAnswers {
  private static final String EDITED_JSON =
      "{ \"n\":1.00, \"e\":\"\\u00e9\\/\", \"name\":\"*\", \"z\":[1e3 ,\"*\"]}";
  private static final String EDITED_EVENTS =
      ": hello\n\nid: 1\ndata: {\"n\":1.00}\n\nevent: x\nid: 2\ndata: {\"a\":\"*\"}\n\n";

  /** One way of writing an answer. */
  private interface Way {
    void write(HttpServletRequest request, HttpServletResponse response, byte[] bytes)
        throws Exception;
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
}
