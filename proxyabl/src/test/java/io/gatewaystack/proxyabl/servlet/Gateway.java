package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A gateway with one layer that believes a header of the test, in front of the proxy. */
final class Gateway implements AutoCloseable {
  /** The subject that the test's layer believes; nobody without it. */
  static final String SUBJECT = "Test-Subject";

  /** The scopes it believes, separated by spaces. */
  static final String SCOPES = "Test-Scopes";

  /** How a request ended. */
  record Ending(RequestContext context, Outcome outcome) {}

  private final TestServer server;
  private final ProxyServlet servlet;
  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();

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
            .filter("/*", governing.apply(new Believer()))
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
    head.append(SUBJECT).append(": alice\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** How the next request ended; waits for it. */
  Ending ending() throws InterruptedException {
    Ending ending = endings.poll(5, TimeUnit.SECONDS);
    if (ending == null) {
      throw new AssertionError("no request ended");
    }
    return ending;
  }

  /** How many calls to the upstream have not ended. */
  int running() {
    return servlet.running();
  }

  boolean hasMoreEndings() {
    return !endings.isEmpty();
  }

  Outcome outcome() throws InterruptedException {
    return ending().outcome();
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Believer implements Layer {
    @Override
    public String name() {
      return "believer";
    }

    @Override
    public Decision before(RequestContext context) {
      Headers headers = context.request().headers();
      Set<String> scopes = Set.of(headers.first(SCOPES).orElse("none").split(" ", -1));
      RequestContext known =
          headers
              .first(SUBJECT)
              .map(subject -> Identity.builder(subject, "https://idp.test").scopes(scopes))
              .map(identity -> context.with(identity.build()))
              .orElse(context);
      return Decision.proceed(known)
          .whenDone((latest, outcome) -> endings.add(new Ending(latest, outcome)));
    }
  }
}
