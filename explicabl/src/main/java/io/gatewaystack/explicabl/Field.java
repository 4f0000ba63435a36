package io.gatewaystack.explicabl;

import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** The names of the fields of an event in JSON, encoded once. */
enum Field {
  ID("id"),
  TS("ts"),
  KIND("kind"),
  SERVICE_NAME("serviceName"),
  ENVIRONMENT("environment"),
  REQUEST_ID("requestId"),
  TRACE_ID("traceId"),
  LAYER("layer"),
  DECISION("decision"),
  CODE("code"),
  HTTP("http"),
  METHOD("method"),
  PATH("path"),
  STATUS("status"),
  LATENCY_MS("latencyMs"),
  CLIENT("client"),
  SUBJECT("subject"),
  ISSUER("issuer"),
  TENANT("tenant"),
  SOURCE("source"),
  ACTORS("actors"),
  OPERATION("operation"),
  TARGET("target"),
  MODEL("model"),
  CONTEXT("context"),
  WARNINGS("warnings"),
  AUTHORIZATION("authorization"),
  ALLOWED("allowed"),
  REASON("reason"),
  REQUIRED_SCOPES("requiredScopes"),
  GRANTED_SCOPES("grantedScopes"),
  POLICY_ID("policyId"),
  POLICIES("policies"),
  NAME("name"),
  VERSION("version"),
  ENFORCED("enforced"),
  ANSWER("answer"),
  RULE("rule"),
  FACTS("facts"),
  SCOPES("scopes"),
  ROLES("roles"),
  PLAN("plan"),
  ARGUMENTS("arguments"),
  WITHHELD("withheld"),
  LIMITS("limits"),
  VERDICT("verdict"),
  QUOTA("quota"),
  LIMIT("limit"),
  REMAINING("remaining"),
  CONTENT("content"),
  LABELS("labels"),
  RISK_SCORE("riskScore"),
  MATCHES("matches"),
  TRUNCATED("truncated"),
  REPLACEMENT("replacement"),
  ROUTING("routing"),
  PROVIDER("provider"),
  ENDPOINT("endpoint"),
  TOOL("tool"),
  USAGE("usage"),
  INPUT_TOKENS("inputTokens"),
  OUTPUT_TOKENS("outputTokens"),
  COST_MICROS("costMicros");

  @SuppressWarnings("ImmutableEnumChecker") // encodes itself once, always to the same bytes
  private final SerializedString encoded;

  Field(String name) {
    this.encoded = new SerializedString(name);
  }

  SerializableString encoded() {
    return encoded;
  }
}
