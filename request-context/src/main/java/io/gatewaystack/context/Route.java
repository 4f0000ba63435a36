package io.gatewaystack.context;

/**
 * What a route speaks, decided by where the request was sent, never by its body or content type.
 *
 * @param protocol the protocol of the route
 * @param prefix path prefix of the route without slash at its end; what follows names the tool of a
 *     REST tool call
 */
public record Route(Protocol protocol, String prefix) {

  /** What is spoken on a route. */
  public enum Protocol {
    /** Anything: the body is opaque unless a layer asks for it. */
    HTTP,
    /** Model Context Protocol over Streamable HTTP, every revision. */
    MCP,
    /** {@code POST <prefix>/<tool>} with the arguments as body. */
    REST_TOOL,
    /** An OpenAI- or Anthropic-shaped model call: the body names the model. */
    MODEL
  }

  /** A route of which nothing more is known. */
  public static final Route HTTP = new Route(Protocol.HTTP, "");

  /** Refuses a prefix that ends with a slash. */
  public Route {
    if (prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix: " + prefix + " (expected: no slash at its end)");
    }
  }
}
