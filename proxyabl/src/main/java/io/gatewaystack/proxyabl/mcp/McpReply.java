package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The client's side of one MCP request: it is refused, answered whole, or given a stream of
 * server-sent events. Nothing blocks, but for {@link #refuseAtOnce}. What is said after the end, or
 * after the client has gone, is without effect. Implementations are safe for use by several
 * threads.
 */
public interface McpReply {

  /** What is held of an answer without counting it, in bytes. */
  int UNCOUNTED = UpstreamClient.UNCOUNTED;

  /**
   * Counts memory that is taken for the answer; what is taken at the end is given back then.
   *
   * @param bytes how much more; less than 0 to give back
   * @return false when there is no room, or the request has ended: then nothing more may be held
   */
  boolean hold(long bytes);

  /** Replaces the request's context; completions see what is written here. */
  void update(UnaryOperator<RequestContext> change);

  /**
   * Ends the request with a refusal in the form its protocol wants.
   *
   * @param headers header lines beyond those of the refusal, which win
   */
  void refuse(Denial denial, List<HeaderField> headers);

  /**
   * The same for somebody whose servlet may not return, so that its container would not send what
   * is short: waits until it is sent.
   */
  void refuseAtOnce(Denial denial);

  /**
   * Ends the request with a whole answer.
   *
   * @param headers header lines, {@code Content-Type} among them when there is a body
   * @param body kept, not copied, and counted; empty for none
   */
  void answer(int status, List<HeaderField> headers, byte[] body);

  /** Begins a stream of events; its head is sent without waiting for the first of them. */
  void open(List<HeaderField> headers);

  /** Adds a whole block, its blank line included, to the stream; kept, not copied. */
  void write(byte[] block);

  /** Adds a block to the stream if nothing waits to be sent; else it is dropped. */
  void beat(byte[] block);

  /**
   * Whether more may be written now; when not, {@code whenRoom} is called once, later, as is every
   * other one that waits.
   *
   * @return also true when the client has gone, so that whoever discards goes on
   */
  boolean hasRoom(Runnable whenRoom);

  /** Ends the stream when everything written has been sent. */
  void end();

  /** Whether the end has come: everything has been sent, or the client has gone. */
  boolean isOver();

  /**
   * Ends the stream at once: its client's connection breaks, whatever has not been sent. Recorded
   * as aborted.
   */
  void breakOff(Throwable cause);

  /** Says whom else to tell, once, that the client has gone before the end; at once when it has. */
  void onGone(Consumer<Throwable> listener);
}
