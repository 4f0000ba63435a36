package io.gatewaystack.explicabl;

import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.explicabl.AuditEvent.Action;
import io.gatewaystack.explicabl.AuditEvent.Caller;
import io.gatewaystack.explicabl.AuditEvent.Evidence;
import io.gatewaystack.explicabl.AuditEvent.Http;
import io.gatewaystack.explicabl.AuditEvent.LimitState;
import io.gatewaystack.explicabl.AuditEvent.Refused;
import io.gatewaystack.explicabl.AuditEvent.Route;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes an event as one line of ASCII. What an event does not have is left out. */
final class AuditJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new DeleteEscaped())
          .build();
  private static final int USUAL_BYTES = 1024;

  private final JsonGenerator json;

  private AuditJson(JsonGenerator json) {
    this.json = json;
  }

  static byte[] render(AuditEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      new AuditJson(json).write(event);
    }
    return line.toByteArray();
  }

  private void write(AuditEvent event) {
    json.writeStartObject();
    json.writeStringProperty("id", event.id());
    json.writeStringProperty("ts", event.at().toString());
    json.writeStringProperty("kind", AuditEvent.KIND);
    json.writeStringProperty("serviceName", event.serviceName());
    json.writeStringProperty("environment", event.environment());
    json.writeStringProperty("requestId", event.requestId());
    text("traceId", event.traceId());
    http(event.http());
    caller(event.caller());
    operation(event.operation());
    json.writeStringProperty("layer", event.ending().layer());
    json.writeStringProperty("decision", lower(event.ending().decision()));
    json.writeStringProperty("code", event.ending().code());
    context(event.context());
    json.writeEndObject();
  }

  private void http(Http http) {
    json.writeObjectPropertyStart("http");
    json.writeStringProperty("method", http.method());
    json.writeStringProperty("path", http.path());
    if (http.status() != 0) {
      json.writeNumberProperty("status", http.status());
    }
    json.writeNumberProperty("latencyMs", milliseconds(http.latency()));
    text("client", http.client());
    json.writeEndObject();
  }

  /** A latency in milliseconds, to the microsecond. */
  private static BigDecimal milliseconds(Duration latency) {
    return BigDecimal.valueOf(latency.toNanos() / 1000, 3);
  }

  private void caller(@Nullable Caller caller) {
    if (caller == null) {
      return;
    }
    json.writeStringProperty("subject", caller.subject());
    json.writeStringProperty("issuer", caller.issuer());
    text("tenant", caller.tenant());
    json.writeStringProperty("source", caller.source());
    texts("actors", caller.actors());
  }

  private void operation(@Nullable Action operation) {
    if (operation == null) {
      return;
    }
    json.writeObjectPropertyStart("operation");
    json.writeStringProperty("kind", operation.kind());
    json.writeStringProperty("method", operation.method());
    text("target", operation.target());
    text("model", operation.model());
    json.writeEndObject();
  }

  private void context(Evidence context) {
    json.writeObjectPropertyStart("context");
    authorization(context.authorization());
    limits(context.limits());
    content(context.content());
    routing(context.routing());
    usage(context.usage());
    texts("warnings", context.warnings());
    refused(context.refused());
    json.writeEndObject();
  }

  private void authorization(@Nullable Authorization authorization) {
    if (authorization == null) {
      return;
    }
    json.writeObjectPropertyStart("authorization");
    json.writeBooleanProperty("allowed", authorization.allowed());
    json.writeStringProperty("reason", authorization.reason());
    texts("requiredScopes", authorization.requiredScopes());
    texts("grantedScopes", authorization.grantedScopes());
    text("policyId", authorization.policyId());
    json.writeEndObject();
  }

  private void limits(@Nullable LimitState limits) {
    if (limits == null) {
      return;
    }
    json.writeObjectPropertyStart("limits");
    json.writeStringProperty("verdict", lower(limits.verdict()));
    Quota tightest = limits.tightest();
    if (tightest != null) {
      json.writeStringProperty("quota", tightest.name());
      json.writeNumberProperty("limit", tightest.limit());
      json.writeNumberProperty("remaining", tightest.remaining());
    }
    json.writeEndObject();
  }

  private void content(@Nullable Content content) {
    if (content == null) {
      return;
    }
    json.writeObjectPropertyStart("content");
    texts("labels", content.labels());
    json.writeNumberProperty("riskScore", content.riskScore());
    if (!content.matches().isEmpty()) {
      json.writeObjectPropertyStart("matches");
      for (Map.Entry<String, Integer> match : content.matches().entrySet()) {
        json.writeNumberProperty(match.getKey(), match.getValue().intValue());
      }
      json.writeEndObject();
    }
    json.writeBooleanProperty("truncated", content.truncated());
    text("replacement", content.replacement());
    json.writeEndObject();
  }

  private void routing(@Nullable Route routing) {
    if (routing == null) {
      return;
    }
    json.writeObjectPropertyStart("routing");
    json.writeStringProperty("provider", routing.provider());
    json.writeStringProperty("endpoint", routing.endpoint());
    text("model", routing.model());
    text("tool", routing.tool());
    json.writeEndObject();
  }

  private void usage(@Nullable Usage usage) {
    if (usage == null) {
      return;
    }
    json.writeObjectPropertyStart("usage");
    json.writeNumberProperty("inputTokens", usage.inputTokens());
    json.writeNumberProperty("outputTokens", usage.outputTokens());
    json.writeNumberProperty("costMicros", usage.costMicros());
    json.writeEndObject();
  }

  private void refused(@Nullable Refused refused) {
    if (refused == null) {
      return;
    }
    json.writeObjectPropertyStart("refused");
    json.writeStringProperty("layer", refused.layer());
    json.writeStringProperty("code", refused.code());
    json.writeEndObject();
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private void texts(String name, Collection<String> values) {
    if (values.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
