package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.ProxyablBuilder;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many callers at once while the upstream fails in every way: each hears what happened to its own
 * request, nobody gets what is another's, nothing is sent twice, no connection is lost. A larger
 * storm: {@code mvn -pl proxyabl -am test -Dtest=FaultStormTest -Dstorm.requests=640000
 * -Dsurefire.failIfNoSpecifiedTests=false}; {@code -Dstorm.seed} replays one.
 */
class FaultStormTest {
  private static final int THREADS = 64;
  private static final int SUBJECTS = 1000;
  private static final int CONNECTIONS = 32;
  private static final int REQUESTS = Integer.getInteger("storm.requests", 5_000);
  private static final long SEED = Long.getLong("storm.seed", 42);
  private static final Pattern ANY_SUBJECT = Pattern.compile("subject-\\d+");

  private final AtomicInteger next = new AtomicInteger();
  private final Map<Fault, LongAdder> heard = new ConcurrentHashMap<>();

  @Test
  void everyCallerHearsTheTruthAboutItsOwnRequest() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    RawUpstream upstream = RawUpstream.running(FaultStormTest::serve);
    try (upstream) {
      try (Gateway gateway = Gateway.with(proxyTo(upstream))) {
        List<CompletableFuture<Void>> all =
            IntStream.range(0, THREADS)
                .mapToObj(t -> CompletableFuture.runAsync(() -> calls(gateway), callers))
                .toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(10, TimeUnit.MINUTES);
        assertThat(heard.keySet()).containsExactlyInAnyOrder(Fault.values());
        for (int i = 0; i < REQUESTS; i++) {
          check(gateway.ending()); // each request ended, and once
        }
        assertThat(gateway.hasMoreEndings()).isFalse();
        assertThat(gateway.running()).isZero();
        assertThat(upstream.heads()).as("each request is sent once").hasSize(REQUESTS);
        assertThat(upstream.open()).isLessThanOrEqualTo(2 * CONNECTIONS); // two clients
      }
      await(() -> upstream.open() == 0);
    } finally {
      callers.shutdownNow();
    }
  }

  /** Times are short only where nothing comes anyway: a busy machine is no fault. */
  private static Proxyabl proxyTo(RawUpstream upstream) {
    Duration brief = Duration.ofMillis(300);
    Duration patient = Duration.ofSeconds(20);
    return Proxyabl.of(
        route(upstream, "/proxy").timeout(patient).idleTimeout(patient).build(),
        route(upstream, "/silent").timeout(brief).idleTimeout(patient).build(),
        route(upstream, "/stalled").timeout(patient).idleTimeout(brief).build());
  }

  private static ProxyablBuilder route(RawUpstream upstream, String prefix) {
    return Proxyabl.builder(upstream.uri()).prefix(prefix).maxConnections(CONNECTIONS);
  }

  private static void serve(RawUpstream.Peer peer) throws IOException {
    while (Fault.play(peer)) {
      // the connection is good for another exchange
    }
  }

  private void calls(Gateway gateway) {
    RawHttp kept = null;
    try {
      for (int n = next.getAndIncrement(); n < REQUESTS; n = next.getAndIncrement()) {
        Call call = Call.of(n);
        if (call.fault.status == 0) {
          call.checkBroken(gateway);
        } else {
          kept = kept == null ? gateway.connect() : kept;
          kept = call.checkWhole(kept);
        }
        heard.computeIfAbsent(call.fault, f -> new LongAdder()).increment();
      }
      if (kept != null) {
        kept.close();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Who was recorded is who called: the subject says the fault, the outcome fits it. */
  private static void check(Believer.Ending ending) {
    String path = ending.context().request().path();
    int n = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    Call call = Call.of(n);
    assertThat(ending.context().require(Identity.class).subject()).isEqualTo(call.subject);
    Outcome outcome = ending.outcome();
    if (call.fault.error != null) {
      assertThat(((Outcome.Denied) outcome).denial().error()).isEqualTo(call.fault.error);
    } else if (call.fault.status > 0) {
      assertThat(outcome).isEqualTo(new Outcome.Completed(call.fault.status));
    } else {
      assertThat(outcome).isInstanceOfAny(Outcome.Failed.class, Outcome.Denied.class);
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** The n-th request, always the same one. */
  private record Call(int n, Fault fault, String subject, int times) {
    static Call of(int n) {
      SplittableRandom random = new SplittableRandom(SEED + n * 0x9E3779B97F4A7C15L);
      String subject = "subject-" + random.nextInt(SUBJECTS);
      Fault fault = fault(random.nextInt(100));
      return new Call(n, fault, subject, 1 + random.nextInt(300));
    }

    private String body() {
      return (subject + " ").repeat(times);
    }

    /** Slow faults are rare, so that the storm is one. */
    private static Fault fault(int percent) {
      return switch (percent) {
        case 0 -> Fault.SILENT;
        case 1 -> Fault.STALLED;
        default -> {
          Fault[] quick = Fault.values();
          yield percent < 40 ? Fault.NONE : quick[percent % (quick.length - 2)];
        }
      };
    }

    private String prefix() {
      return switch (fault) {
        case SILENT -> "/silent";
        case STALLED -> "/stalled";
        default -> "/proxy";
      };
    }

    private String request() {
      return request(times * (subject.length() + 1)) + body();
    }

    private String request(int length) {
      return "POST "
          + prefix()
          + "/"
          + fault
          + "/"
          + n
          + " HTTP/1.1\r\nHost: gateway.test\r\nX-User-Id: mallory\r\n"
          + Believer.SUBJECT
          + ": "
          + subject
          + (fault.name().startsWith("CHUNKS") && n % 2 == 0 ? "\r\nConnection: close" : "")
          + "\r\nContent-Length: "
          + length
          + "\r\n\r\n";
    }

    /** The whole answer is the right one; the connection, if it can be used again. */
    RawHttp checkWhole(RawHttp http) throws IOException {
      RawResponse response = fault == Fault.EARLY ? early(http) : http.send(request()).read();
      String text = response.text();
      assertThat(response.status()).as(text).isEqualTo(fault.status);
      if (fault.error != null) {
        assertThat(text).contains("\"error\":\"" + fault.error + "\"").doesNotContain("subject-");
      } else if (fault == Fault.REDIRECT) {
        assertThat(response.header("Location")).hasValue("/proxy/to/" + subject);
      } else {
        assertThat(response.header("X-Seen")).hasValue(subject);
        assertThat(text).isEqualTo(fault == Fault.EARLY ? subject : body());
      }
      boolean closed =
          fault == Fault.EARLY
              || response.header("Connection").filter("close"::equalsIgnoreCase).isPresent();
      if (closed) {
        http.close();
      }
      return closed ? null : http;
    }

    /** Announces a large body and sends its beginning, for the answer does not wait for more. */
    private RawResponse early(RawHttp http) throws IOException {
      return http.send(request(1_000_000) + body()).read();
    }

    /** The answer breaks off, and what came of it is the caller's own; or nothing came of it. */
    void checkBroken(Gateway gateway) throws IOException {
      String text;
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request().getBytes(US_ASCII));
        text = received(socket);
      }
      int end = text.indexOf("\r\n\r\n");
      String body = end < 0 ? text : text.substring(end + 4);
      if (end >= 0 && text.substring(0, end).contains("Transfer-Encoding: chunked")) {
        assertThat(body).as("the last chunk").doesNotEndWith("0\r\n\r\n");
        body = withoutChunkSizes(body);
      }
      Matcher subjects = ANY_SUBJECT.matcher(body);
      while (subjects.find()) {
        boolean cut = subjects.end() == body.length() && subject.startsWith(subjects.group());
        assertThat(cut ? subject : subjects.group()).isEqualTo(subject);
      }
      if (end >= 0 && text.startsWith("HTTP/1.1 200 ")) {
        assertThat(body.length()).isLessThan(body().length());
        assertThat(text.substring(0, end))
            .containsPattern("(?i)X-Seen: " + subject + "\r\n|X-Seen: " + subject + "$")
            .containsPattern("(?i)transfer-encoding: chunked|content-length: ");
      } else if (!text.isEmpty()) {
        assertThat(text).startsWith("HTTP/1.1 50").contains("\"error\":\"upstream_");
      }
    }

    private static String withoutChunkSizes(String chunks) {
      StringBuilder text = new StringBuilder();
      for (int at = 0, line = chunks.indexOf("\r\n"); line > 0; line = chunks.indexOf("\r\n", at)) {
        int end = line + 2 + Integer.parseInt(chunks.substring(at, line), 16);
        text.append(chunks, line + 2, Math.min(end, chunks.length()));
        at = end + 2;
      }
      return text.toString();
    }

    /**
     * Everything up to the end of the connection, or of an answer that is none of the upstream's.
     */
    private static String received(Socket socket) throws IOException {
      StringBuilder text = new StringBuilder();
      byte[] bytes = new byte[8192];
      try {
        for (int c = socket.getInputStream().read(bytes);
            c >= 0 && !text.append(new String(bytes, 0, c, US_ASCII)).toString().endsWith("\"}");
            c = socket.getInputStream().read(bytes)) {
          // more may come
        }
      } catch (java.net.SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        text.append(""); // reset: what came before it counts
      }
      return text.toString();
    }
  }
}
