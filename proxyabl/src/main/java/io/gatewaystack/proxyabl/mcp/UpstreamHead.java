package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.net.MediaType;
import io.gatewaystack.proxyabl.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Status and header fields of an upstream's answer.
 *
 * @param status HTTP status
 * @param fields as received
 */
record UpstreamHead(int status, HttpFields fields) {
  static final String SESSION = "Mcp-Session-Id";
  private static final int MAX_SESSION = 1024;

  /** Media type in lower case without parameters; empty when there is none. */
  String mediaType() {
    return contentType().type();
  }

  private MediaType contentType() {
    return MediaType.of(fields.get("Content-Type"));
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  boolean isStream() {
    return isSuccess() && mediaType().equals("text/event-stream");
  }

  /** Why the body cannot be read as what it says it is, if it cannot. */
  Optional<Denial> unreadable() {
    String encoding = fields.get("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(Denial.upstreamError("encoded_answer"));
    }
    return contentType().readsAsUtf8()
        ? Optional.empty()
        : Optional.of(Denial.upstreamError("answer_charset"));
  }

  /**
   * The session the upstream names; empty when it names none.
   *
   * @throws UnusableAnswer when it is no visible ASCII of moderate length
   */
  Optional<String> session() {
    String id = fields.get(SESSION);
    if (id == null) {
      return Optional.empty();
    }
    if (id.isEmpty()
        || id.length() > MAX_SESSION
        || !id.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new UnusableAnswer(Denial.upstreamError("session_id"));
    }
    return Optional.of(id);
  }

  /** The header lines that concern the client: what MCP defines and what tells it how to go on. */
  List<HeaderField> forClient() {
    List<HeaderField> lines = new ArrayList<>(4);
    for (HttpField field : fields) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      boolean passes =
          switch (name) {
            case "cache-control", "retry-after", "allow" -> true;
            default -> name.startsWith("mcp-") && !name.equals("mcp-session-id");
          };
      if (passes && field.getValue() != null) {
        lines.add(HeaderField.received(field.getName(), field.getValue()));
      }
    }
    return lines;
  }

  /** Shows the status only. */
  @Override
  public String toString() {
    return "UpstreamHead[" + status + "]";
  }
}
