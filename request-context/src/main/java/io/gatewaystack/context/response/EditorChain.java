package io.gatewaystack.context.response;

import java.util.function.Consumer;

/** Two editors in a row; what the inner one releases at its end still flows through the outer. */
record EditorChain(ResponseEditor inner, ResponseEditor outer) implements ResponseEditor {

  @Override
  public void head(ResponseHead head) {
    inner.head(head);
    outer.head(head);
  }

  @Override
  public void message(Message message, Consumer<Message> out) {
    inner.message(message, released -> outer.message(released, out));
  }

  @Override
  public void end(Consumer<Message> out) {
    inner.end(released -> outer.message(released, out));
    outer.end(out);
  }
}
