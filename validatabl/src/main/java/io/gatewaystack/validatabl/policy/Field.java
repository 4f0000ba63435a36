package io.gatewaystack.validatabl.policy;

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
    SUBJECT(Shape.TEXT),
    ISSUER(Shape.TEXT),
    TENANT(Shape.TEXT),
    PLAN(Shape.TEXT),
    SOURCE(Shape.TEXT),
    SCOPES(Shape.SET),
    ROLES(Shape.SET),
    PERMISSIONS(Shape.SET);

    private final Shape shape;

    Caller(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public Fact read(Facts facts) {
      return facts.caller(this);
    }
  }

  /** What is asked for. */
  enum Request implements Field {
    KIND,
    TOOL,
    PROMPT,
    RESOURCE,
    MODEL,
    METHOD,
    HTTP_METHOD,
    PATH;

    @Override
    public Shape shape() {
      return Shape.TEXT;
    }

    @Override
    public Fact read(Facts facts) {
      return facts.request(this);
    }
  }

  /** What was found in the content. */
  enum Found implements Field {
    RISK_SCORE(Shape.NUMBER),
    LABELS(Shape.SET),
    PII_TYPES(Shape.SET);

    private final Shape shape;

    Found(Shape shape) {
      this.shape = shape;
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public Fact read(Facts facts) {
      return facts.found(this);
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
      return facts.argument(this);
    }
  }
}
