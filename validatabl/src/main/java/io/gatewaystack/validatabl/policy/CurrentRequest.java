package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.OperationFacts.Named;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A request as it is: everything is known. For one thread.
 *
 * @param context the request
 * @param numbers finds the numbers of its body
 */
record CurrentRequest(RequestContext context, NumberTexts numbers) implements Facts {

  CurrentRequest(RequestContext context) {
    this(context, new NumberTexts());
  }

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
      case ACTOR -> actor(identity.actorChain());
      case ACTORS -> actors(identity.actorChain());
    };
  }

  /** The party that calls: the nearest of those that act for the subject. */
  private static Fact actor(List<Identity.Actor> chain) {
    return chain.isEmpty() ? Fact.Absent.INSTANCE : Fact.of(chain.get(0).subject());
  }

  private static Fact actors(List<Identity.Actor> chain) {
    Set<String> subjects = new HashSet<>();
    for (Identity.Actor actor : chain) {
      subjects.add(actor.subject());
    }
    return Fact.of(subjects);
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
      case CLIENT_IP -> new Fact.Address(context.request().client());
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
      case RISK_SCORE -> new Fact.Decimal(BigDecimal.valueOf(content.riskScore()));
      case LABELS -> Fact.of(content.labels());
      case PII_TYPES -> Fact.of(content.piiTypes());
    };
  }

  @Override
  public Fact argument(Field.Argument field) {
    return switch (new OperationFacts(context.operation()).arguments()) {
      case IN_PARAMS -> member(context.body().json(), field.inParams());
      case IN_BODY ->
          context.body().bytes().length == 0
              ? Fact.Absent.INSTANCE
              : member(context.body().json(), field.path());
      case NONE -> Fact.Absent.INSTANCE;
    };
  }

  /** Only an object has members, and only its own; what is null counts as absent. */
  private Fact member(JsonDocument document, List<String> path) {
    JsonNode node = document.tree();
    for (String name : path) {
      node = node.path(name);
    }
    return node.isMissingNode() || node.isNull()
        ? Fact.Absent.INSTANCE
        : new JsonFact(node, document, path, numbers);
  }
}
