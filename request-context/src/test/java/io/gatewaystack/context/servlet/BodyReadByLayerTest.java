package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.testing.Heap;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a layer has read, the application reads again, in every way a servlet can. */
class BodyReadByLayerTest {
  private static final String JSON = "{\"a\":1.00,\"b\":\"ü\"}";

  /** Reads the body of every request. */
  private record Reading() implements Layer {
    @Override
    public String name() {
      return "reading";
    }

    @Override
    public Decision before(RequestContext context) {
      assertThat(context.body().bytes()).isNotNull();
      return Decision.proceed(context);
    }
  }

  private static RawResponse post(Servlets.Service service, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (TestServer server =
            TestServer.builder()
                .filter("/*", new GovernanceFilter(new Reading()))
                .servlet("/*", Servlets.of(service))
                .start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send(
          "POST /x?q=1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + type
              + "\r\nContent-Length: "
              + bytes.length
              + "\r\nConnection: close\r\n\r\n");
      return http.send(bytes).read();
    }
  }

  /** Puts another body in the place of every one that names a secret. */
  private record Replacing() implements Layer {
    @Override
    public String name() {
      return "replacing";
    }

    @Override
    public Decision before(RequestContext context) {
      boolean secret = new String(context.body().bytes(), StandardCharsets.UTF_8).contains("s3");
      return Decision.proceed(
          secret
              ? context.withBody(JsonDocument.parse("{}".getBytes(StandardCharsets.UTF_8)))
              : context);
    }
  }

  @ParameterizedTest
  @CsvSource({"s3, ''", "ok, 'content-digest content-md5 digest repr-digest '"})
  void digestsOfABodyThatWasReplacedAreNotTold(String said, String told) throws Exception {
    List<String> digests = List.of("content-digest", "content-md5", "digest", "repr-digest");
    StringBuilder head = new StringBuilder("POST /x HTTP/1.1\r\nHost: localhost\r\n");
    digests.forEach(name -> head.append(name).append(": d\r\n"));
    Servlets.Service service =
        (q, p) -> {
          List<String> names = Collections.list(q.getHeaderNames());
          for (String name : digests) {
            boolean there = q.getHeader(name) != null;
            assertThat(names.stream().anyMatch(name::equalsIgnoreCase)).isEqualTo(there);
            p.getOutputStream().print(there ? name + " " : "");
          }
        };
    TestServer.Builder builder =
        TestServer.builder().filter("/*", new GovernanceFilter(new Replacing()));
    try (TestServer server = builder.servlet("/*", Servlets.of(service)).start();
        RawHttp http = RawHttp.connect(server.port())) {
      String fields = "Content-Type: application/json\r\nContent-Length: 8\r\n\r\n";
      http.send(head + fields + "[\"" + said + "12\"]");
      assertThat(http.read().text()).isEqualTo(told);
    }
  }

  @Test
  void byStream() throws Exception {
    RawResponse answer =
        post(
            (q, p) -> p.getOutputStream().write(q.getInputStream().readAllBytes()),
            "application/json",
            JSON);
    assertThat(answer.text()).isEqualTo(JSON);
  }

  @Test
  void byReader() throws Exception {
    RawResponse answer =
        post(
            (q, p) ->
                p.getOutputStream()
                    .write(q.getReader().readLine().getBytes(StandardCharsets.UTF_8)),
            "application/json",
            JSON);
    assertThat(answer.text()).isEqualTo(JSON);
  }

  @Test
  void byFormParametersOfQueryAndBody() throws Exception {
    RawResponse answer =
        post(
            (q, p) ->
                p.getOutputStream()
                    .print(
                        Collections.list(q.getParameterNames())
                            + " "
                            + String.join(",", q.getParameterValues("q"))
                            + " "
                            + q.getParameter("name")
                            + " "
                            + q.getParameter("none")),
            "application/x-www-form-urlencoded",
            "q=2&name=a+b%21&empty=");
    assertThat(answer.text()).isEqualTo("[q, name, empty] 1,2 a b! null");
  }

  @Test
  void aMalformedFormIsRefusedNotFailed() throws Exception {
    RawResponse answer =
        post((q, p) -> q.getParameter("a"), "application/x-www-form-urlencoded", "a=%zz");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("invalid_form");
  }

