package io.gatewaystack.context.response;

import java.util.Objects;

/**
 * Thrown by an editor that was given an answer it must not pass on: 502 {@code upstream_error}, or
 * the end of a running stream. Without stack trace: an upstream can cause it.
 */
public final class UnfitAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Ends the answer.
   *
   * @param code finer stable sub-code of the refusal
   */
  public UnfitAnswer(String code) {
    super(Objects.requireNonNull(code, "code"), null, false, false);
    this.code = code;
  }

  /** Finer stable sub-code of the refusal. */
  public String code() {
    return code;
  }
}
