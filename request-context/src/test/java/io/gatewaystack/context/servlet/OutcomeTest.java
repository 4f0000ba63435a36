package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Completions run exactly once and tell the truth, however the request ends. */
class OutcomeTest {
  private final Recorder recorder = new Recorder();
  private static final Denial NO = Denial.of(403, "policy_denied", 40302, "Not allowed");

  private RawResponse get(Servlets.Service service) throws IOException, InterruptedException {
    return get(service, new GovernanceFilter(recorder));
  }

  private RawResponse get(Servlets.Service service, GovernanceFilter... filters)
      throws IOException, InterruptedException {
    TestServer.Builder builder = TestServer.builder();
    for (GovernanceFilter filter : filters) {
      builder.filter("/*", filter);
    }
    try (TestServer server = builder.servlet("/*", Servlets.of(service)).start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(), "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      recorder.only(); // before the server stops, which would end the request in its own way
      return answer;
    }
  }

  @Test
  void aCompletedRequestReportsItsStatus() throws Exception {
    get((q, p) -> p.setStatus(204));
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(204));
  }

  @Test
  void whatTheHandlerWroteIntoTheContextIsSeen() throws Exception {
    get((q, p) -> RequestContexts.update(q, c -> c.with(Routing.of("echo", "http://e/x"))));
    assertThat(recorder.context().require(Routing.class).provider()).isEqualTo("echo");
  }

  @Test
  void anExceptionIsAFailureAndReachesTheContainer() throws Exception {
    RawResponse answer =
        get(
            (q, p) -> {
              throw new IllegalStateException("boom");
            });
    assertThat(answer.status()).isEqualTo(500);
    assertThat(recorder.only())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(500);
              assertThat(failed.cause()).hasMessage("boom");
            });
  }

  @Test
  void sendErrorIsACompletionWithThatStatus() throws Exception {
    assertThat(get((q, p) -> p.sendError(410)).status()).isEqualTo(410);
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(410));
  }

  @Test
  void anAsynchronousAnswerCompletedByAnotherThreadIsReportedOnce() throws Exception {
    RawResponse answer =
        get(
            (q, p) -> {
              AsyncContext async = q.startAsync();
              Thread thread =
                  new Thread(
                      () -> {
                        p.setStatus(202);
                        async.complete();
                      });
              thread.start();
            });
    assertThat(answer.status()).isEqualTo(202);
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(202));
  }

  @Test
  void anAnswerCompletedBeforeTheServletReturnsIsReportedOnce() throws Exception {
    RawResponse answer =
        get(
            (q, p) -> {
              p.setStatus(202);
              q.startAsync().complete();
            });
    assertThat(answer.status()).isEqualTo(202);
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(202));
  }

  @Test
  void aContainerTimeoutIsATimeout() throws Exception {
    RawResponse answer = get((q, p) -> q.startAsync().setTimeout(50));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(recorder.only()).isEqualTo(new Outcome.TimedOut());
  }

  @Test
  void anExceptionAfterStartAsyncIsAFailure() throws Exception {
    RawResponse answer =
        get(
            (q, p) -> {
              q.startAsync();
              throw new IllegalStateException("boom");
            });
    assertThat(answer.status()).isEqualTo(500);
    assertThat(recorder.only()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void twoDispatchesAreOneRequest() throws Exception {
    AtomicInteger passes = new AtomicInteger();
    RawResponse answer =
        get(
            (q, p) -> {
              if (passes.incrementAndGet() < 3) {
                q.startAsync().dispatch();
              } else {
                assertThat(q.getDispatcherType()).isEqualTo(DispatcherType.ASYNC);
                p.setStatus(203);
              }
            });
    assertThat(answer.status()).isEqualTo(203);
    assertThat(passes).hasValue(3);
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(203));
  }

  @Test
  void anInnerRefusalIsSeenByAnOuterStackedFilter() throws Exception {
    Layer refusing =
        new Layer() {
          @Override
          public String name() {
            return "gatekeeper";
          }

          @Override
          public Decision before(RequestContext context) {
            return Decision.deny(context, NO);
          }
        };
    RawResponse answer =
        get((q, p) -> {}, new GovernanceFilter(recorder), new GovernanceFilter(refusing));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(recorder.only()).isEqualTo(new Outcome.Denied("gatekeeper", NO, 403));
  }

  @Test
  void aRefusalByTheHandlerIsARefusal() throws Exception {
    RawResponse answer = get((q, p) -> RequestContexts.refuse(q, p, "proxyabl", NO));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("\"error\":\"policy_denied\"");
    assertThat(recorder.only()).isEqualTo(new Outcome.Denied("proxyabl", NO, 403));
  }

  @Test
  void aHandlerForIdentifiedCallersRefusesOthers() throws Exception {
    RawResponse answer =
        get(
            (q, p) -> {
              assertThat(RequestContexts.requireIdentity(q, p)).isEmpty();
              assertThat(q.getAttribute(RequestContexts.USER)).isNull();
            });
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).contains("\"error\":\"unauthorized\"", "\"reason\":\"no_identity\"");
    assertThat(answer.header("WWW-Authenticate"))
        .hasValueSatisfying(c -> assertThat(c).startsWith("Bearer"));
    assertThat(recorder.only()).isInstanceOf(Outcome.Denied.class);
  }

  @Test
  void aHandlerForIdentifiedCallersIsToldWhoCalls() throws Exception {
    Identity ada = Identity.builder("ada", "https://idp.example").build();
    Layer identifying =
        new Layer() {
          @Override
          public String name() {
            return "identity";
          }

          @Override
          public Decision before(RequestContext context) {
            return Decision.proceed(context.with(ada));
          }
        };
    RawResponse answer =
        get(
            (q, p) -> {
              assertThat(RequestContexts.requireIdentity(q, p)).hasValue(ada);
              assertThat(q.getAttribute(RequestContexts.USER)).isSameAs(ada);
            },
            new GovernanceFilter(recorder),
            new GovernanceFilter(identifying));
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void anAbortReportedByTheHandlerWins() throws Exception {
    IOException gone = new IOException("gone");
    get((q, p) -> RequestContexts.abort(q, gone));
    assertThat(recorder.only()).isEqualTo(new Outcome.Aborted(gone));
  }

  @Test
  void aClientThatResetsWhileWeWriteIsAnAbort() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Servlets.Service endless =
        (q, p) -> {
          try (ServletOutputStream out = p.getOutputStream()) {
            byte[] chunk = new byte[65536];
            for (int i = 0; i < 100_000; i++) {
              out.write(chunk);
            }
          } finally {
            ended.countDown();
          }
        };
    try (TestServer server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(recorder))
            .servlet("/*", Servlets.of(endless))
            .start()) {
      RawHttp http = RawHttp.connect(server.port());
      http.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      http.reset();
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(recorder.only()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void aLayerThatThrowsEndsTheRequestWith500AndOthersStillComplete() throws Exception {
    Layer broken =
        new Layer() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Decision before(RequestContext context) {
            throw new IllegalStateException("secret detail");
          }
        };
    AtomicInteger served = new AtomicInteger();
    RawResponse answer =
        get(
            (q, p) -> served.incrementAndGet(),
            new GovernanceFilter(Pipeline.of(recorder, broken)));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("internal_error").doesNotContain("secret");
    assertThat(served).hasValue(0);
    assertThat(recorder.only())
        .isInstanceOfSatisfying(
            Outcome.Denied.class, denied -> assertThat(denied.layer()).isEqualTo("broken"));
  }

  @Test
  void aCompletionThatThrowsCostsNobodyElseTheirs() throws Exception {
    Layer broken =
        new Layer() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Decision before(RequestContext context) {
            return Decision.proceed(context)
                .whenDone(
                    (latest, outcome) -> {
                      throw new IllegalStateException("boom");
                    });
          }
        };
    RawResponse answer =
        get((q, p) -> p.setStatus(204), new GovernanceFilter(Pipeline.of(recorder, broken)));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(204));
  }

  @Test
  void anUneditedResponseIsTheContainersOwnObject() throws Exception {
    RawResponse answer =
        get(
            (q, p) -> {
              p.getWriter().print(p.getClass().getName() + " " + q.getClass().getName());
            });
    assertThat(answer.text()).doesNotContain("gatewaystack");
  }

  @Test
  void aWriteListenerOfAnUneditedAnswerCompletesOnce() throws Exception {
    RawResponse answer =
        get(
            (q, p) -> {
              AsyncContext async = q.startAsync();
              ServletOutputStream out = p.getOutputStream();
              out.setWriteListener(
                  new WriteListener() {
                    private boolean written;

                    @Override
                    public void onWritePossible() throws IOException {
                      while (out.isReady()) {
                        if (written) {
                          async.complete();
                          return;
                        }
                        written = true;
                        out.write("hello".getBytes(StandardCharsets.UTF_8));
                      }
                    }

                    @Override
                    public void onError(Throwable t) {
                      throw new AssertionError(t);
                    }
                  });
            });
    assertThat(answer.text()).isEqualTo("hello");
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(200));
  }
}
