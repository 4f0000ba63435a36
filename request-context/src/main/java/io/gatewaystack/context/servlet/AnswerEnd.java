package io.gatewaystack.context.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** The end of an answer whose length is not known beforehand. */
public final class AnswerEnd {
  private AnswerEnd() {}

  /**
   * Makes that end visible, so that an answer that breaks off is not taken for a whole one.
   * Containers send an answer that may have trailers in chunks, even to a client that asked for the
   * connection to be closed. Without chunks the end of the connection would end the answer (RFC
   * 9112 section 6.3). HTTP/1.0 has no such end, later versions have one of their own.
   *
   * @param answer one that will have a body, and of which nothing was sent
   */
  public static void show(HttpServletRequest request, HttpServletResponse answer) {
    if (request.getProtocol().equals("HTTP/1.1")) {
      answer.setTrailerFields(Map::of);
    }
  }

  /**
   * Whether an answer has no body, and a length that is another answer's: GET's, where this one is
   * to HEAD or 304 (RFC 9110 section 8.6). When nobody has said it, containers say 0, unless the
   * head is flushed before the answer is complete.
   */
  public static boolean isElsewhere(String method, int status) {
    return method.equals("HEAD") || status == HttpServletResponse.SC_NOT_MODIFIED;
  }
}
