package io.gatewaystack.context.response;

import io.gatewaystack.context.section.Mergeable;
import java.util.Optional;

/**
 * Status and headers of an answer before its first byte is sent, and the way back to what is known
 * about the request. Names are case-insensitive.
 */
public interface ResponseHead {

  /** The HTTP status. */
  int status();

  /** The media type in lower case without parameters, if the application set one. */
  Optional<String> mediaType();

  /** The first value of a header. */
  Optional<String> header(String name);

  /** Sets a header, replacing every value it has. */
  void set(String name, String value);

  /** Removes a header, where the container can; framing headers are the adapter's. */
  void remove(String name);

  /** How many bytes a message may have that an editor is given; a larger one ends the answer. */
  int maxMessageBytes();

  /**
   * Adds what the answer says to what is known about the request, for completions to see. May be
   * called until the answer is complete.
   */
  <S extends Mergeable<S>> void merge(S section);
}