  @Test
  void aFormWithTooManyParametersIsRefused() throws Exception {
    RawResponse answer =
        post(
            (q, p) -> q.getParameter("a"),
            "application/x-www-form-urlencoded",
            "x=1&".repeat(5000));
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void byReadListenerAfterTheServletHasReturned() throws Exception {
    RawResponse answer =
        post(
            (q, p) -> {
              AsyncContext async = q.startAsync();
              ServletInputStream in = q.getInputStream();
              ByteArrayOutputStream seen = new ByteArrayOutputStream();
              StringBuilder order = new StringBuilder();
              in.setReadListener(
                  new ReadListener() {
                    @Override
                    public void onDataAvailable() throws IOException {
                      order.append("data ");
                      byte[] two = new byte[2];
                      while (in.isReady() && !in.isFinished()) {
                        int count = in.read(two);
                        seen.write(two, 0, Math.max(0, count));
                      }
                    }

                    @Override
                    public void onAllDataRead() throws IOException {
                      order.append("end ");
                      p.getOutputStream().print(order.toString());
                      p.getOutputStream().write(seen.toByteArray());
                      async.complete();
                    }

                    @Override
                    public void onError(Throwable t) {
                      throw new AssertionError(t);
                    }
                  });
              order.append("returned ");
            },
            "application/json",
            JSON);
    assertThat(answer.text()).isEqualTo("returned data end " + JSON);
  }

  @Test
  void notAtAll() throws Exception {
    RawResponse answer = post((q, p) -> p.setStatus(204), "application/json", JSON);
    assertThat(answer.status()).isEqualTo(204);
  }

  @Test
  void theLengthIsThatOfWhatCanBeRead() throws Exception {
    RawResponse answer =
        post(
            (q, p) ->
                p.getOutputStream()
                    .print(q.getContentLength() + " " + q.getHeader("content-length")),
            "application/json",
            JSON);
    int length = JSON.getBytes(StandardCharsets.UTF_8).length;
    assertThat(answer.text()).isEqualTo(length + " " + length);
  }

  @Test
  void aBodyOverTheCapIs413() throws Exception {
    GovernanceFilter filter = GovernanceFilter.builder(new Reading()).maxBodyBytes(10).build();
    try (TestServer server =
        TestServer.builder()
            .filter("/*", filter)
            .servlet("/*", Servlets.of((q, p) -> p.setStatus(204)))
            .start()) {
      String head = "POST /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
      assertThat(
              RawHttp.exchange(server.port(), head + "Content-Length: 10\r\n\r\n0123456789")
                  .status())
          .isEqualTo(204);
      RawResponse declared =
          RawHttp.exchange(server.port(), head + "Content-Length: 11\r\n\r\n01234567890");
      assertThat(declared.status()).isEqualTo(413);
      assertThat(declared.text()).contains("payload_too_large");
      assertThat(
              RawHttp.exchange(
                      server.port(),
                      head + "Transfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n")
                  .status())
          .isEqualTo(413);
    }
  }

  @Test
  void anIncompleteBodyIsTheClientsFault() throws Exception {
    try (TestServer server =
            TestServer.builder()
                .filter("/*", new GovernanceFilter(new Reading()))
                .servlet("/*", Servlets.of((q, p) -> p.setStatus(204)))
                .start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n01234");
      http.endInput();
      assertThat(http.read().status()).isEqualTo(400);
    }
  }

  @Test
  void anUploadNobodyReadsStreamsInConstantMemory() throws Exception {
    AtomicLong received = new AtomicLong();
    AtomicLong held = new AtomicLong();
    Servlets.Service counting =
        (q, p) -> {
          InputStream in = q.getInputStream();
          byte[] chunk = new byte[1 << 16];
          for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            received.addAndGet(n);
          }
          held.set(Heap.inUse());
        };
    long size = 1L << 30;
    try (TestServer server =
            TestServer.builder()
                .filter("/*", new GovernanceFilter(new Recorder()))
                .servlet("/*", Servlets.of(counting))
                .start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + size + "\r\n\r\n");
      byte[] chunk = new byte[1 << 20];
      for (long sent = 0; sent < size; sent += chunk.length) {
        http.send(chunk);
      }
      assertThat(http.read().status()).isEqualTo(200);
    }
    assertThat(received).hasValue(size);
    assertThat(held.get()).as("heap in use").isLessThan(size / 4);
  }

  @Test
  void headerFieldsChangedWithTheBodyAreReadAsChanged() throws Exception {
    Layer changing =
        new Layer() {
          @Override
          public String name() {
            return "changing";
          }

          @Override
          public Decision before(RequestContext context) {
            return Decision.proceed(context.withMcpParams(Map.of("Mcp-Param-To", "[EMAIL]")));
          }
        };
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    Servlets.Service service =
        (q, p) ->
            p.getOutputStream()
                .print(
                    q.getHeader("mcp-param-to")
                        + Collections.list(q.getHeaders("Mcp-Param-To"))
                        + Collections.list(q.getHeaderNames()).contains("Mcp-Param-To")
                        + q.getHeader("Mcp-Param-Id"));
    try (TestServer server =
        TestServer.builder()
            .filter("/*", GovernanceFilter.mcp(changing))
            .servlet("/*", Servlets.of(service))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + "Mcp-Param-To: joe\r\nMcp-Param-Id: 7\r\nConnection: close\r\n"
                  + "Content-Length: "
                  + ping.length()
                  + "\r\n\r\n"
                  + ping);
      assertThat(answer.text()).isEqualTo("[EMAIL][[EMAIL]]true7");
    }
  }

  @ParameterizedTest
  @CsvSource({"b!gus", "no-such-charset", "'\"\"'"})
  void aCharsetThatNobodyKnowsIsTheClientsFault(String charset) throws Exception {
    Servlets.Service byReader = (q, p) -> p.getWriter().print(q.getReader().readLine());
    Servlets.Service byParameter = (q, p) -> p.getWriter().print(q.getParameter("a"));
    String form = "application/x-www-form-urlencoded; charset=";
    assertThat(post(byReader, "text/plain; charset=" + charset, "a=1").text())
        .contains("unsupported_charset");
    assertThat(post(byParameter, form + charset, "a=1").status()).isEqualTo(415);
    assertThat(post(byReader, "text/plain; charset=utf-8", "a=1").text()).isEqualTo("a=1");
    assertThat(post(byParameter, form + "iso-8859-1", "a=1").text()).isEqualTo("1");
  }
}
