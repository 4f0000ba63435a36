package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.net.MediaType;
import io.gatewaystack.context.servlet.AnswerEnd;
import io.gatewaystack.proxyabl.Plan;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** What an upstream says in front of its answer's body, and what the client is told of it. */
final class AnswerHead {
  private AnswerHead() {}

  /**
   * Sets status and header fields of the client's answer.
   *
   * @param size of a body that has come whole, which the container can measure; else negative
   */
  static void set(
      Plan.Forward plan,
      Response head,
      int size,
      HttpServletRequest request,
      HttpServletResponse answer) {
    ServletFields.answer(plan.route(), head, answer);
    boolean trailers = ServletTrailers.answer(plan.route(), head, request, answer);
    int status = head.getStatus();
    long length = length(head);
    if (size <= 0 && length >= 0 && status != 204) {
      answer.setContentLengthLong(length);
    }
    boolean bodiless = status == 204 || status == 304 || plan.method().equals("HEAD");
    if (size < 0 && length < 0 && !trailers && !bodiless) {
      AnswerEnd.show(request, answer);
    }
  }

  /** How long the body is, in bytes; negative when that is not said. */
  static long length(Response head) {
    return head.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
  }

  /** Whether it is a stream of events. */
  static boolean isEvents(Response head) {
    for (HttpField field : head.getHeaders()) {
      if (field.getHeader() == HttpHeader.CONTENT_TYPE
          && MediaType.of(field.getValue()).type().equals("text/event-stream")) {
        return true;
      }
    }
    return false;
  }
}
