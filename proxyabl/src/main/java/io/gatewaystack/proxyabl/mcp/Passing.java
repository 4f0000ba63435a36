package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.response.Message;
import java.util.Optional;

/** How what an upstream says changes on its way to the client. */
interface Passing {

  /**
   * Looks at an answer's head before anything of the answer passes.
   *
   * @throws UnusableAnswer when the client must be told something else
   */
  default void head(UpstreamHead head) {}

  /** What an upstream's session is called towards the client; empty when it is not told. */
  Optional<String> session(String upstream);

  /** Whether a client is told an event's id, and can take the stream up again there. */
  boolean isPlace(String id);

  /** The bytes of an event; empty when it goes no further. */
  Optional<byte[]> event(Message event, RpcMessage message);

  /** The bytes of a block that is no message. */
  byte[] block(byte[] block);

  /** A whole answer's body. */
  byte[] body(RpcMessage message, byte[] body);
}
