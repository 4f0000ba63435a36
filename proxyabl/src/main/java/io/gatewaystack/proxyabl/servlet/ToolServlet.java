package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.tool.RestAnswer;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolCall;
import io.gatewaystack.proxyabl.tool.ToolCalls;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.proxyabl.tool.Toolbox;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tools without MCP: {@code POST <prefix>/<tool>} with the arguments as JSON body, as innermost
 * handler. It needs a {@code GovernanceFilter} in front whose route at this place is {@code
 * restTools}, and must support asynchronous requests.
 */
public final class ToolServlet extends AsyncServlet {
  private static final JsonDocument NO_ARGUMENTS =
      JsonDocument.parse("{}".getBytes(StandardCharsets.US_ASCII));
  private static final List<HeaderField> JSON =
      List.of(new HeaderField("Content-Type", "application/json"));

  private static final Denial NO_TOOL =
      Denial.invalidRequest("NO_TOOL", "The path must name a tool");
  private static final Denial INVALID_NAME =
      Denial.invalidRequest("INVALID_TOOL_NAME", "The path does not name a tool");
  private static final Denial UNKNOWN =
      Denial.of(404, "unknown_tool", -32602, "The tool does not exist").withCode("UNKNOWN_TOOL");
  private static final Denial METHOD =
      Denial.of(405, "method_not_allowed", -32600, "Tools are called by POST")
          .withCode("METHOD_NOT_ALLOWED");
  private static final Denial NOT_AN_OBJECT =
      Denial.invalidRequest("not_an_object", "The body must be a JSON object");
  private static final Denial UNIDENTIFIED =
      Denial.of(401, "unauthorized", -32001, "Access token required")
          .withCode("missing_bearer")
          .withChallenge(Challenge.missing(List.of()));

  private final Toolbox tools;
  private final InstantSource clock;
  private volatile @Nullable ToolCalls calls;

  /** Serves tools to verified callers; {@code clock} measures how long calls take. */
  public ToolServlet(Toolbox tools, InstantSource clock) {
    this.tools = Objects.requireNonNull(tools, "tools");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public void init(ServletConfig config) {
    super.init(config);
    if (calls == null) {
      calls = new ToolCalls();
    }
  }

  @Override
  public String getServletInfo() {
    return "GatewayStack tools";
  }

  @Override
  void serve(HttpServletRequest request, HttpServletResponse response) {
    ToolCalls running = calls;
    if (running == null) {
      refuse(request, response, Denial.unavailable());
      return;
    }
    RequestContext context = RequestContexts.from(request);
    ServletReply reply = reply(request, response);
    try {
      Tool tool = tool(context);
      call(running, tool, new ToolCall(arguments(context), context, reply::hold), reply);
    } catch (Refused e) {
      reply.refuse(
          e.denial(),
          METHOD.equals(e.denial()) ? List.of(new HeaderField("Allow", "POST")) : List.of());
    } catch (Throwable e) { // the container would end the request as if it were answered
      reply.failed(e);
    }
  }

  private Tool tool(RequestContext context) {
    if (!context.request().method().equals("POST")) {
      throw new Refused(METHOD);
    }
    if (context.find(Identity.class).isEmpty()) {
      throw new Refused(UNIDENTIFIED);
    }
    Operation operation = context.operation();
    if (operation.kind() != Operation.Kind.REST_TOOL) {
      throw new IllegalStateException("the route is not one of tools: see Routes.restTools");
    }
    String name = operation.target() == null ? "" : operation.target();
    if (name.isEmpty()) {
      throw new Refused(NO_TOOL);
    }
    if (!Toolbox.isName(name)) {
      throw new Refused(INVALID_NAME);
    }
    return tools.find(name).orElseThrow(() -> new Refused(UNKNOWN));
  }

  private static JsonDocument arguments(RequestContext context) {
    if (context.body().bytes().length == 0) {
      return NO_ARGUMENTS;
    }
    JsonDocument body = context.body().json();
    if (!body.tree().isObject()) {
      throw new Refused(NOT_AN_OBJECT);
    }
    return body;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // answering is all that follows
  private void call(ToolCalls running, Tool tool, ToolCall call, ServletReply reply) {
    reply.update(context -> context.with(new Routing("tools", tool.endpoint(), null, tool.name())));
    var begun = clock.instant();
    CompletableFuture<ToolResult> result = running.call(tool, call, reply::refuseAtOnce);
    reply.onGone(cause -> result.cancel(true));
    result
        .thenApply(ended -> RestAnswer.of(ended, call, Duration.between(begun, clock.instant())))
        .whenComplete(
            (answer, cause) -> {
              if (answer != null) {
                reply.answer(answer.status(), JSON, answer.body());
              } else if (cause.getCause() instanceof Refused refused) {
                reply.refuse(refused.denial(), List.of());
              } else {
                reply.failed(cause);
              }
            });
  }

  /** Refuses who still waits for a tool, 503 {@code unavailable}, and cancels the tools. */
  @Override
  public void destroy() {
    ToolCalls running = calls;
    calls = null;
    if (running != null) {
      running.close();
    }
  }
}
