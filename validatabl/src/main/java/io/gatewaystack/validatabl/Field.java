package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import java.util.List;

/** What a condition looks at. */
sealed interface Field {

  /** What can be read from a field. */
  enum Shape {
    /** One text. */
    TEXT,
    /** A set of texts. */
    SET,
    /** One number. */
    NUMBER,
    /** Any JSON value: it is the caller who chooses. */
    JSON
  }

  /** What can be read. */
  Shape shape();

  /** What it holds in one request. */
  Fact read(Facts facts);

  /** Who is calling. */
  enum Caller implements Field {
    SUBJECT,
    ISSUER,
    TENANT,
    PLAN,
    SOURCE,
    SCOPES,
    ROLES,
    PERMISSIONS;

    @Override
    public Shape shape() {
      return switch (this) {
        case SUBJECT, ISSUER, TENANT, PLAN, SOURCE -> Shape.TEXT;
        case SCOPES, ROLES, PERMISSIONS -> Shape.SET;
      };
    }

    @Override
    public Fact read(Facts facts) {
      return facts.identity().map(this::of).orElse(Fact.Absent.INSTANCE);
    }

    private Fact of(Identity identity) {
      return switch (this) {
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
  }

  /** What is asked for. */
  enum Request implements Field {
    TOOL,
    MODEL,
    METHOD,
    PATH;

    @Override
    public Shape shape() {
      return Shape.TEXT;
    }

    @Override
    public Fact read(Facts facts) {
      Operation operation = facts.operation();
      return switch (this) {
        case TOOL -> Fact.of(facts.tool());
        case MODEL -> Fact.of(operation.model());
        case METHOD ->
            Fact.of(operation.method().isEmpty() ? facts.request().method() : operation.method());
        case PATH -> Fact.of(facts.request().path());
      };
    }
  }

  /** What was found in the content. */
  enum Found implements Field {
    RISK_SCORE,
    LABELS,
    PII_TYPES;

    @Override
    public Shape shape() {
      return switch (this) {
        case RISK_SCORE -> Shape.NUMBER;
        case LABELS, PII_TYPES -> Shape.SET;
      };
    }

    @Override
    public Fact read(Facts facts) {
      return facts.content().map(this::of).orElse(Fact.Absent.INSTANCE);
    }

    private Fact of(Content content) {
      return switch (this) {
        case RISK_SCORE -> new Fact.Count(content.riskScore());
        case LABELS -> Fact.of(content.labels());
        case PII_TYPES -> Fact.of(content.piiTypes());
      };
    }
  }

  /**
   * A member of the request's arguments.
   *
   * @param path names of members, outermost first; at least one
   */
  record Argument(List<String> path) implements Field {
    @Override
    public Shape shape() {
      return Shape.JSON;
    }

    @Override
    public Fact read(Facts facts) {
      return facts.argument(path);
    }
  }
}
