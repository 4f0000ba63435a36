package io.gatewaystack.validatabl.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of fields in a policy. */
final class FieldNames {
  private static final String ARGUMENTS = "arguments.";
  private static final Map<String, Field> KNOWN = known();

  private FieldNames() {}

  /** The field of a name, exactly. */
  static Optional<Field> find(String name) {
    if (!name.startsWith(ARGUMENTS)) {
      return Optional.ofNullable(KNOWN.get(name));
    }
    List<String> path = List.of(name.substring(ARGUMENTS.length()).split("\\.", -1));
    return path.contains("") ? Optional.empty() : Optional.of(new Field.Argument(path));
  }

  /** All names, for error messages. */
  static String all() {
    return String.join(", ", KNOWN.keySet()) + ", " + ARGUMENTS + "<path>";
  }

  private static Map<String, Field> known() {
    Map<String, Field> names = new LinkedHashMap<>();
    names.put("sub", Field.Caller.SUBJECT);
    names.put("issuer", Field.Caller.ISSUER);
    names.put("org_id", Field.Caller.TENANT);
    names.put("tenant", Field.Caller.TENANT);
    names.put("plan", Field.Caller.PLAN);
    names.put("source", Field.Caller.SOURCE);
    names.put("scope", Field.Caller.SCOPES);
    names.put("scopes", Field.Caller.SCOPES);
    names.put("role", Field.Caller.ROLES);
    names.put("roles", Field.Caller.ROLES);
    names.put("permission", Field.Caller.PERMISSIONS);
    names.put("permissions", Field.Caller.PERMISSIONS);
    names.put("kind", Field.Request.KIND);
    names.put("tool", Field.Request.TOOL);
    names.put("prompt", Field.Request.PROMPT);
    names.put("resource", Field.Request.RESOURCE);
    names.put("model", Field.Request.MODEL);
    names.put("method", Field.Request.METHOD);
    names.put("http.method", Field.Request.HTTP_METHOD);
    names.put("path", Field.Request.PATH);
    names.put("content.riskScore", Field.Found.RISK_SCORE);
    names.put("content.labels", Field.Found.LABELS);
    names.put("content.piiTypes", Field.Found.PII_TYPES);
    return names;
  }
}
