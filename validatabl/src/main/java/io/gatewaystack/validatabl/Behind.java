package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.validatabl.ScopeMap.MappedResource;
import io.gatewaystack.validatabl.Services.Reach;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import java.util.ArrayList;
import java.util.List;

/**
 * The resources behind a template, as one caller sees them: everything that stands between the
 * fixed parts of the template, since what a server takes for an expansion is its own business.
 */
final class Behind {
  private final Sight sight;
  private final Patience patience;
  private final Operation family;
  private final Condition expansion;
  private final List<MappedResource> mapped;
  private final List<Reach> reach;

  /**
   * Looks behind a template.
   *
   * @param patience how much may be tried; what takes more counts as closed
   */
  Behind(UriTemplate template, Sight sight, Patience patience) {
    this.sight = sight;
    this.patience = patience;
    this.family = Operations.readOf(template.beginning());
    this.expansion = PlainUris.matching(template.expression());
    this.mapped = sight.rules().scopes().behind(template);
    this.reach =
        sight.services().map(enabled -> enabled.reach()).orElse(List.of(Reach.ANYTHING)).stream()
            .filter(r -> r.mayMeet(template.beginning()))
            .toList();
  }

  /** Whether one of them may be read, whichever pattern it falls under. */
  boolean mayBeRead() {
    List<Condition> moreSpecific = new ArrayList<>();
    for (MappedResource resource : mapped) {
      ResourcePattern pattern = resource.pattern();
      if (resource.need().isHeldBy(sight.identity()) && mayBeRead(pattern, moreSpecific)) {
        return true;
      }
      moreSpecific.add(pattern.covering());
    }
    return false;
  }

  private boolean mayBeRead(ResourcePattern pattern, List<Condition> moreSpecific) {
    List<Condition> within = new ArrayList<>(List.of(expansion));
    List<Condition> outside = new ArrayList<>(moreSpecific);
    boolean any = pattern == ResourcePattern.ANY;
    if (!any) {
      within.add(pattern.covering());
    }
    if (!pattern.template().isLiteral()) { // else its owner has written it so
      PlainUris plain = PlainUris.beginning(longer(pattern.template().beginning()), any);
      within.addAll(plain.within());
      outside.addAll(plain.outside());
    }
    return reach.stream().anyMatch(r -> mayBeRead(r, within, outside));
  }

  /** How everything begins that is behind the template and another one. */
  private String longer(String beginning) {
    String own = family.target();
    return own == null || own.length() < beginning.length() ? beginning : own;
  }

  private boolean mayBeRead(Reach reach, List<Condition> within, List<Condition> outside) {
    List<Condition> inside = new ArrayList<>(within);
    List<Condition> exceptions = new ArrayList<>(outside);
    if (!reach.beginning().isEmpty()) {
      inside.add(ResourcePattern.startingWith(reach.beginning()));
    }
    reach.exceptions().forEach(b -> exceptions.add(ResourcePattern.startingWith(b)));
    return sight.policies().mayAllowSome(sight.context(), family, inside, exceptions, patience);
  }
}
