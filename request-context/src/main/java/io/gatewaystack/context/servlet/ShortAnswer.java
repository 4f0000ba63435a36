package io.gatewaystack.context.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

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

  /**
   * Writes a whole answer's body, whether it is a short one or not. To HEAD, too: containers send
   * no body then, and say its length.
   *
   * @throws IOException when the client is gone
   */
  public static void write(HttpServletResponse answer, byte[] body) throws IOException {
    if (!is(answer, body.length)) {
      answer.setContentLength(body.length);
    }
    answer.getOutputStream().write(body);
  }
}
