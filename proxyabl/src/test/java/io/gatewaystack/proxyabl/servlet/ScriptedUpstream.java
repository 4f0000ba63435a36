package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An MCP server in the hands of a test: it answers as the test says, and tells what it was asked.
 */
final class ScriptedUpstream implements AutoCloseable {
  /** What is done with one request. */
  interface Script {
    void answer(Request request, Answer answer) throws Exception;
  }

  /** A request as it arrived. */
  record Request(String method, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    boolean has(String name) {
      return headers.containsKey(name);
    }
  }

  /** What goes back. */
  record Answer(HttpServletResponse response) {
    void json(String body) throws IOException {
      json(200, body);
    }

    void json(int status, String body) throws IOException {
      response.setStatus(status);
      response.setContentType("application/json");
      response.getOutputStream().write(body.getBytes(UTF_8));
    }

    void header(String name, String value) {
      response.setHeader(name, value);
    }

    void status(int status) {
      response.setStatus(status);
    }

    /** Sends blocks of events at once; may be called again. */
    Answer events(String... blocks) throws IOException {
      if (!response.isCommitted()) {
        response.setContentType("text/event-stream");
      }
      OutputStream out = response.getOutputStream();
      for (String block : blocks) {
        out.write(block.getBytes(UTF_8));
      }
      response.flushBuffer();
      return this;
    }

    /** Sends comments until the gateway hangs up. */
    void untilGone() throws InterruptedException {
      try {
        while (true) {
          events(": still here\n\n");
          TimeUnit.MILLISECONDS.sleep(5);
        }
      } catch (IOException e) {
        // that is what was waited for
      }
    }
  }

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final TestServer server;

  private ScriptedUpstream(Script script) {
    server = TestServer.builder().servlet("/*", new Scripted(script, requests)).start();
  }

  static ScriptedUpstream running(Script script) {
    return new ScriptedUpstream(script);
  }

  /** Answers every request with the same JSON. */
  static ScriptedUpstream answering(String json) {
    return running((request, answer) -> answer.json(json));
  }

  URI uri() {
    return server.uri("/mcp");
  }

  /** The next request in order of arrival; waits for it. */
  Request request() throws InterruptedException {
    Request request = requests.poll(5, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  boolean hasMoreRequests() {
    return !requests.isEmpty();
  }

  @Override
  public void close() {
    server.close();
  }

  private static final class Scripted extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Script script;
    private final transient BlockingQueue<Request> requests;

    Scripted(Script script, BlockingQueue<Request> requests) {
      this.script = script;
      this.requests = requests;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String name : Collections.list(request.getHeaderNames())) {
        headers.put(name, new ArrayList<>(Collections.list(request.getHeaders(name))));
      }
      String body = new String(request.getInputStream().readAllBytes(), UTF_8);
      Request received = new Request(request.getMethod(), headers, body);
      requests.add(received);
      try {
        script.answer(received, new Answer(response));
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
