package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.ProxyRoute;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Carries trailer fields both ways, when the sender announces them by {@code Trailer} and the body
 * has no length (RFC 9110 section 6.5). Others are dropped, as is every field a header alone may
 * say.
 */
final class ServletTrailers {
  private ServletTrailers() {}

  /** Prepares a request for what will come behind its body; {@code read} is asked at its end. */
  static void send(
      ProxyRoute route, HttpServletRequest request, Request upstream, Supplier<HttpFields> read) {
    if (request.getContentLengthLong() < 0) {
      String announced = passing(announced(request), route::requestTrailers);
      if (!announced.isEmpty()) {
        upstream.headers(headers -> headers.add(HttpHeader.TRAILER, announced));
        upstream.trailersSupplier(read);
      }
    }
  }

  /** What came behind a client's body that has been read to its end. */
  static HttpFields read(ProxyRoute route, HttpServletRequest request) {
    HttpFields.Mutable trailers = HttpFields.build();
    if (request.isTrailerFieldsReady()) {
      List<HeaderField> received = new ArrayList<>();
      request
          .getTrailerFields()
          .forEach((name, value) -> received.add(new HeaderField(name, value)));
      route
          .requestTrailers(only(announced(request), received))
          .forEach(line -> trailers.add(line.name(), line.value()));
    }
    return trailers;
  }

  private static List<String> announced(HttpServletRequest request) {
    return announced(
        Collections.list(request.getHeaders("Trailer")),
        Collections.list(request.getHeaders("Connection")));
  }

  /** Prepares an answer for what will come behind the upstream's body; false for nothing. */
  static boolean answer(
      ProxyRoute route, Response upstream, HttpServletRequest request, HttpServletResponse answer) {
    boolean framed = upstream.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
    if (framed || request.getProtocol().equals("HTTP/1.0")) {
      return false;
    }
    String announced = passing(announced(upstream), route::answerTrailers);
    if (!announced.isEmpty()) {
      answer.setHeader("Trailer", announced);
      answer.setTrailerFields(() -> joined(route, upstream));
    }
    return !announced.isEmpty();
  }

  private static Map<String, String> joined(ProxyRoute route, Response upstream) {
    Map<String, String> trailers = new LinkedHashMap<>();
    HttpFields received = upstream.getTrailers();
    if (received != null) {
      route
          .answerTrailers(only(announced(upstream), ServletFields.received(received)))
          .forEach(line -> trailers.merge(line.name(), line.value(), (a, b) -> a + ", " + b));
    }
    return trailers;
  }

  private static List<String> announced(Response upstream) {
    HttpFields head = upstream.getHeaders();
    return announced(
        head.getValuesList(HttpHeader.TRAILER), head.getValuesList(HttpHeader.CONNECTION));
  }

  /** The names announced, except those meant for one connection (RFC 9110 section 7.6.1). */
  private static List<String> announced(List<String> trailer, List<String> connection) {
    List<String> ofConnection = names(connection);
    return names(trailer).stream()
        .filter(name -> ofConnection.stream().noneMatch(name::equalsIgnoreCase))
        .toList();
  }

  /** The names announced that may pass, as a list. */
  private static String passing(List<String> announced, UnaryOperator<List<HeaderField>> passing) {
    List<HeaderField> names = announced.stream().map(name -> new HeaderField(name, "")).toList();
    return String.join(", ", passing.apply(names).stream().map(HeaderField::name).toList());
  }

  private static List<String> names(List<String> values) {
    return values.stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .filter(ServletTrailers::isToken)
        .toList();
  }

  private static List<HeaderField> only(List<String> announced, List<HeaderField> received) {
    return received.stream()
        .filter(line -> announced.stream().anyMatch(line.name()::equalsIgnoreCase))
        .toList();
  }

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c > 0x20 && c < 0x7F && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }
}
