package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;

/** An upstream's answer cannot be used. Without stack trace: an upstream can cause it. */
final class UnusableAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Denial denial;

  UnusableAnswer(Denial denial) {
    super(denial.reason(), null, false, false);
    this.denial = denial;
  }

  /** What to tell the client. */
  Denial denial() {
    return denial;
  }
}
