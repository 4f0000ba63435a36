package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.json.JsonDocument;
import java.util.Optional;

/** How a call of a tool ended. */
public sealed interface ToolResult {

  /** What came of it. */
  static ToolResult of(JsonDocument data) {
    return new Success(data);
  }

  /** A text that came of it. */
  static ToolResult text(String text) {
    return new Success(JsonDocument.parse(JsonDocument.quote(text)));
  }

  /** A failure the model may read and act upon. */
  static ToolResult failed(String code, String message) {
    return new Failure(500, code, message, Optional.empty());
  }

  /**
   * It succeeded.
   *
   * @param data any JSON value
   */
  record Success(JsonDocument data) implements ToolResult {}

  /**
   * It failed.
   *
   * @param status HTTP status of the REST form, 400..599; inside MCP a failure is a result
   * @param code stable machine string
   * @param message one sentence
   * @param details what the tool said about it, any JSON value
   */
  record Failure(int status, String code, String message, Optional<JsonDocument> details)
      implements ToolResult {
    /** Refuses a status that is no error. */
    public Failure {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status: " + status + " (expected: 400..599)");
      }
    }

    /** Shows no details. */
    @Override
    public String toString() {
      return "Failure[" + code + "]";
    }
  }
}
