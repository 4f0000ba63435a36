package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Requests to an application behind one governance filter. */
abstract class GovernedRoutes {
  static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"t\"}}";

  /** Reads the operation, as every governed MCP route does. */
  static final Layer READING =
      new Deciding(
          context -> {
            assertThat(context.operation()).isNotNull();
            return Decision.proceed(context);
          });

  final Recorder recorder = new Recorder();

  /** A layer from a function. */
  record Deciding(Function<RequestContext, Decision> decide) implements Layer {
    @Override
    public String name() {
      return "deciding";
    }

    @Override
    public Decision before(RequestContext context) {
      return decide.apply(context);
    }
  }

  RawResponse send(GovernanceFilter filter, String head, byte[] body) throws Exception {
    return send(filter, head, body, (q, p) -> p.getOutputStream().print("served"));
  }

  RawResponse send(GovernanceFilter filter, String head, byte[] body, Servlets.Service service)
      throws Exception {
    try (TestServer server =
            TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(service)).start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send(head + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n");
      RawResponse answer = http.send(body).read();
      recorder.only();
      return answer;
    }
  }

  RawResponse post(Layer layer, String fields, String body) throws Exception {
    return send(
        GovernanceFilter.mcp(Pipeline.of(recorder, layer)),
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + fields,
        body.getBytes(StandardCharsets.UTF_8));
  }

  RawResponse get(GovernanceFilter filter, String path, String fields) throws Exception {
    return send(filter, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields, new byte[0]);
  }

  static Layer denying(Denial denial) {
    return new Deciding(
        context -> {
          assertThat(context.operation()).isNotNull();
          return Decision.deny(context, denial);
        });
  }
}
