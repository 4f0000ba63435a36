package io.gatewaystack.transformabl;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import java.util.List;
import java.util.Locale;

/** How the body of a request is looked at. */
enum BodyKind {
  /** There is none. */
  NONE,
  /** One JSON document. */
  JSON,
  /** Text of any kind, XML included. */
  TEXT,
  /** Parameters of a form. */
  FORM,
  /** Parts of a form, where it is ours to read them. */
  MULTIPART,
  /** Anything else: passes unseen, and is labelled so. */
  OPAQUE;

  /**
   * The kind of a request's body, as its route and header fields say.
   *
   * @param multipartPaths where multipart bodies may be read
   */
  static BodyKind of(RequestContext context, List<String> multipartPaths) {
    Headers headers = context.request().headers();
    String method = context.request().method();
    boolean governed = context.route().protocol() != Route.Protocol.HTTP;
    if (governed && method.equals("POST")) {
      return JSON;
    }
    List<String> types = headers.all("Content-Type");
    if (types.isEmpty() && !mayHaveBody(headers, types, method)) { // as most requests are
      return NONE;
    }
    ContentType type = ContentType.of(headers);
    if (types.stream().anyMatch(t -> ContentType.parse(t).isJson())) {
      return JSON;
    }
    boolean encoded =
        headers.all("Content-Encoding").stream().anyMatch(as -> !as.equalsIgnoreCase("identity"));
    if (!encoded && type.isText()) {
      return TEXT;
    }
    if (!encoded && type.isForm() && type.isUtf8()) {
      return FORM;
    }
    if (!mayHaveBody(headers, types, method)) {
      return NONE;
    }
    boolean parts = !encoded && type.isFormData();
    return parts && isWithin(multipartPaths, context.request().path()) ? MULTIPART : OPAQUE;
  }

  /** Later versions of HTTP need no field to announce a body. */
  private static boolean mayHaveBody(Headers headers, List<String> types, String method) {
    List<String> length = headers.all("Content-Length");
    if (!headers.all("Transfer-Encoding").isEmpty()) {
      return true;
    }
    if (!length.isEmpty()) {
      return !length.equals(List.of("0"));
    }
    return !types.isEmpty()
        && switch (method.toUpperCase(Locale.ROOT)) {
          case "GET", "HEAD", "OPTIONS", "TRACE" -> false;
          default -> true;
        };
  }

  private static boolean isWithin(List<String> prefixes, String path) {
    for (String prefix : prefixes) {
      boolean whole = path.length() == prefix.length();
      if (path.startsWith(prefix) && (whole || path.charAt(prefix.length()) == '/')) {
        return true;
      }
    }
    return false;
  }
}
