package io.gatewaystack.validatabl.policy;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.validatabl.policy.OperationFacts.Arguments;
import io.gatewaystack.validatabl.policy.OperationFacts.Named;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request as the audit record tells it. What it tells otherwise than it was, or not at all, is
 * unknown.
 */
final class RecordedRequest implements Facts {
  private static final Map<String, Kind> KINDS =
      Arrays.stream(Kind.values()).collect(toUnmodifiableMap(OperationFacts::word, identity()));

  /** There is a text, but not which. */
  private static final Fact SOME_TEXT = new TextBeginning("");

  private final JsonNode event;
  private final JsonNode facts;
  private final Set<String> withheld;
  private final Operation operation;

  private RecordedRequest(JsonNode event, Operation operation) {
    this.event = event;
    this.facts = event.path("context").path("authorization").path("facts");
    this.withheld = texts(facts.path("withheld"));
    this.operation = operation;
  }

  /**
   * Reads an event.
   *
   * @throws AuditLine.Unreadable when it names no operation that we know
   */
  static RecordedRequest of(JsonDocument document) throws AuditLine.Unreadable {
    JsonNode event = document.tree();
    JsonNode told = event.path("operation");
    Kind kind = KINDS.get(told.path("kind").asString(""));
    String method = text(told.path("method"));
    if (kind == null || method == null) {
      throw new AuditLine.Unreadable("no operation");
    }
    return new RecordedRequest(
        event,
        new Operation(kind, method, null, text(told.path("target")), text(told.path("model"))));
  }

  Operation operation() {
    return operation;
  }

  @Override
  public Fact caller(Field.Caller field) {
    return switch (field) {
      case SUBJECT -> told("subject", event.path("subject"));
      case ISSUER -> told("issuer", event.path("issuer"));
      case TENANT -> told("tenant", event.path("tenant"));
      case PLAN -> told("plan", facts.path("plan"));
      case SOURCE -> told("source", event.path("source"));
      case SCOPES -> members(Set.of("scopes"), texts(facts.path("scopes")));
      case ROLES -> members(Set.of("roles"), texts(facts.path("roles")));
      case PERMISSIONS -> permissions();
      case ACTOR -> told("actors", event.path("actors").path(0));
      case ACTORS -> members(Set.of("actors"), texts(event.path("actors")));
    };
  }

  private Fact permissions() {
    Set<String> both = new LinkedHashSet<>(texts(facts.path("scopes")));
    both.addAll(texts(facts.path("roles")));
    return members(Set.of("scopes", "roles"), both);
  }

  private Fact told(String name, JsonNode text) {
    return withheld.contains(name) ? SOME_TEXT : Fact.of(text(text));
  }

  private Fact members(Set<String> names, Set<String> told) {
    return names.stream().anyMatch(withheld::contains) ? new SomeTexts(told) : Fact.of(told);
  }

  @Override
  public Fact request(Field.Request field) {
    OperationFacts told = new OperationFacts(operation);
    return switch (field) {
      case KIND -> told.kind();
      case TOOL -> target(told, Named.TOOL);
      case PROMPT -> target(told, Named.PROMPT);
      case RESOURCE -> target(told, Named.RESOURCE);
      case MODEL -> told("operation.model", event.path("operation").path("model"));
      case METHOD -> withheld.contains("operation.method") ? SOME_TEXT : Fact.of(told.method());
      case HTTP_METHOD ->
          withheld.contains("operation.method") ? SOME_TEXT : Fact.of(told.httpMethod());
      case PATH -> path();
      case CLIENT_IP -> client();
    };
  }

  private Fact target(OperationFacts told, Named wanted) {
    Named named = told.names();
    if (named == Named.PROMPT_OR_RESOURCE) {
      return wanted == Named.TOOL ? Fact.Absent.INSTANCE : Fact.Unknown.INSTANCE;
    }
    return named == wanted
        ? told("operation.target", event.path("operation").path("target"))
        : Fact.Absent.INSTANCE;
  }

  /** Told as it was sent; a policy sees it decoded, or as sent where that is refused. */
  private Fact path() {
    String raw = text(event.path("http").path("path"));
    return raw == null || withheld.contains("http.path")
        ? SOME_TEXT
        : Fact.of(RequestPath.decode(raw).orElse(raw));
  }

  private Fact client() {
    String told = text(event.path("http").path("client"));
    try {
      return told == null ? Fact.Unknown.INSTANCE : NetworkFact.parse(told);
    } catch (IllegalArgumentException e) {
      return Fact.Unknown.INSTANCE;
    }
  }

  @Override
  public Fact found(Field.Found field) {
    JsonNode content =
        facts.has("content") ? facts.path("content") : event.path("context").path("content");
    if (!content.isObject()) {
      return Fact.Absent.INSTANCE;
    }
    return switch (field) {
      case RISK_SCORE ->
          content.path("riskScore").isInt()
              ? new Fact.Decimal(BigDecimal.valueOf(content.path("riskScore").intValue()))
              : Fact.Unknown.INSTANCE;
      case LABELS -> Fact.of(texts(content.path("labels")));
      case PII_TYPES -> Fact.of(Set.copyOf(content.path("matches").propertyNames()));
    };
  }

  @Override
  public Fact argument(Field.Argument field) {
    if (new OperationFacts(operation).arguments() == Arguments.NONE) {
      return Fact.Absent.INSTANCE;
    }
    String name = field.names().get(0);
    JsonNode value = facts.path("arguments").path(name);
    if (value.isMissingNode()) {
      return Fact.Unknown.INSTANCE;
    }
    return value.isNull() ? Fact.Absent.INSTANCE : new JsonFact(value);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.stringValue() : null;
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode member : list) {
      if (member.isString()) {
        texts.add(member.stringValue());
      }
    }
    return texts;
  }
}
