package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What an upstream can do to a request that says whose it is, and what its caller must hear. */
enum Fault {
  NONE(200, null),
  RESET(502, "upstream_error"),
  CLOSED(502, "upstream_error"),
  TRUNCATED(0, null),
  GARBAGE(502, "upstream_error"),
  HUGE_HEAD(502, "upstream_error"),
  REDIRECT(307, null),
  SLOW_CLOSE(200, null),
  CHUNKS_CUT(0, null),
  CHUNKS_RESET(0, null),
  CHUNKS_GARBLED(0, null),
  EARLY(413, null),
  SILENT(504, "upstream_timeout"),
  STALLED(0, null);

  /** The status the caller hears; 0 when the answer breaks off, unless nothing of it was sent. */
  final int status;

  /** The gateway's error; null when the answer is the upstream's. */
  final String error;

  Fault(int status, String error) {
    this.status = status;
    this.error = error;
  }

  /** Plays one exchange on a connection; false when the connection is of no use any more. */
  static boolean play(RawUpstream.Peer peer) throws IOException {
    String head = peer.readHead();
    Fault fault = valueOf(head.substring("POST /".length(), head.indexOf('/', 6)));
    String subject = field(head, "X-User-Id: ");
    int length = Integer.parseInt(field(head, "Content-Length: "));
    byte[] body = fault == EARLY ? new byte[0] : peer.readBody(length);
    return fault.play(peer, subject, body);
  }

  private boolean play(RawUpstream.Peer peer, String subject, byte[] body) throws IOException {
    switch (this) {
      case NONE -> answer(peer, subject, "200 OK", body, body.length);
      case RESET -> peer.reset();
      case CLOSED -> {}
      case TRUNCATED ->
          answer(peer, subject, "200 OK", Arrays.copyOf(body, body.length / 2), body.length);
      case GARBAGE -> peer.send("garbage for " + subject + "\r\n\r\n");
      case HUGE_HEAD -> peer.send("HTTP/1.1 200 OK\r\nX: " + (subject + ' ').repeat(2000));
      case REDIRECT ->
          peer.send(
              "HTTP/1.1 307 Go\r\nLocation: /to/" + subject + "\r\nContent-Length: 0\r\n\r\n");
      case SLOW_CLOSE -> {
        peer.send("HTTP/1.1 200 OK\r\nX-Seen: " + subject + "\r\n\r\n");
        peer.send(body);
        pause(5);
      }
      case CHUNKS_CUT -> half(peer, subject, body);
      case CHUNKS_RESET -> {
        half(peer, subject, body);
        peer.reset();
      }
      case CHUNKS_GARBLED -> {
        half(peer, subject, body);
        peer.send("zz\r\n");
      }
      case EARLY -> answer(peer, subject, "413 Too Large", subject.getBytes(US_ASCII), -1);
      case SILENT -> peer.awaitClose();
      case STALLED -> {
        answer(peer, subject, "200 OK", Arrays.copyOf(body, body.length / 2), body.length);
        peer.awaitClose();
      }
    }
    return this == NONE || this == REDIRECT;
  }

  private static void answer(
      RawUpstream.Peer peer, String subject, String status, byte[] body, int length)
      throws IOException {
    int told = length < 0 ? body.length : length;
    peer.send(
        "HTTP/1.1 "
            + status
            + "\r\nX-Seen: "
            + subject
            + "\r\nContent-Length: "
            + told
            + "\r\n\r\n");
    peer.send(body);
  }

  private static void half(RawUpstream.Peer peer, String subject, byte[] body) throws IOException {
    peer.send(
        "HTTP/1.1 200 OK\r\nX-Seen: "
            + subject
            + "\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length / 2)
            + "\r\n");
    peer.send(Arrays.copyOf(body, body.length / 2));
    peer.send("\r\n");
    pause(5);
  }

  private static void pause(int millis) throws IOException {
    try {
      if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("nobody counts down");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String field(String head, String name) {
    int at = head.indexOf("\r\n" + name) + 2 + name.length();
    return head.substring(at, head.indexOf('\r', at));
  }
}
