package io.gatewaystack.validatabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an identified caller may do: first the services of its organisation, then scopes,
 * permissions, policies and argument schemas, stopping at the first refusal. Denied by default. The
 * same checks take out of MCP lists and completions what the caller could not use.
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
 * refused, unless its route is for anybody. It writes {@link Authorization} whether it allows or
 * denies. Remembers for a day what callers wanted completed, and nothing else. Safe for use by
 * several threads.
 */
public final class Validatabl implements Layer {
  private static final Logger LOG = LoggerFactory.getLogger(Validatabl.class);

  private static final Need ANYBODY = new Need("anybody", Set.of(), Set.of());

  private final Rules rules;
  private final List<String> scopesSupported;
  private final AskedCompletions completions = new AskedCompletions();

  Validatabl(Rules rules, List<String> scopesSupported) {
    this.rules = rules;
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
    Identity identity = context.find(Identity.class).orElse(null);
    Judged judged = identity == null ? stranger(context) : judge(context, identity);
    RequestContext evidence = context.merge(judged.verdict.authorization());
    Denial denial = judged.verdict.denial().orElse(null);
    if (denial != null) {
      return Decision.deny(evidence, denial);
    }
    Decision.Proceed proceed = Decision.proceed(evidence);
    if (judged.sight == null) {
      return proceed;
    }
    if (ListFilter.concerns(context.operation())) {
      Completing completing = Completing.find(context);
      if (completing != null) {
        completions.add(context, judged.sight.identity(), completing);
      }
      return proceed.editing(new ListFilter(judged.sight, completing, completions));
    }
    return PersonalResource.concerns(context) && rules.dependOnCaller()
        ? proceed.editing(new PersonalResource())
        : proceed;
  }

  /**
   * Decides without a pipeline: on what the context says now, changing nothing.
   *
   * @throws Refused when the operation cannot be had because of what the client sent
   */
  public Verdict decide(RequestContext context) {
    Identity identity = context.find(Identity.class).orElse(null);
    return (identity == null ? stranger(context) : judge(context, identity)).verdict;
  }

  /** A verdict, and what the caller sees; nothing when that does not matter any more. */
  private record Judged(Verdict verdict, @Nullable Sight sight) {}

  /** Nobody is known: refused without a look at the body, unless the route is for anybody. */
  private Judged stranger(RequestContext context) {
    Verdict unknown = rules.scopes().everyCall().unauthorized();
    if (!rules.admitAnybody(context)) {
      return new Judged(unknown, null);
    }
    Verdict verdict =
        rules.policies().current().judge(context).map(ANYBODY::judged).orElseGet(ANYBODY::granted);
    return new Judged(
        verdict.allowed() ? verdict : new Verdict(verdict.authorization(), unknown.denial()), null);
  }

  private Judged judge(RequestContext context, Identity identity) {
    Services services = rules.services().orElse(null);
    if (services == null) {
      return judge(context, identity, null);
    }
    String ofRoute = services.ofRoute(context.request());
    if (!services.concern(context.route().protocol(), ofRoute)) {
      return judge(context, identity, null);
    }
    String organisation = identity.tenantId();
    if (organisation == null || organisation.isBlank()) {
      return refused(Denials.NO_ORGANISATION, identity);
    }
    Set<String> enabled;
    try {
      enabled = Objects.requireNonNull(services.catalog().enabled(organisation), "enabled");
    } catch (IOException | RuntimeException e) { // a catalog that fails says nothing
      LOG.error("{}: enabled services are not known: {}", context.request().id(), e.toString());
      return refused(Denials.CATALOG_UNAVAILABLE, identity);
    }
    return judge(context, identity, new Services.Enabled(services, ofRoute, enabled));
  }

  private Judged judge(
      RequestContext context, Identity identity, Services.@Nullable Enabled services) {
    Access access = new Access(rules, context, identity, Optional.ofNullable(services));
    return new Judged(access.judge(), access.sight());
  }

  private Judged refused(Denial denial, Identity identity) {
    return new Judged(rules.scopes().everyCall().denied(denial, identity), null);
  }
}
