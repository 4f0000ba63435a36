package io.gatewaystack.example.config;

import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.validatabl.document.DocumentNode;
import io.gatewaystack.validatabl.document.Members;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the settings of everything behind the gateway have in common. */
final class UpstreamSettings {
  /** Keys of a credential: in the document itself, or in a variable that it names. */
  static final List<String> CREDENTIAL_KEYS =
      List.of("bearer", "bearerFrom", "apiKeyHeader", "apiKey", "apiKeyFrom");

  private static final int LONGEST_MILLIS = 86_400_000;

  private final Members members;
  private final Environment env;

  UpstreamSettings(Members members, Environment env) {
    this.members = members;
    this.env = env;
  }

  /** A URL that must be there; never repeated in a problem, because it may hold a password. */
  Optional<URI> url(String key) {
    Optional<DocumentNode> member = members.require(key);
    Optional<URI> url =
        member.flatMap(
            node ->
                node.value() instanceof String text ? Environment.webUri(text) : Optional.empty());
    if (member.isPresent() && url.isEmpty()) {
      members.refuse(member.get(), key, "(expected: an absolute http or https URL)");
    }
    return url;
  }

  Optional<Duration> millis(String key) {
    return members.integer(key, 1, LONGEST_MILLIS).map(Duration::ofMillis);
  }

  /** What the gateway shows; none when nothing is said. */
  UpstreamCredential credential() {
    Optional<String> bearer = secret("bearer", "bearerFrom");
    Optional<String> apiKey = secret("apiKey", "apiKeyFrom");
    Optional<String> header = members.parsed("apiKeyHeader", text -> text);
    if (bearer.isPresent() && (apiKey.isPresent() || header.isPresent())) {
      members.refuse("bearer: (expected: a bearer or an API key, not both)");
    }
    if (apiKey.isPresent() != header.isPresent()) {
      members.refuse("apiKeyHeader: (expected: together with apiKey or apiKeyFrom)");
    }
    if (bearer.isPresent()) {
      return judged(() -> UpstreamCredential.bearer(bearer.get()))
          .orElseGet(UpstreamCredential::none);
    }
    if (apiKey.isPresent() && header.isPresent()) {
      return judged(() -> UpstreamCredential.apiKey(header.get(), apiKey.get()))
          .orElseGet(UpstreamCredential::none);
    }
    return UpstreamCredential.none();
  }

  private Optional<String> secret(String key, String variable) {
    Optional<DocumentNode> here = members.find(key);
    Optional<String> named = members.parsed(variable, text -> text);
    if (here.isPresent() && named.isPresent()) {
      members.refuse(here.get(), key, "(expected: here or in " + variable + ", not both)");
    }
    if (here.isPresent()) {
      if (here.get().value() instanceof String text) {
        return Optional.of(text);
      }
      members.refuse(here.get(), key, "(expected: a text)");
      return Optional.empty();
    }
    Optional<String> value = named.flatMap(env::secret);
    if (named.isPresent() && value.isEmpty()) {
      members.refuse(
          variable + ": " + named.get() + " (expected: the name of a variable that is set)");
    }
    return value;
  }

  /** What upstreams are told about the caller, by header field. */
  Map<String, IdentityField> identityHeaders() {
    Map<String, IdentityField> headers = new LinkedHashMap<>();
    Optional<Members> fields = members.mapping("identityHeaders");
    fields.ifPresent(
        found ->
            found
                .all()
                .forEach(
                    (name, node) ->
                        found
                            .parsed(Optional.of(node), name, text -> fact(name, text))
                            .ifPresent(fact -> headers.put(name, fact))));
    return headers;
  }

  private static IdentityField fact(String header, String name) {
    for (IdentityField fact : IdentityField.values()) {
      if (fact.name().toLowerCase(Locale.ROOT).equals(name)) {
        return fact;
      }
    }
    throw new IllegalArgumentException(
        header + ": " + name + " (expected: subject, tenant, scopes, roles or email)");
  }

  /** Lets whoever will use the settings judge them; its message names its own setting. */
  <T> Optional<T> judged(Supplier<T> use) {
    try {
      return Optional.of(use.get());
    } catch (IllegalArgumentException e) {
      members.unfit(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
