package io.gatewaystack.validatabl.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An MCP server that answers whatever a test says, good or bad. */
final class ScriptedUpstream extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private volatile int status = 200;
  private volatile String type = "application/json";
  private volatile String body = "";
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private volatile String lastEventId = "";

  ScriptedUpstream answer(int newStatus, String newType, String newBody) {
    status = newStatus;
    type = newType;
    body = newBody;
    headers.clear();
    return this;
  }

  ScriptedUpstream json(String newBody) {
    return answer(200, "application/json", newBody);
  }

  ScriptedUpstream events(String newBody) {
    return answer(200, "text/event-stream", newBody);
  }

  ScriptedUpstream with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The {@code Last-Event-ID} of the last request. */
  String lastEventId() {
    return lastEventId;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String resumed = request.getHeader("Last-Event-ID");
    lastEventId = resumed == null ? "" : resumed;
    response.setStatus(status);
    response.setContentType(type);
    headers.forEach(response::setHeader);
    for (String event : body.split("(?<=\n\n)", -1)) { // each leaves by itself
      response.getOutputStream().write(event.getBytes(UTF_8));
      if (type.equals("text/event-stream")) {
        response.flushBuffer();
      }
    }
  }
}
