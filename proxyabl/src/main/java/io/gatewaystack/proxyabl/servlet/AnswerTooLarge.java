package io.gatewaystack.proxyabl.servlet;

import java.io.IOException;

/** The upstream's answer has a larger body than its route lets through. */
final class AnswerTooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  AnswerTooLarge() {
    super("the answer is too large");
  }
}
