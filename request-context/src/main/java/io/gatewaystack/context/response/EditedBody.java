package io.gatewaystack.context.response;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * The body of an answer on its way through an editor: bytes in, messages through the editor, bytes
 * out. One instance serves one answer; calls must not overlap.
 */
public final class EditedBody {

  /** How an answer is cut into messages. */
  public enum Framing {
    /** The whole body is one message, so nothing leaves before its end. */
    JSON,
    /** Each server-sent event is one message and leaves as soon as it is complete. */
    EVENTS
  }

  private final Framing framing;
  private final ResponseEditor editor;
  private final int maxBytes;
  private final Consumer<byte[]> out;
  private final EventStreamReader events;
  private ByteArrayOutputStream whole = new ByteArrayOutputStream(0);
  private boolean bodySent;

  /**
   * An edited body.
   *
   * @param framing how the answer is cut into messages
   * @param editor sees each message
   * @param maxBytes largest message accepted
   * @param out takes the bytes to send; it may keep the arrays
   */
  public EditedBody(Framing framing, ResponseEditor editor, int maxBytes, Consumer<byte[]> out) {
    this.framing = framing;
    this.editor = editor;
    this.maxBytes = maxBytes;
    this.out = out;
    this.events =
        new EventStreamReader(maxBytes, message -> editor.message(message, this::sendEvent), out);
  }

  /** How this answer is cut into messages. */
  public Framing framing() {
    return framing;
  }

  /** How many bytes of a message that is not complete are kept. */
  public int held() {
    return framing == Framing.EVENTS ? events.held() : whole.size();
  }

  /**
   * Takes what the application wrote.
   *
   * @throws MessageTooLarge when a message exceeds the cap
   */
  public void write(byte[] bytes, int offset, int length) {
    if (framing == Framing.EVENTS) {
      events.read(bytes, offset, length);
    } else if (length > maxBytes - whole.size()) {
      throw new MessageTooLarge(maxBytes);
    } else {
      whole.write(bytes, offset, length);
    }
  }

  /** The answer is complete: what is held back is released, half an event is dropped. */
  public void end() {
    if (framing == Framing.EVENTS) {
      editor.end(this::sendEvent);
      return;
    }
    byte[] arrived = whole.toByteArray();
    whole = new ByteArrayOutputStream(0); // the client may take its time to read what is sent
    if (arrived.length > 0) {
      editor.message(Message.body(arrived), this::sendBody);
    }
    editor.end(this::sendBody);
  }

  private void sendBody(Message message) {
    if (bodySent) {
      throw new IllegalStateException("an editor made two messages of a JSON body");
    }
    bodySent = true;
    out.accept(message.bytes());
  }

  private void sendEvent(Message message) {
    out.accept(event(message));
  }

  /**
   * One server-sent event in bytes. An event that arrived and was changed differs in what was
   * changed alone: its other lines, its order and its line breaks stay as they were.
   */
  public static byte[] event(Message message) {
    byte[] original = message.original();
    return original != null ? original : message.block();
  }
}
