package io.gatewaystack.example.gateway;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what a browser asks before a script's call (Fetch standard, "CORS-preflight request"):
 * 204, whatever the path, and without asking who calls. What is allowed stands in the fields that
 * the handler in front has set; for a foreign origin it has set none. Jetty's own answer is 200.
 *
 * <p>MCP clients repeat arguments of a tool in {@code Mcp-Param-*}, whose names are the tool's
 * matter: those that are asked for are allowed, besides.
 */
final class Preflights extends Handler.Wrapper {
  private static final int MOST_PARAMS = 64;

  /**
   * The rest of the name is a token (RFC 9110 section 5.6.2), of a length that tools' names have.
   */
  private static final Pattern PARAM =
      Pattern.compile("(?i)mcp-param-[-!#$%&'*+.^_`|~0-9a-z]{1,128}");

  Preflights(Handler application) {
    super(application);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean preflight =
        HttpMethod.OPTIONS.is(request.getMethod())
            && request.getHeaders().contains(HttpHeader.ORIGIN)
            && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    if (!preflight) {
      return super.handle(request, response, callback);
    }
    allowParams(request.getHeaders(), response.getHeaders());
    response.setStatus(HttpStatus.NO_CONTENT_204);
    callback.succeeded();
    return true;
  }

  private static void allowParams(HttpFields asked, HttpFields.Mutable answer) {
    String allowed = answer.get(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS);
    List<String> params =
        asked.getValuesList(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS).stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .filter(name -> PARAM.matcher(name).matches())
            .limit(MOST_PARAMS)
            .toList();
    if (allowed != null && !params.isEmpty()) {
      answer.put(
          HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
          Stream.concat(Stream.of(allowed), params.stream()).collect(Collectors.joining(",")));
    }
  }
}
