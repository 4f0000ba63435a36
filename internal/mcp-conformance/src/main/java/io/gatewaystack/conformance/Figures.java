package io.gatewaystack.conformance;

import io.gatewaystack.testing.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures from a client's side.
 *
 * <pre>
 * Figures events DIRECT GATEWAY TOKEN ROUNDS   how much later an answer's first event comes
 * Figures hold GATEWAY TOKEN STREAMS           holds streams open until its input ends
 * </pre>
 */
public final class Figures {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";

  private Figures() {}

  /** Measures what its arguments name. */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("events")) {
      events(
          URI.create(arguments[1]),
          URI.create(arguments[2]),
          arguments[3],
          Integer.parseInt(arguments[4]));
    } else {
      hold(URI.create(arguments[1]), arguments[2], Integer.parseInt(arguments[3]));
    }
  }

  private static void events(URI direct, URI gateway, String token, int rounds) throws IOException {
    long[] there = new long[rounds];
    long[] through = new long[rounds];
    for (int i = -rounds / 2; i < rounds; i++) { // the first ones warm up
      long straight = firstEvent(direct, token);
      long governed = firstEvent(gateway, token);
      if (i >= 0) {
        there[i] = straight;
        through[i] = governed;
      }
    }
    long late = median(through) - median(there);
    System.out.printf(
        "first event: direct %d us, through the gateway %d us, later by %d us%n",
        median(there) / 1000, median(through) / 1000, late / 1000);
  }

  private static long firstEvent(URI uri, String token) throws IOException {
    try (RawHttp http = RawHttp.connect(uri.getPort())) {
      long begun = System.nanoTime();
      http.send(request("POST", uri, token, CALL)).readHead();
      while (!http.readLine().startsWith("data:")) {
        // what stands in front of the event
      }
      return System.nanoTime() - begun;
    }
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void hold(URI uri, String token, int count) throws IOException {
    List<RawHttp> streams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RawHttp http = RawHttp.connect(uri.getPort());
      int status = http.send(request("GET", uri, token, "")).readHead().status();
      if (status != 200) {
        throw new IOException("status " + status);
      }
      streams.add(http);
    }
    System.out.println("HELD " + streams.size());
    while (System.in.read() >= 0) {
      // until the input ends
    }
  }

  private static String request(String method, URI uri, String token, String body) {
    return """
    %s %s HTTP/1.1\r
    Host: localhost:%d\r
    Authorization: Bearer %s\r
    Accept: application/json, text/event-stream\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(method, uri.getPath(), uri.getPort(), token, body.length(), body);
  }
}
