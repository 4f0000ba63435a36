package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import io.gatewaystack.identifiabl.apikey.InMemoryApiKeys;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import io.gatewaystack.testing.TestClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** API keys as requests bring them, to a layer that asks a store of keys. */
abstract class ApiKeyRequests {
  final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  final InMemoryApiKeys keys = InMemoryApiKeys.of(clock);
  final Counting store = new Counting();
  private final String issuer;
  final Identifiabl layer;

  ApiKeyRequests() {
    this("https://idp.example");
  }

  ApiKeyRequests(String issuer) {
    this.issuer = issuer;
    layer = builder().build();
  }

  /** A store that counts and can fail; it tells of changes like the one it wraps, or not at all. */
  final class Counting implements ApiKeyStore {
    final AtomicInteger calls = new AtomicInteger();
    volatile boolean tellsOfChanges = true;
    volatile boolean failing;

    @Override
    public Optional<ApiKey> find(CredentialHash hash) throws IOException {
      calls.incrementAndGet();
      if (failing) {
        throw new IOException("secret address of the store");
      }
      return keys.find(hash);
    }

    @Override
    public long version() {
      return tellsOfChanges ? keys.version() : ApiKeyStore.super.version();
    }
  }

  final IdentifiablBuilder builder() {
    return Identifiabl.builder(issuer, AUDIENCE).apiKeys(store).clock(clock);
  }

  IssuedApiKey create(String subject) {
    return keys.create(ApiKeyTerms.builder("test").subject(subject).build());
  }

  static RequestContext context(Map<String, List<String>> headers) {
    return Requests.of("GET", "/", headers);
  }

  Decision sent(String key) {
    return layer.before(context(Map.of("X-API-Key", List.of(key))));
  }

  Decision sent(String bearer, String key) {
    return layer.before(
        context(Map.of("Authorization", List.of("Bearer " + bearer), "x-api-key", List.of(key))));
  }

  static String verdict(Decision decision) {
    return decision instanceof Decision.Deny deny
        ? deny.denial().status() + " " + deny.denial().reason()
        : decision.context().require(Identity.class).subject();
  }
}
