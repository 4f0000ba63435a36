package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.OperationFacts.Named;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request as it is: everything is known. */
record CurrentRequest(RequestContext context) implements Facts {

  @Override
  public Fact caller(Field.Caller field) {
    Identity identity = context.find(Identity.class).orElse(null);
    if (identity == null) {
      return Fact.Absent.INSTANCE;
    }
    return switch (field) {
      case SUBJECT -> Fact.of(identity.subject());
      case ISSUER -> Fact.of(identity.issuer());
      case TENANT -> Fact.of(identity.tenantId());
      case PLAN -> Fact.of(identity.plan());
      case SOURCE -> Fact.of(identity.source());
      case SCOPES -> Fact.of(identity.scopes());
      case ROLES -> Fact.of(identity.roles());
      case PERMISSIONS -> new Fact.Texts(identity.scopes(), identity.roles());
    };
  }

  @Override
  public Fact request(Field.Request field) {
    Operation operation = context.operation();
    OperationFacts facts = new OperationFacts(operation);
    return switch (field) {
      case KIND -> facts.kind();
      case TOOL -> target(Named.TOOL);
      case PROMPT -> target(Named.PROMPT);
      case RESOURCE -> target(Named.RESOURCE);
      case MODEL -> Fact.of(operation.model());
      case METHOD -> Fact.of(facts.method());
      case HTTP_METHOD -> Fact.of(facts.httpMethod());
      case PATH -> Fact.of(context.request().path());
    };
  }

  private Fact target(Named wanted) {
    Operation operation = context.operation();
    Named named = new OperationFacts(operation).names();
    if (named == Named.PROMPT_OR_RESOURCE) {
      named = completed();
    }
    return named == wanted ? Fact.of(operation.target()) : Fact.Absent.INSTANCE;
  }

  /** Told apart as the operation's target was read: whatever is no resource is a prompt. */
  private Named completed() {
    JsonNode type = context.body().json().tree().path("params").path("ref").path("type");
    return type.asString("").equals("ref/resource") ? Named.RESOURCE : Named.PROMPT;
  }

  @Override
  public Fact found(Field.Found field) {
    Content content = context.find(Content.class).orElse(null);
    if (content == null) {
      return Fact.Absent.INSTANCE;
    }
    return switch (field) {
      case RISK_SCORE -> new Fact.Count(content.riskScore());
      case LABELS -> Fact.of(content.labels());
      case PII_TYPES -> Fact.of(content.piiTypes());
    };
  }

  @Override
  public Fact argument(Field.Argument field) {
    JsonNode node = arguments();
    for (String name : field.path()) {
      if (node == null) {
        return Fact.Absent.INSTANCE;
      }
      node = node.get(name);
    }
    return Fact.of(node);
  }

  /** The arguments as they will be forwarded: of the current body. */
  private @Nullable JsonNode arguments() {
    Body body = context.body();
    return switch (new OperationFacts(context.operation()).arguments()) {
      case IN_PARAMS -> body.json().tree().path("params").get("arguments");
      case IN_BODY -> body.bytes().length == 0 ? null : body.json().tree();
      case NONE -> null;
    };
  }
}
