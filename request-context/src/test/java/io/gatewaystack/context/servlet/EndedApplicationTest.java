package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.AsyncContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that have not ended when their application does. */
@Timeout(20)
class EndedApplicationTest {
  private final Recorder recorder = new Recorder();

  private TestServer server(boolean completes) {
    return TestServer.builder()
        .filter("/*", GovernanceFilter.builder(Pipeline.of(recorder)).build())
        .servlet(
            "/*",
            Servlets.of(
                (request, response) -> {
                  AsyncContext async = request.startAsync();
                  async.setTimeout(0);
                  response.getOutputStream().print("begun");
                  response.flushBuffer();
                  if (completes) {
                    async.complete();
                  }
                }))
        .start();
  }

  @Test
  void aStreamThatIsOpenIsRecordedAsAborted() throws Exception {
    TestServer server = server(false);
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      server.close();
      assertThat(recorder.only()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void whatIsStillBeingServedWhenTheApplicationEndsIsRecorded() throws Exception {
    GovernanceFilter filter = GovernanceFilter.builder(Pipeline.of(recorder)).build();
    try (TestServer server =
            TestServer.builder()
                .filter("/*", filter)
                .servlet(
                    "/*",
                    Servlets.of(
                        (request, response) -> {
                          request.startAsync().setTimeout(0);
                          response.flushBuffer();
                          filter.destroy();
                        }))
                .start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      assertThat(recorder.only()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void whatHasEndedBeforeIsRecordedOnce() throws Exception {
    TestServer server = server(true);
    assertThat(RawHttp.exchange(server.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").text())
        .isEqualTo("begun");
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(200));
    server.close();
    assertThat(recorder.only()).isEqualTo(new Outcome.Completed(200));
  }
}
