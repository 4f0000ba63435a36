package io.gatewaystack.validatabl.policy;

import java.util.List;

/** What a condition looks at. */
sealed interface Field {

  /** How a policy names it; the first name is the one it is recorded under. */
  List<String> names();

  /** What can be read. */
  Shape shape();

  /** What it holds in one request. */
  Fact read(Facts facts);

  /** Whether every request has it. */
  default boolean always() {
    return false;
  }

  /** Who is calling. */
  enum Caller implements Field {
    SUBJECT(Shape.TEXT, "sub"),
    ISSUER(Shape.TEXT, "issuer"),
    TENANT(Shape.TEXT, "tenant", "org_id"),
    PLAN(Shape.TEXT, "plan"),
    SOURCE(Shape.TEXT, "source"),
    SCOPES(Shape.SET, "scope", "scopes"),
    ROLES(Shape.SET, "role", "roles"),
    PERMISSIONS(Shape.SET, "permission", "permissions"),
    ACTOR(Shape.TEXT, "actor"),
    ACTORS(Shape.SET, "actors");

    private final Shape shape;
    private final String name;
    private final String alias;

    Caller(Shape shape, String name) {
      this(shape, name, name);
    }

    Caller(Shape shape, String name, String alias) {
      this.shape = shape;
      this.name = name;
      this.alias = alias;
    }

    @Override
    public List<String> names() {
      return name.equals(alias) ? List.of(name) : List.of(name, alias);
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

  /** What is asked for, and from where. */
  enum Request implements Field {
    KIND(Shape.TEXT, "kind", true),
    TOOL(Shape.TEXT, "tool", false),
    PROMPT(Shape.TEXT, "prompt", false),
    RESOURCE(Shape.TEXT, "resource", false),
    MODEL(Shape.TEXT, "model", false),
    METHOD(Shape.TEXT, "method", true),
    HTTP_METHOD(Shape.TEXT, "http.method", true),
    PATH(Shape.TEXT, "path", true),
    CLIENT_IP(Shape.ADDRESS, "client.ip", true);

    private final Shape shape;
    private final String name;
    private final boolean always;

    Request(Shape shape, String name, boolean always) {
      this.shape = shape;
      this.name = name;
      this.always = always;
    }

    @Override
    public List<String> names() {
      return List.of(name);
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public Fact read(Facts facts) {
      return facts.request(this);
    }

    @Override
    public boolean always() {
      return always;
    }
  }

  /** What was found in the content. */
  enum Found implements Field {
    RISK_SCORE(Shape.NUMBER, "content.riskScore"),
    LABELS(Shape.SET, "content.labels"),
    PII_TYPES(Shape.SET, "content.piiTypes");

    private final Shape shape;
    private final String name;

    Found(Shape shape, String name) {
      this.shape = shape;
      this.name = name;
    }

    @Override
    public List<String> names() {
      return List.of(name);
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
    public Argument {
      path = List.copyOf(path);
    }

    @Override
    public List<String> names() {
      return List.of(FieldNames.ARGUMENTS + String.join(".", path));
    }

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
