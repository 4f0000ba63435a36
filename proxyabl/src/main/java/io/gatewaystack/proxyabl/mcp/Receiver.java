package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.Message;

/**
 * Takes an upstream's answer: either {@link #whole}, or {@link #stream} followed by events and
 * blocks and {@link #end}; {@link #failed} may come instead of any of them, and then nothing comes
 * after it.
 */
interface Receiver {

  /** The answer, which is no stream. */
  void whole(UpstreamHead head, byte[] body);

  /** The answer is a stream of events. */
  void stream(UpstreamHead head);

  /** An event with data. */
  void event(Message event);

  /** A block without data: a comment, a priming event, a {@code retry}. */
  void block(byte[] block);

  /** Whether the next piece may come now; when not, {@code whenRoom} is run once, later. */
  boolean hasRoom(Runnable whenRoom);

  /** The stream is complete; half an event at its end was dropped. */
  void end();

  /** There is no answer, or no more of it. */
  void failed(Denial denial);
}
