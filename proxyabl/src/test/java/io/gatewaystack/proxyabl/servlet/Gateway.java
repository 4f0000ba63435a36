package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Standing;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A gateway with one layer that believes a header of the test, in front of the proxy. */
final class Gateway implements AutoCloseable {
  private final TestServer server;
  private final ProxyServlet servlet;
  private final Believer believer = new Believer();

  private Gateway(
      ProxyServlet servlet, Function<Layer, GovernanceFilter> governing, Filter... inFront) {
    this.servlet = servlet;
    TestServer.Builder builder = TestServer.builder();
    for (Filter filter : inFront) {
      builder.filter("/*", filter);
    }
    server =
        builder
            .onStartup(context -> ProxyServlet.register(context, "proxy", servlet, "/*"))
            .filter("/*", governing.apply(believer))
            .start();
  }

  static Gateway to(URI target) {
    return with(Proxyabl.builder(target).build());
  }

  static Gateway with(Proxyabl proxyabl) {
    return of(new ProxyServlet(proxyabl));
  }

  static Gateway of(ProxyServlet servlet) {
    return new Gateway(servlet, GovernanceFilter::new);
  }

  static Gateway of(ProxyServlet servlet, UnaryOperator<Layer> around) {
    return new Gateway(servlet, layer -> new GovernanceFilter(around.apply(layer)));
  }

  /** With a filter in front of the governance. */
  static Gateway behind(Filter filter, Proxyabl proxyabl) {
    ProxyServlet servlet = new ProxyServlet(proxyabl);
    return new Gateway(servlet, GovernanceFilter::new, filter);
  }

  static Gateway governed(Proxyabl proxyabl, Function<Layer, GovernanceFilter> governing) {
    return new Gateway(new ProxyServlet(proxyabl), governing);
  }

  int port() {
    return server.port();
  }

  RawHttp connect() throws IOException {
    return RawHttp.connect(server.port());
  }

  /** Sends {@code method path} with the header lines given, as subject {@code alice}. */
  RawResponse exchange(String methodAndPath, String... headerLines) throws IOException {
    return RawHttp.exchange(server.port(), head(methodAndPath, headerLines));
  }

  static String head(String methodAndPath, String... headerLines) {
    StringBuilder head =
        new StringBuilder(methodAndPath).append(" HTTP/1.1\r\nHost: gateway.test\r\n");
    head.append(Believer.SUBJECT).append(": alice\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** What is found out from now on when a caller's credential is judged again. */
  void judge(Standing.Verdict now) {
    believer.judge(now);
  }

  /** How the next request ended; waits for it. */
  Believer.Ending ending() throws InterruptedException {
    return believer.ending();
  }

  /** How many calls to the upstream have not ended. */
  int running() {
    return servlet.running();
  }

  boolean hasMoreEndings() {
    return believer.hasMoreEndings();
  }

  Outcome outcome() throws InterruptedException {
    return ending().outcome();
  }

  /** The server is about to stop. */
  void endStreams() {
    servlet.endStreams();
  }

  /** The server stops. */
  void destroy() {
    servlet.destroy();
  }

  @Override
  public void close() {
    server.close();
  }
}
