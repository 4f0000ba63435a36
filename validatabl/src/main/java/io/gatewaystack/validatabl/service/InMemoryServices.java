package io.gatewaystack.validatabl.service;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A catalog that is changed by method calls, each effective at once. Safe for several threads. */
public final class InMemoryServices implements ServiceCatalog {
  private final Map<String, Set<String>> byOrganisation = new ConcurrentHashMap<>();
  private final Set<String> inactive = ConcurrentHashMap.newKeySet();

  @Override
  public Set<String> enabled(String organisation) {
    Set<String> services = byOrganisation.getOrDefault(organisation, Set.of());
    if (services.stream().noneMatch(inactive::contains)) {
      return services;
    }
    Set<String> active = new TreeSet<>(services);
    active.removeAll(inactive);
    return Set.copyOf(active);
  }

  /** Enables a service for an organisation. */
  public InMemoryServices enable(String organisation, String service) {
    byOrganisation.merge(organisation, Set.of(service), InMemoryServices::union);
    return this;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }

  /** Takes a service from an organisation. */
  public InMemoryServices disable(String organisation, String service) {
    byOrganisation.computeIfPresent(
        organisation,
        (name, services) -> {
          Set<String> left = new TreeSet<>(services);
          left.remove(service);
          return left.isEmpty() ? null : Set.copyOf(left);
        });
    return this;
  }

  /** Takes a service from everybody, whoever has enabled it. */
  public InMemoryServices deactivate(String service) {
    inactive.add(service);
    return this;
  }

  /** Gives a service back to those who have enabled it. */
  public InMemoryServices activate(String service) {
    inactive.remove(service);
    return this;
  }
}
