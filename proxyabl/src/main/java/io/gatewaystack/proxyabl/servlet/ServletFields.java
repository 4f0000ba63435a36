package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.servlet.PublicOrigin;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.Inbound;
import io.gatewaystack.proxyabl.ProxyRoute;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Carries header fields from the container to the client and back. */
final class ServletFields {
  private static final String CROSS_ORIGIN = "Access-Control-";

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
    PublicOrigin origin = RequestContexts.origin(request);
    return new Inbound(fields, request.getProtocol(), origin.scheme(), origin.host());
  }

  static void send(List<HeaderField> fields, Request upstream) {
    upstream.headers(
        headers -> {
          for (HeaderField field : fields) {
            headers.add(field.name(), field.value());
          }
        });
  }

  /** Sets status and header fields of the client's answer, except what frames the body. */
  static void answer(ProxyRoute route, Response upstream, HttpServletResponse answer) {
    answer.setStatus(upstream.getStatus());
    List<HeaderField> fields = route.answer(received(upstream.getHeaders()));
    boolean decided = isDecided(fields, answer);
    for (HeaderField field : fields) {
      if (isSingle(field.name())) {
        answer.setHeader(field.name(), field.value()); // the container's own goes
      } else if (!decided || !isCrossOrigin(field)) {
        answer.addHeader(field.name(), field.value());
      }
    }
  }

  /** Whether somebody here has said who may read the answer: then the upstream has no say. */
  private static boolean isDecided(List<HeaderField> fields, HttpServletResponse answer) {
    for (HeaderField field : fields) {
      if (isCrossOrigin(field)) {
        return answer.containsHeader("Access-Control-Allow-Origin");
      }
    }
    return false;
  }

  static List<HeaderField> received(HttpFields fields) {
    List<HeaderField> received = new ArrayList<>(fields.size());
    for (HttpField field : fields) {
      String value = field.getValue();
      received.add(new HeaderField(field.getName(), value == null ? "" : value));
    }
    return received;
  }

  private static boolean isSingle(String name) {
    return name.equalsIgnoreCase("Date") || name.equalsIgnoreCase("Content-Type");
  }

  private static boolean isCrossOrigin(HeaderField field) {
    return field.name().regionMatches(true, 0, CROSS_ORIGIN, 0, CROSS_ORIGIN.length());
  }
}
