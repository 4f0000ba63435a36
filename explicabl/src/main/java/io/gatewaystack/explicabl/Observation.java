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
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Section;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.explicabl.AuditEvent.Ending;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a request when it ended, in the words of the request: taken on its thread, where
 * only copying references is cheap enough, and told as an event on the thread of a sink. Holds
 * neither the context nor headers, body or claims, so that these can go while it waits.
 */
record Observation(
    Instant at,
    Duration latency,
    String requestId,
    @Nullable String method,
    @Nullable String rawPath,
    @Nullable InetAddress client,
    Ending ending,
    int status,
    @Nullable String traceId,
    @Nullable Principal principal,
    @Nullable Operation operation,
    @Nullable Authorization authorization,
    @Nullable Limits limits,
    @Nullable Content content,
    @Nullable Routing routing,
    @Nullable Usage usage,
    @Nullable Warnings warnings) {

  /** An identity without its claims. */
  record Principal(
      String subject,
      String issuer,
      @Nullable String tenant,
      String source,
      List<Identity.Actor> actors,
      Set<String> scopes,
      Set<String> roles,
      @Nullable String plan) {

    static @Nullable Principal of(@Nullable Identity identity) {
      return identity == null
          ? null
          : new Principal(
              identity.subject(),
              identity.issuer(),
              identity.tenantId(),
              identity.source(),
              identity.actorChain(),
              identity.scopes(),
              identity.roles(),
              identity.plan());
    }
  }

  static Observation of(RequestContext context, Outcome outcome, Instant at, Duration latency) {
    RequestInfo request = context.request();
    Trace trace = find(context, Trace.class);
    return new Observation(
        at,
        latency,
        request.id(),
        request.method(),
        request.rawPath(),
        request.client(),
        Endings.of(outcome),
        Endings.status(outcome),
        trace == null ? null : trace.traceId(),
        Principal.of(find(context, Identity.class)),
        context.findOperation().orElse(null),
        find(context, Authorization.class),
        find(context, Limits.class),
        find(context, Content.class),
        find(context, Routing.class),
        find(context, Usage.class),
        find(context, Warnings.class));
  }

  static Observation of(EdgeRefusal refusal, Instant at) {
    String id = refusal.requestId();
    return new Observation(
        at,
        refusal.latency(),
        id == null ? RequestIds.random() : id,
        refusal.method(),
        refusal.rawTarget(),
        refusal.client(),
        Endings.of(refusal),
        refusal.status(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static <S extends Section> @Nullable S find(RequestContext context, Class<S> type) {
    return context.find(type).orElse(null);
  }

  /** Names nothing: what a client sent is not yet fit for a log. */
  @Override
  public String toString() {
    return "Observation[" + ending + "]";
  }
}
