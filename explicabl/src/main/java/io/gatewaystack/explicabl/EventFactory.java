package io.gatewaystack.explicabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Section;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.explicabl.AuditEvent.Action;
import io.gatewaystack.explicabl.AuditEvent.Caller;
import io.gatewaystack.explicabl.AuditEvent.Evidence;
import io.gatewaystack.explicabl.AuditEvent.Http;
import io.gatewaystack.explicabl.AuditEvent.LimitState;
import io.gatewaystack.explicabl.AuditEvent.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request as an event, and leaves out what must not be told. On the request's own thread:
 * what it reads is at hand there, and costs more to fetch again later than to tell at once.
 */
final class EventFactory {
  private static final String UNKNOWN = "UNKNOWN";
  private static final Evidence NOTHING =
      new Evidence(null, null, null, null, null, null, Set.of());

  private final ExplicablConfig config;
  private final Discretion discretion;

  EventFactory(ExplicablConfig config, Discretion discretion) {
    this.config = config;
    this.discretion = discretion;
  }

  /** What is told of a request when it is over; holds neither the context nor claims. */
  AuditEvent of(RequestContext context, Outcome outcome, Instant at, Duration latency) {
    RequestInfo request = context.request();
    Identity identity = find(context, Identity.class);
    Operation operation = context.findOperation().orElse(null);
    Trace trace = find(context, Trace.class);
    Telling telling = new Telling();
    String path = path(request.rawPath(), telling);
    return new AuditEvent(
        RequestIds.random(),
        at,
        config.serviceName(),
        config.environment(),
        discretion.principal(request.id()),
        trace == null ? null : trace.traceId(),
        new Http(
            method(request.method(), telling),
            path,
            Endings.status(outcome),
            latency,
            discretion.client(request.client())),
        identity == null ? null : caller(identity, telling),
        operation == null ? null : action(operation, path, telling),
        Endings.of(outcome),
        evidence(context, telling));
  }

  /** What is told of a request that no layer saw. */
  AuditEvent of(EdgeRefusal refusal, Instant at) {
    String id = refusal.requestId();
    Telling telling = new Telling();
    return new AuditEvent(
        RequestIds.random(),
        at,
        config.serviceName(),
        config.environment(),
        id == null ? RequestIds.random() : discretion.principal(id),
        null,
        new Http(
            method(refusal.method(), telling),
            path(refusal.rawTarget(), telling),
            refusal.status(),
            refusal.latency(),
            discretion.client(refusal.client())),
        null,
        null,
        Endings.of(refusal),
        NOTHING);
  }

  private String method(@Nullable String raw, Telling telling) {
    return raw == null ? UNKNOWN : telling.text("http.method", raw, discretion.name(raw));
  }

  private String path(@Nullable String raw, Telling telling) {
    return raw == null ? UNKNOWN : telling.text("http.path", raw, discretion.path(raw));
  }

  private Caller caller(Identity identity, Telling telling) {
    String tenant = identity.tenantId();
    List<String> actors = new ArrayList<>(identity.actorChain().size());
    for (Identity.Actor actor : identity.actorChain()) {
      String subject = actor.subject();
      actors.add(telling.text("actors", subject, discretion.principal(subject)));
    }
    String subject = identity.subject();
    return new Caller(
        telling.text("subject", subject, discretion.principal(subject)),
        identity.issuer(),
        tenant == null ? null : telling.text("tenant", tenant, discretion.principal(tenant)),
        identity.source(),
        List.copyOf(actors));
  }

  private Action action(Operation operation, String path, Telling telling) {
    String target = operation.target();
    String model = operation.model();
    String method = operation.method();
    return new Action(
        operation.kind(),
        telling.text("operation.method", method, discretion.name(method)),
        target == null
            ? null
            : telling.text("operation.target", target, target(operation.kind(), target, path)),
        model == null ? null : telling.text("operation.model", model, discretion.name(model)));
  }

  /** A tool or prompt is named as the client named it; a resource may be any URI. */
  private String target(Operation.Kind kind, String target, String path) {
    return switch (kind) {
      case HTTP, MODEL_CALL -> path;
      case MCP_READ, MCP_COMPLETE -> discretion.uri(target);
      case MCP_TOOL_CALL,
          MCP_PROMPT,
          MCP_LIST,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          REST_TOOL ->
          discretion.name(target);
    };
  }

  private Evidence evidence(RequestContext context, Telling telling) {
    Authorization authorization = find(context, Authorization.class);
    Judgement judgement = authorization == null ? null : authorization.judgement();
    Content content = find(context, Content.class);
    Limits limits = find(context, Limits.class);
    Routing routing = find(context, Routing.class);
    Warnings warnings = find(context, Warnings.class);
    return new Evidence(
        authorization,
        judgement == null
            ? null
            : new Judging(discretion, telling)
                .by(judgement, find(context, Identity.class), content),
        limits == null ? null : new LimitState(limits.verdict(), limits.tightest().orElse(null)),
        content,
        routing == null ? null : route(routing),
        find(context, Usage.class),
        warnings == null ? Set.of() : warnings.codes());
  }

  private static <S extends Section> @Nullable S find(RequestContext context, Class<S> type) {
    return context.find(type).orElse(null);
  }

  private Route route(Routing routing) {
    String model = routing.model();
    String tool = routing.tool();
    return new Route(
        routing.provider(),
        discretion.uri(routing.endpoint()),
        model == null ? null : discretion.name(model),
        tool == null ? null : discretion.name(tool));
  }
}
