package io.gatewaystack.context.json;

/**
 * Bytes that are not one strict JSON document. The message is one of our own fixed sentences and
 * may be shown to a client; no stack trace is recorded because a client can cause it at will.
 */
public final class InvalidJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  InvalidJson(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** One of our own fixed sentences. */
  @Override
  public String getMessage() {
    return sentence;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
