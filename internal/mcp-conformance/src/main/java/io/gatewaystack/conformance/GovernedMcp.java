package io.gatewaystack.conformance;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.explicabl.AuditEvent;
import io.gatewaystack.explicabl.AuditSink;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.limitabl.Limitabl;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.servlet.McpServlet;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.transformabl.Redaction;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.transformabl.TransformablBuilder;
import io.gatewaystack.validatabl.Validatabl;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An MCP gateway with every layer in front, in front of servers that are running already. Prints
 * {@code TOKEN <token>}, {@code BARE <url>} of the same without layers, and {@code READY <url>},
 * then serves until the process is ended.
 *
 * <p>Content is labelled, and with {@code --redact} redacted both ways.
 *
 * <pre>GovernedMcp [--redact] name=http://127.0.0.1:3000/mcp[,bearer] …</pre>
 */
public final class GovernedMcp {
  private static final String AUDIENCE = "https://gateway.test/mcp";
  private static final String SCOPE = "mcp:use";
  private static final long LIMIT = 1_000_000;

  private GovernedMcp() {}

  /** Serves the upstreams named by the arguments. */
  public static void main(String[] arguments) {
    List<McpUpstream> upstreams = new ArrayList<>();
    boolean redacts = arguments[0].equals("--redact");
    for (int i = redacts ? 1 : 0; i < arguments.length; i++) {
      upstreams.add(upstream(arguments[i]));
    }
    TestIssuer issuer = TestIssuer.start();
    McpGateway gateway =
        McpGateway.builder().upstreams(upstreams).allowedHosts("localhost", "127.0.0.1").build();
    TestServer server =
        TestServer.builder()
            .filter("/*", filter(issuer.issuer(), redacts))
            .servlet("/mcp", new McpServlet(gateway))
            .start();
    TestServer bare =
        TestServer.builder()
            .filter("/*", mcp(new Passing()))
            .servlet(
                "/mcp",
                new McpServlet(McpGateway.builder().upstreams(upstreams).anonymous(true).build()))
            .start();
    System.out.println("TOKEN " + token(issuer));
    System.out.println("BARE http://localhost:" + bare.port() + "/mcp");
    System.out.println("READY http://localhost:" + server.port() + "/mcp");
  }

  private static McpUpstream upstream(String argument) {
    String[] named = argument.split("=", 2);
    String[] at = named[1].split(",", 2);
    McpUpstream upstream = McpUpstream.of(named[0], URI.create(at[0]));
    return at.length == 1 ? upstream : upstream.withCredential(UpstreamCredential.bearer(at[1]));
  }

  private static GovernanceFilter filter(String issuer, boolean redacts) {
    Limitabl perCaller = Limitabl.perIdentity(LIMIT, Duration.ofMinutes(1)).build();
    Pipeline pipeline =
        Pipeline.of(
            Explicabl.builder().sink(new Discarding()).build(),
            Limitabl.perAddress(LIMIT, Duration.ofMinutes(1)).build(),
            Identifiabl.builder(issuer, AUDIENCE).build(),
            perCaller.peek(),
            content(redacts),
            Validatabl.builder().requireScopes(SCOPE).build(),
            perCaller);
    return mcp(pipeline);
  }

  private static Transformabl content(boolean redacts) {
    TransformablBuilder content = Transformabl.builder();
    return redacts
        ? content.redact(Redaction.pseudonym()).redactResponses(Redaction.mask()).build()
        : content.build();
  }

  private static GovernanceFilter mcp(Layer layer) {
    return GovernanceFilter.builder(layer).routes(Routes.none().mcp("/mcp")).build();
  }

  private static String token(TestIssuer issuer) {
    Instant end = Instant.now().plus(Duration.ofHours(2));
    return issuer.token().audience(AUDIENCE).scope(SCOPE).expiresAt(end).mint();
  }

  /** No governance: the adapter with a layer that does nothing. */
  private record Passing() implements Layer {
    @Override
    public String name() {
      return "passing";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context);
    }
  }

  /** Audit is on; what it says is looked at elsewhere. */
  private static final class Discarding implements AuditSink {
    @Override
    public void write(List<AuditEvent> batch) {}

    @Override
    public String name() {
      return "discarding";
    }

    @Override
    public void close() {}
  }
}
