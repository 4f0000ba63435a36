package io.gatewaystack.benchmarks;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestInfo;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Heads of requests to this machine. */
final class Requests {
  static final Headers JSON = Headers.of(Map.of("Content-Type", List.of("application/json")));

  private Requests() {}

  static RequestInfo get(String path, Headers headers) {
    return head("GET", path, headers);
  }

  static RequestInfo postJson(String path) {
    return head("POST", path, JSON);
  }

  private static RequestInfo head(String method, String path, Headers headers) {
    InetAddress here = InetAddress.getLoopbackAddress();
    return new RequestInfo(
        "0123456789abcdef", method, path, path, null, headers, here, Instant.now());
  }
}
