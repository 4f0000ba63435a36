package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.OperationFacts.Named;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A request as it is: everything is known. For one thread. */
final class CurrentRequest implements Facts {
  private final RequestContext context;
  private @Nullable JsonNode arguments;

  CurrentRequest(RequestContext context) {
    this.context = context;
  }

  RequestContext context() {
    return context;
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

  /** Only an object has members, and only its own; what is null counts as absent. */
  @Override
  public Fact argument(Field.Argument field) {
    JsonNode node = arguments();
    for (String name : field.path()) {
      node = node.path(name);
    }
    return node.isMissingNode() || node.isNull() ? Fact.Absent.INSTANCE : new JsonFact(node);
  }

  /** Found once for all that are asked for. */
  private JsonNode arguments() {
    JsonNode known = arguments;
    if (known == null) {
      known =
          switch (new OperationFacts(context.operation()).arguments()) {
            case IN_PARAMS -> context.body().json().tree().path("params").path("arguments");
            case IN_BODY ->
                context.body().bytes().length == 0
                    ? MissingNode.getInstance()
                    : context.body().json().tree();
            case NONE -> MissingNode.getInstance();
          };
      arguments = known;
    }
    return known;
  }
}
