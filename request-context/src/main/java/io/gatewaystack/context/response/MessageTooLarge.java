package io.gatewaystack.context.response;

/**
 * One message of an answer is larger than the cap. Without stack trace: an upstream can cause it.
 */
public final class MessageTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MessageTooLarge(int maxBytes) {
    super("maxMessageBytes: a message of more than " + maxBytes + " bytes", null, false, false);
  }
}
