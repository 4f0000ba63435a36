package io.gatewaystack.proxyabl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one rule for header fields on their way to the client. Removed is what belongs to one
 * connection, the upstream's own limits, ids, name and other places, and its word on other origins
 * unless it has the say: the gateway's own policy is not to be widened from behind. What points
 * into the target is made to point to where the client finds it.
 */
final class AnswerRule {
  private static final Set<String> NOT_THE_UPSTREAMS = Set.of("server", "x-request-id", "alt-svc");
  private static final List<String> NOT_THE_UPSTREAMS_FAMILIES =
      List.of("ratelimit", "x-ratelimit-", "x-rate-limit-", "proxy-");

  private final boolean crossOrigin;
  private final Set<String> withheld;
  private final PassingNames names;
  private final LocationRule locations;

  AnswerRule(ProxyablConfig config) {
    this.crossOrigin = config.headers().crossOrigin();
    this.withheld =
        config.headers().withheldFromClient().stream()
            .map(HeaderRule::canonical)
            .collect(Collectors.toUnmodifiableSet());
    this.names = new PassingNames(this::isTheUpstreams);
    this.locations = new LocationRule(config);
  }

  /** What the client gets; the container frames the body, so {@code Content-Length} is not here. */
  List<HeaderField> toClient(List<HeaderField> answer) {
    Set<String> named = HeaderField.namedByConnection(answer);
    List<HeaderField> sent = new ArrayList<>(answer.size());
    for (HeaderField field : answer) {
      if (names.pass(field.name())
          && (named.isEmpty() || !named.contains(HeaderRule.canonical(field.name())))) {
        sent.add(located(field.cleaned()));
      }
    }
    return sent;
  }

  /** What the client gets behind the body. */
  List<HeaderField> trailersToClient(List<HeaderField> trailers) {
    List<HeaderField> sent = new ArrayList<>(trailers.size());
    for (HeaderField field : trailers) {
      if (Trailers.mayTrail(field.name()) && names.pass(field.name())) {
        sent.add(field.cleaned());
      }
    }
    return sent;
  }

  private HeaderField located(HeaderField field) {
    boolean location =
        field.name().equalsIgnoreCase("Location")
            || field.name().equalsIgnoreCase("Content-Location");
    return location ? new HeaderField(field.name(), locations.toClient(field.value())) : field;
  }

  private boolean isTheUpstreams(String name) {
    return !HeaderRule.isOfConnection(name)
        && !NOT_THE_UPSTREAMS.contains(name)
        && !withheld.contains(name)
        && (crossOrigin || !name.startsWith("access-control-"))
        && !HeaderRule.startsWithAny(name, NOT_THE_UPSTREAMS_FAMILIES);
  }
}
