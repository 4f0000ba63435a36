package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Standing;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.RawHttp;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxied stream of events ends with its caller's credential; everything else does not. */
@Timeout(20)
class ProxiedStreamEndTest {
  private static final String SHORT = Believer.LASTS + ": 300";
  private static final String LONG = Believer.LASTS + ": 9000000000000000"; // beyond all clocks
  private static final String JUDGED = Believer.JUDGED + ": 300";

  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void end() {
    done.countDown();
  }

  /** Tells something twenty times a second until it is done, and then the end. */
  private RawUpstream upstream(String contentType) throws IOException {
    return RawUpstream.running(
        peer -> {
          peer.readRequest();
          peer.send("HTTP/1.1 200 OK\r\nContent-Type: " + contentType);
          peer.send("\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (!isDone()) {
            peer.send("9\r\ndata: x\n\n\r\n");
          }
          peer.send("0\r\n\r\n");
        });
  }

  private boolean isDone() throws IOException {
    try {
      return done.await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void expectGoesOn(RawHttp client) throws IOException {
    int events = 0;
    while (events < 40) { // two seconds
      events += client.readLine().equals("data: x") ? 1 : 0;
    }
  }

  private static void expectCut(RawHttp client) {
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(
            () -> {
              while (!client.readLine().equals("0")) {
                // the last chunk would be the end of a whole answer
              }
            });
  }

  private static void expectRecorded(Gateway gateway, String why) throws Exception {
    Believer.Ending ending = gateway.ending();
    assertThat(ending.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(ending.context().require(Warnings.class).codes()).containsExactly(why);
    assertThat(gateway.running()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"text/event-stream", "Text/Event-Stream ; charset=utf-8", "text/event-stream;x"})
  void isCutWhenItsCredentialEnds(String contentType) throws Exception {
    try (RawUpstream upstream = upstream(contentType);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      assertThat(client.send(Gateway.head("GET /proxy/x", SHORT)).readHead().status())
          .isEqualTo(200);
      expectCut(client);
      expectRecorded(gateway, "token_expired");
    }
  }

  @Test
  void isCutWhenItsCredentialIsRefused() throws Exception {
    try (RawUpstream upstream = upstream("text/event-stream");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect();
        RawHttp other = gateway.connect()) {
      client.send(Gateway.head("GET /proxy/x", LONG, JUDGED)).readHead();
      other.send(Gateway.head("GET /proxy/x", LONG)).readHead();
      expectGoesOn(client);
      gateway.judge(Standing.Verdict.UNKNOWN);
      expectGoesOn(client);
      gateway.judge(Standing.Verdict.ENDED);
      expectCut(client);
      Believer.Ending ending = gateway.ending();
      assertThat(ending.context().require(Warnings.class).codes())
          .containsExactly("credential_refused");
      expectGoesOn(other);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"application/octet-stream", "text/plain", "application/x-ndjson"})
  void aDownloadGoesOnToItsEnd(String contentType) throws Exception {
    try (RawUpstream upstream = upstream(contentType);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      gateway.judge(Standing.Verdict.ENDED);
      client.send(Gateway.head("GET /proxy/x", SHORT, JUDGED)).readHead();
      expectGoesOn(client);
      done.countDown();
      while (!client.readLine().equals("0")) {
        // the last chunk
      }
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void aStreamThatEndsByItselfIsWhole() throws Exception {
    try (RawUpstream upstream = upstream("text/event-stream");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("GET /proxy/x", LONG, JUDGED)).readHead();
      done.countDown();
      while (!client.readLine().equals("0")) {
        // the last chunk
      }
      Believer.Ending ending = gateway.ending();
      assertThat(ending.outcome()).isEqualTo(new Outcome.Completed(200));
      assertThat(ending.context().find(Warnings.class)).isEmpty();
    }
  }
}
