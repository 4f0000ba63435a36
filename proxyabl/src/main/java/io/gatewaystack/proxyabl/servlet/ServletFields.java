package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.Inbound;
import io.gatewaystack.proxyabl.Proxyabl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Carries header fields from the container to the client and back. */
final class ServletFields {
  private ServletFields() {}

  static Inbound inbound(HttpServletRequest request) {
    List<HeaderField> fields = new ArrayList<>();
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        fields.add(new HeaderField(name, values.nextElement()));
      }
    }
    return new Inbound(fields, request.getScheme());
  }

  static void send(List<HeaderField> fields, Request upstream) {
    upstream.headers(headers -> fields.forEach(field -> headers.add(field.name(), field.value())));
  }

  /** Sets status and header fields of the client's answer; the body comes later. */
  static void answer(Proxyabl proxyabl, Response upstream, HttpServletResponse answer) {
    answer.setStatus(upstream.getStatus());
    List<HeaderField> received = new ArrayList<>(upstream.getHeaders().size());
    for (HttpField field : upstream.getHeaders()) {
      String value = field.getValue();
      received.add(new HeaderField(field.getName(), value == null ? "" : value));
    }
    for (HeaderField field : proxyabl.answer(received)) {
      if (isSingle(field.name())) {
        answer.setHeader(field.name(), field.value()); // the container's own goes
      } else {
        answer.addHeader(field.name(), field.value());
      }
    }
    long length = upstream.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    if (length >= 0 && upstream.getStatus() != 204) {
      answer.setContentLengthLong(length);
    }
  }

  private static boolean isSingle(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "date", "content-type" -> true;
      default -> false;
    };
  }
}
