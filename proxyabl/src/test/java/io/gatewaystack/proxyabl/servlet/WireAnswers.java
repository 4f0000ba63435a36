package io.gatewaystack.proxyabl.servlet;

/** Answers of upstreams as they are sent. */
final class WireAnswers {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

  private WireAnswers() {}
}
