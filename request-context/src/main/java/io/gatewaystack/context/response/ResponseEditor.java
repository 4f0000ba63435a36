package io.gatewaystack.context.response;

import io.gatewaystack.context.denial.Refused;
import java.util.function.Consumer;

/**
 * Changes an answer on its way to the client, one message at a time: a JSON body is one message, a
 * server-sent event is one. One editor serves one answer and is called by one thread at a time.
 *
 * <p>Several editors form a chain: the inner layer's editor sees a message first, and what it
 * releases flows through the outer ones. An editor that throws ends the answer: with 500, or 502
 * for {@link UnfitAnswer}, when nothing was sent yet, else with one JSON-RPC error event and the
 * end of the stream. What it refuses to let out for a reason of its own it refuses by {@link
 * Refused}, which is told in the same places.
 */
@FunctionalInterface
public interface ResponseEditor {

  /** Called once before the first byte: may set or remove headers. */
  default void head(ResponseHead head) {}

  /**
   * Called for each message.
   *
   * @param message what arrived
   * @param out takes zero or more messages; the same instance means the original bytes
   */
  void message(Message message, Consumer<Message> out);

  /** Called once when the answer is complete: releases what was held back. */
  default void end(Consumer<Message> out) {}

  /**
   * The chain in which {@code inner} sees a message before this editor.
   *
   * @param inner the editor of a layer nearer to the application
   */
  default ResponseEditor after(ResponseEditor inner) {
    return new EditorChain(inner, this);
  }
}
