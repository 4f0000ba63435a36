package io.gatewaystack.explicabl;

import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.explicabl.AuditEvent.Action;
import io.gatewaystack.explicabl.AuditEvent.Caller;
import io.gatewaystack.explicabl.AuditEvent.Evidence;
import io.gatewaystack.explicabl.AuditEvent.Http;
import io.gatewaystack.explicabl.AuditEvent.JudgedBy;
import io.gatewaystack.explicabl.AuditEvent.LimitState;
import io.gatewaystack.explicabl.AuditEvent.Route;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;

/** Writes an event as one line of ASCII. What an event does not have is left out. */
final class AuditJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new DeleteEscaped())
          .rootValueSeparator((String) null)
          .build();
  private static final int USUAL_BYTES = 1024;

  private final JsonGenerator json;

  private AuditJson(JsonGenerator json) {
    this.json = json;
  }

  /** One event, without a line end. */
  static byte[] render(AuditEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      new AuditJson(json).write(event);
    }
    return bytes.toByteArray();
  }

  /** Events, each on a line of its own that starts with a prefix. */
  static byte[] lines(List<AuditEvent> events, byte[] prefix) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(events.size() * USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), lines)) {
      AuditJson writer = new AuditJson(json);
      for (AuditEvent event : events) {
        lines.writeBytes(prefix);
        writer.write(event);
        json.flush();
        lines.write('\n');
      }
    }
    return lines.toByteArray();
  }

  private void write(AuditEvent event) {
    json.writeStartObject();
    text(Field.ID, event.id());
    text(Field.TS, event.at().toString());
    text(Field.KIND, AuditEvent.KIND);
    text(Field.SERVICE_NAME, event.serviceName());
    text(Field.ENVIRONMENT, event.environment());
    text(Field.REQUEST_ID, event.requestId());
    text(Field.TRACE_ID, event.traceId());
    http(event.http());
    caller(event.caller());
    operation(event.operation());
    text(Field.LAYER, event.ending().layer());
    text(Field.DECISION, lower(event.ending().decision()));
    text(Field.CODE, event.ending().code());
    context(event.context());
    json.writeEndObject();
  }

  private void http(Http http) {
    object(Field.HTTP);
    text(Field.METHOD, http.method());
    text(Field.PATH, http.path());
    if (http.status() != 0) {
      number(Field.STATUS, http.status());
    }
    json.writeName(Field.LATENCY_MS.encoded());
    json.writeNumber(milliseconds(http.latency()));
    text(Field.CLIENT, http.client());
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
    text(Field.SUBJECT, caller.subject());
    text(Field.ISSUER, caller.issuer());
    text(Field.TENANT, caller.tenant());
    text(Field.SOURCE, caller.source());
    texts(Field.ACTORS, caller.actors());
  }

  private void operation(@Nullable Action operation) {
    if (operation == null) {
      return;
    }
    object(Field.OPERATION);
    text(Field.KIND, lower(operation.kind()));
    text(Field.METHOD, operation.method());
    text(Field.TARGET, operation.target());
    text(Field.MODEL, operation.model());
    json.writeEndObject();
  }

  private void context(Evidence context) {
    object(Field.CONTEXT);
    authorization(context.authorization(), context.judgedBy());
    limits(context.limits());
    content(context.content());
    routing(context.routing());
    usage(context.usage());
    texts(Field.WARNINGS, context.warnings());
    json.writeEndObject();
  }

  private void authorization(@Nullable Authorization authorization, @Nullable JudgedBy judgedBy) {
    if (authorization == null) {
      return;
    }
    object(Field.AUTHORIZATION);
    flag(Field.ALLOWED, authorization.allowed());
    text(Field.REASON, authorization.reason());
    texts(Field.REQUIRED_SCOPES, authorization.requiredScopes());
    texts(Field.GRANTED_SCOPES, authorization.grantedScopes());
    text(Field.POLICY_ID, authorization.policyId());
    Judgement judgement = authorization.judgement();
    if (judgement != null) {
      rulings(judgement.rulings());
    }
    judgedBy(judgedBy);
    json.writeEndObject();
  }

  private void rulings(List<Ruling> rulings) {
    json.writeName(Field.POLICIES.encoded());
    json.writeStartArray();
    for (Ruling ruling : rulings) {
      json.writeStartObject();
      text(Field.NAME, ruling.policy());
      text(Field.VERSION, ruling.version());
      flag(Field.ENFORCED, ruling.enforced());
      text(Field.ANSWER, lower(ruling.answer()));
      text(Field.RULE, ruling.rule());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void judgedBy(@Nullable JudgedBy judgedBy) {
    if (judgedBy == null) {
      return;
    }
    object(Field.FACTS);
    texts(Field.SCOPES, judgedBy.scopes());
    texts(Field.ROLES, judgedBy.roles());
    text(Field.PLAN, judgedBy.plan());
    if (judgedBy.contentDiffers() && judgedBy.content() == null) {
      json.writeName(Field.CONTENT.encoded());
      json.writeNull();
    }
    content(judgedBy.content());
    arguments(judgedBy.arguments());
    texts(Field.WITHHELD, judgedBy.withheld());
    json.writeEndObject();
  }

  private void arguments(Map<String, JsonNode> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    object(Field.ARGUMENTS);
    arguments.forEach(
        (name, value) -> {
          json.writeName(name);
          scalar(value);
        });
    json.writeEndObject();
  }

  private void scalar(JsonNode value) {
    if (value.isString()) {
      json.writeString(value.stringValue());
    } else if (value.isNumber()) {
      json.writeNumber(value.decimalValue());
    } else if (value.isBoolean()) {
      json.writeBoolean(value.booleanValue());
    } else {
      json.writeNull();
    }
  }

  private void limits(@Nullable LimitState limits) {
    if (limits == null) {
      return;
    }
    object(Field.LIMITS);
    text(Field.VERDICT, lower(limits.verdict()));
    Quota tightest = limits.tightest();
    if (tightest != null) {
      text(Field.QUOTA, tightest.name());
      number(Field.LIMIT, tightest.limit());
      number(Field.REMAINING, tightest.remaining());
    }
    json.writeEndObject();
  }

  private void content(@Nullable Content content) {
    if (content == null) {
      return;
    }
    object(Field.CONTENT);
    texts(Field.LABELS, content.labels());
    number(Field.RISK_SCORE, content.riskScore());
    if (!content.matches().isEmpty()) {
      object(Field.MATCHES);
      for (Map.Entry<String, Integer> match : content.matches().entrySet()) {
        json.writeNumberProperty(match.getKey(), match.getValue().intValue());
      }
      json.writeEndObject();
    }
    flag(Field.TRUNCATED, content.truncated());
    text(Field.REPLACEMENT, content.replacement());
    json.writeEndObject();
  }

  private void routing(@Nullable Route routing) {
    if (routing == null) {
      return;
    }
    object(Field.ROUTING);
    text(Field.PROVIDER, routing.provider());
    text(Field.ENDPOINT, routing.endpoint());
    text(Field.MODEL, routing.model());
    text(Field.TOOL, routing.tool());
    json.writeEndObject();
  }

  private void usage(@Nullable Usage usage) {
    if (usage == null) {
      return;
    }
    object(Field.USAGE);
    number(Field.INPUT_TOKENS, usage.inputTokens());
    number(Field.OUTPUT_TOKENS, usage.outputTokens());
    number(Field.COST_MICROS, usage.costMicros());
    json.writeEndObject();
  }

  private void object(Field field) {
    json.writeName(field.encoded());
    json.writeStartObject();
  }

  private void text(Field field, @Nullable String value) {
    if (value != null) {
      json.writeName(field.encoded());
      json.writeString(value);
    }
  }

  private void number(Field field, long value) {
    json.writeName(field.encoded());
    json.writeNumber(value);
  }

  private void flag(Field field, boolean value) {
    json.writeName(field.encoded());
    json.writeBoolean(value);
  }

  private void texts(Field field, Collection<String> values) {
    if (values.isEmpty()) {
      return;
    }
    json.writeName(field.encoded());
    json.writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
