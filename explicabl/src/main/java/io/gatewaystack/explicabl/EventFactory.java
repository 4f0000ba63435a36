package io.gatewaystack.explicabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Refusal;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.explicabl.AuditEvent.Action;
import io.gatewaystack.explicabl.AuditEvent.Caller;
import io.gatewaystack.explicabl.AuditEvent.Evidence;
import io.gatewaystack.explicabl.AuditEvent.Http;
import io.gatewaystack.explicabl.AuditEvent.LimitState;
import io.gatewaystack.explicabl.AuditEvent.Refused;
import io.gatewaystack.explicabl.AuditEvent.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the event of a request. Copies what is recorded: an event keeps neither the context nor the
 * headers, body or claims in memory.
 */
final class EventFactory {
  private static final String UNKNOWN = "UNKNOWN";
  private static final List<String> KINDS = kinds();

  private final ExplicablConfig config;
  private final InstantSource clock;
  private final Discretion discretion;

  EventFactory(ExplicablConfig config, InstantSource clock, Discretion discretion) {
    this.config = config;
    this.clock = clock;
    this.discretion = discretion;
  }

  AuditEvent of(RequestContext context, Outcome outcome, Duration latency) {
    RequestInfo request = context.request();
    String path = discretion.path(request.rawPath());
    Trace trace = find(context, Trace.class);
    return new AuditEvent(
        RequestIds.random(),
        clock.instant(),
        config.serviceName(),
        config.environment(),
        discretion.principal(request.id()),
        trace == null ? null : trace.traceId(),
        new Http(
            discretion.name(request.method()),
            path,
            Endings.status(outcome),
            latency,
            discretion.client(request.client())),
        caller(find(context, Identity.class)),
        action(context.findOperation().orElse(null), path),
        Endings.of(outcome),
        evidence(context, outcome));
  }

  AuditEvent of(EdgeRefusal refusal) {
    String id = refusal.requestId();
    String method = refusal.method();
    String target = refusal.rawTarget();
    return new AuditEvent(
        RequestIds.random(),
        clock.instant(),
        config.serviceName(),
        config.environment(),
        id == null ? RequestIds.random() : discretion.principal(id),
        null,
        new Http(
            method == null ? UNKNOWN : discretion.name(method),
            target == null ? UNKNOWN : discretion.path(target),
            refusal.status(),
            refusal.latency(),
            discretion.client(refusal.client())),
        null,
        null,
        Endings.of(refusal),
        Evidence.NONE);
  }

  private @Nullable Caller caller(@Nullable Identity identity) {
    if (identity == null) {
      return null;
    }
    String tenant = identity.tenantId();
    return new Caller(
        discretion.principal(identity.subject()),
        identity.issuer(),
        tenant == null ? null : discretion.principal(tenant),
        identity.source(),
        identity.actorChain().isEmpty() ? List.of() : actors(identity.actorChain()));
  }

  private List<String> actors(List<Identity.Actor> chain) {
    List<String> actors = new ArrayList<>(chain.size());
    for (Identity.Actor actor : chain) {
      actors.add(discretion.principal(actor.subject()));
    }
    return List.copyOf(actors);
  }

  private @Nullable Action action(@Nullable Operation operation, String path) {
    if (operation == null) {
      return null;
    }
    String target = operation.target();
    String model = operation.model();
    return new Action(
        KINDS.get(operation.kind().ordinal()),
        discretion.name(operation.method()),
        target == null ? null : target(operation.kind(), target, path),
        model == null ? null : discretion.name(model));
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

  private Evidence evidence(RequestContext context, Outcome outcome) {
    Limits limits = find(context, Limits.class);
    Routing routing = find(context, Routing.class);
    Warnings warnings = find(context, Warnings.class);
    Refusal refusal = outcome instanceof Outcome.Denied ? null : find(context, Refusal.class);
    return new Evidence(
        find(context, Authorization.class),
        limits == null ? null : new LimitState(limits.verdict(), limits.tightest().orElse(null)),
        find(context, Content.class),
        routing == null ? null : route(routing),
        find(context, Usage.class),
        warnings == null ? Set.of() : warnings.codes(),
        refusal == null ? null : new Refused(refusal.layer(), refusal.denial().reason()));
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

  private static <S extends io.gatewaystack.context.section.Section> @Nullable S find(
      RequestContext context, Class<S> type) {
    return context.find(type).orElse(null);
  }

  private static List<String> kinds() {
    List<String> names = new ArrayList<>();
    for (Operation.Kind kind : Operation.Kind.values()) {
      names.add(kind.name().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(names);
  }
}
