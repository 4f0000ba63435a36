package io.gatewaystack.conformance;

import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An MCP server that answers GET by a stream on which nothing ever happens. Prints its URL. */
public final class SilentUpstream extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private SilentUpstream() {}

  /** Serves until the process is ended. */
  public static void main(String[] arguments) {
    TestServer server = TestServer.builder().servlet("/mcp", new SilentUpstream()).start();
    System.out.println("READY " + server.uri("/mcp"));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.startAsync().setTimeout(0);
    response.setContentType("text/event-stream");
    response.flushBuffer();
  }
}
