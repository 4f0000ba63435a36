package io.gatewaystack.context.servlet;

import jakarta.servlet.ServletResponse;

/**
 * Answers that containers collect before they send anything. Such a one is written without saying
 * its length, which the container finds out: told the length, it would send the last byte from
 * within the write, and the thread that writes would wait for a client that does not read.
 */
public final class ShortAnswer {
  private ShortAnswer() {}

  /** Whether a whole answer of so many bytes is one. */
  public static boolean is(ServletResponse answer, int bytes) {
    return bytes <= answer.getBufferSize() / 4; // what Jetty collects
  }
}
