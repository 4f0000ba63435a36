package io.gatewaystack.validatabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Policies;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what an identified caller may do: first scopes, then permissions, then policy, stopping
 * at the first refusal. Denied by default in each of them.
 *
 * <pre>{@code
 * Validatabl.builder()
 *     .toolScopes(Map.of("ledger_read", Set.of("ledger:read"), "ledger_post", Set.of("ledger:write")))
 *     .policy(Policy.of(List.of(
 *         Rule.deny("no-cards").priority(10).when("content.labels", Operator.CONTAINS, "pci").build(),
 *         Rule.allow("staff").when("role", Operator.CONTAINS, "staff").build())))
 *     .build();
 * }</pre>
 *
 * <p>As a layer it needs an identity layer before it: a request without {@link Identity} is
 * refused. It writes {@link Authorization} whether it allows or denies. Immutable and safe for use
 * by several threads.
 */
public final class Validatabl implements Layer {
  private static final Verdict UNKNOWN_TOOL = refused("unknown_tool", Denials.UNKNOWN_TOOL);
  private static final Verdict UNMAPPED = refused("unmapped_operation", Denials.UNMAPPED);

  private final ScopeMap scopes;
  private final Permissions permissions;
  private final Policies policies;
  private final List<String> scopesSupported;

  Validatabl(
      ScopeMap scopes, Permissions permissions, Policies policies, List<String> scopesSupported) {
    this.scopes = scopes;
    this.permissions = permissions;
    this.policies = policies;
    this.scopesSupported = List.copyOf(scopesSupported);
  }

  /** Starts a layer without any check. */
  public static ValidatablBuilder builder() {
    return new ValidatablBuilder();
  }

  /** {@code validatabl}. */
  @Override
  public String name() {
    return "validatabl";
  }

  /** Every scope a client may ever need, base scopes first: what resource metadata announces. */
  public List<String> scopesSupported() {
    return scopesSupported;
  }

  @Override
  public Decision before(RequestContext context) {
    Verdict verdict = decide(context);
    RequestContext evidence = context.merge(verdict.authorization());
    return verdict
        .denial()
        .<Decision>map(denial -> Decision.deny(evidence, denial))
        .orElseGet(() -> Decision.proceed(evidence));
  }

  /**
   * Decides without a pipeline: on what the context says now, changing nothing.
   *
   * @throws Refused when the operation cannot be had because of what the client sent
   */
  public Verdict decide(RequestContext context) {
    Identity identity = context.find(Identity.class).orElse(null);
    if (identity == null) { // before anything of the body is read
      return scopes.everyCall().unauthorized();
    }
    Operation operation = context.operation();
    Need need = scopes.find(operation, context.request()).orElse(null);
    if (need == null) {
      return unmapped(operation);
    }
    List<String> missing = need.missing(identity);
    if (!missing.isEmpty()) {
      return need.insufficientScope(missing);
    }
    Denial denial = permissions.check(identity).orElse(null);
    if (denial != null) {
      return need.denied(denial);
    }
    return policies.current().judge(context).map(need::judged).orElseGet(need::granted);
  }

  private static Verdict unmapped(Operation operation) {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL, REST_TOOL -> UNKNOWN_TOOL;
      case HTTP,
          MCP_LIST,
          MCP_READ,
          MCP_PROMPT,
          MCP_COMPLETE,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          MODEL_CALL ->
          UNMAPPED;
    };
  }

  private static Verdict refused(String reason, Denial denial) {
    return new Verdict(
        new Authorization(false, reason, Set.of(), Set.of(), null), Optional.of(denial));
  }
}
