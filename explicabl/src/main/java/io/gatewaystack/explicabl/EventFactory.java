package io.gatewaystack.explicabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.explicabl.AuditEvent.Action;
import io.gatewaystack.explicabl.AuditEvent.Caller;
import io.gatewaystack.explicabl.AuditEvent.Evidence;
import io.gatewaystack.explicabl.AuditEvent.Http;
import io.gatewaystack.explicabl.AuditEvent.LimitState;
import io.gatewaystack.explicabl.AuditEvent.Route;
import io.gatewaystack.explicabl.Observation.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what was seen as an event, and leaves out what must not be told. */
final class EventFactory {
  private static final String UNKNOWN = "UNKNOWN";

  private final ExplicablConfig config;
  private final Discretion discretion;

  EventFactory(ExplicablConfig config, Discretion discretion) {
    this.config = config;
    this.discretion = discretion;
  }

  AuditEvent of(Observation seen) {
    Telling telling = new Telling();
    String method = seen.method();
    String rawPath = seen.rawPath();
    String path =
        rawPath == null ? UNKNOWN : telling.text("http.path", rawPath, discretion.path(rawPath));
    return new AuditEvent(
        RequestIds.random(),
        seen.at(),
        config.serviceName(),
        config.environment(),
        discretion.principal(seen.requestId()),
        seen.traceId(),
        new Http(
            method == null ? UNKNOWN : telling.text("http.method", method, discretion.name(method)),
            path,
            seen.status(),
            seen.latency(),
            discretion.client(seen.client())),
        caller(seen.principal(), telling),
        action(seen.operation(), path, telling),
        seen.ending(),
        evidence(seen, telling));
  }

  private @Nullable Caller caller(@Nullable Principal principal, Telling telling) {
    if (principal == null) {
      return null;
    }
    String tenant = principal.tenant();
    List<String> actors = new ArrayList<>(principal.actors().size());
    for (Identity.Actor actor : principal.actors()) {
      String subject = actor.subject();
      actors.add(telling.text("actors", subject, discretion.principal(subject)));
    }
    String subject = principal.subject();
    return new Caller(
        telling.text("subject", subject, discretion.principal(subject)),
        principal.issuer(),
        tenant == null ? null : telling.text("tenant", tenant, discretion.principal(tenant)),
        principal.source(),
        List.copyOf(actors));
  }

  private @Nullable Action action(@Nullable Operation operation, String path, Telling telling) {
    if (operation == null) {
      return null;
    }
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

  private Evidence evidence(Observation seen, Telling telling) {
    Authorization authorization = seen.authorization();
    Judgement judgement = authorization == null ? null : authorization.judgement();
    Limits limits = seen.limits();
    Routing routing = seen.routing();
    Warnings warnings = seen.warnings();
    return new Evidence(
        authorization,
        judgement == null
            ? null
            : new Judging(discretion, telling).by(judgement, seen.principal(), seen.content()),
        limits == null ? null : new LimitState(limits.verdict(), limits.tightest().orElse(null)),
        seen.content(),
        routing == null ? null : route(routing),
        seen.usage(),
        warnings == null ? Set.of() : warnings.codes());
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
