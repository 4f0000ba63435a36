package io.gatewaystack.example.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An upstream that answers every request with what it saw of it. The path {@code /slow/<ms>} waits
 * that long first, at most a minute.
 */
public final class EchoUpstream implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String SLOW = "/slow/";
  private static final int MAX_BODY = 4 << 20;

  private final Loopback server;

  EchoUpstream(int port) throws IOException {
    server = new Loopback(port, "DEMO_ECHO_PORT", EchoUpstream::answer);
  }

  int port() {
    return server.port();
  }

  /** Closes the port until {@link #comeBack}. */
  public void goAway() {
    server.goAway();
  }

  /** Listens again on the port it had. */
  public void comeBack() throws IOException {
    server.comeBack();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith(SLOW)) {
      pause(path.substring(SLOW.length()));
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("method", exchange.getRequestMethod());
    seen.put("path", path);
    seen.put("headers", headers(exchange));
    seen.put("query", query(exchange.getRequestURI().getRawQuery()));
    seen.put("body", new String(body, StandardCharsets.UTF_8));
    Loopback.answer(exchange, 200, MAPPER.writeValueAsBytes(seen));
  }

  private static void pause(String millis) {
    if (millis.matches("[0-9]{1,5}")) {
      try {
        TimeUnit.MILLISECONDS.sleep(Math.min(60_000, Integer.parseInt(millis)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the server stops: answer at once
      }
    }
  }

  /** Lower-case names; a name sent more than once has a list. */
  private static Map<String, Object> headers(HttpExchange exchange) {
    Map<String, Object> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(
                    name.toLowerCase(Locale.ROOT), values.size() == 1 ? values.get(0) : values));
    return headers;
  }

  private static Map<String, Object> query(@Nullable String raw) {
    Map<String, Object> query = new LinkedHashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", 100)) {
      String[] parts = pair.split("=", 2);
      query.merge(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "", EchoUpstream::both);
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // an echo shows what it saw
    }
  }

  private static Object both(Object earlier, Object later) {
    List<Object> all = new ArrayList<>(earlier instanceof List<?> list ? list : List.of(earlier));
    all.add(later);
    return all;
  }

  @Override
  public void close() {
    server.close();
  }
}
