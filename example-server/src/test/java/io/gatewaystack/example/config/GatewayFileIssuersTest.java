package io.gatewaystack.example.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The sections {@code issuers} and {@code outbound}. */
class GatewayFileIssuersTest extends GatewayFiles {
  static Stream<Arguments> unfit() {
    return Stream.of(
        argumentSet(
            "issuer without https",
            "issuers: {'http://idp.example': {}}",
            ":1: issuers.http://idp.example: issuer"),
        argumentSet(
            "preset",
            "issuers: {'https://a.example': {preset: aut0}}",
            "preset: aut0 (expected: custom"),
        argumentSet(
            "required claims",
            "issuers: {'https://a.example': {requiredClaims: []}}",
            ":1: issuers.https://a.example.requiredClaims: (expected: at least one claim)"),
        argumentSet(
            "a blank claim",
            "issuers: {'https://a.example': {requiredClaims: [org_id, ' ']}}",
            ":1: issuers.https://a.example: requiredClaims: blank (expected: not blank)"),
        argumentSet(
            "claims that are no list",
            "issuers: {'https://a.example': {requiredClaims: org_id}}",
            "requiredClaims: org_id (expected: a list of texts)"),
        argumentSet(
            "scope prefix",
            "issuers: {'https://a.example': {scopePrefix: 'api://crm/ '}}",
            ":1: issuers.https://a.example: scopePrefix: api://crm/  (expected: the beginning of"),
        argumentSet(
            "the main issuer again",
            "issuers: {'https://idp.example/': {requiredClaims: [org_id]}}",
            ":1: issuers.https://idp.example/: (expected: once, and not OAUTH_ISSUER)"),
        argumentSet(
            "one issuer twice",
            "issuers: {'https://a.example': {}, 'https://a.example/': {}}",
            ":1: issuers.https://a.example/: (expected: once, and not OAUTH_ISSUER)"),
        argumentSet("network", "outbound: {networks: [10.0.0.0/33]}", ":1: outbound: "),
        argumentSet(
            "host",
            "outbound: {hosts: [keys.example, a b]}",
            ":1: outbound: hosts: a b (expected: a name or an address, without port)"),
        argumentSet(
            "place of keys",
            "issuers: {'https://a.example': {jwksUri: 'https://a.example/../keys'}}",
            ":1: issuers.https://a.example: jwksUri: https://a.example/../keys (expected: no .."),
        argumentSet("port", "outbound: {ports: [0]}", "outbound.ports: 0 (expected: 1 to 65535)"));
  }

  @Test
  void issuersMayRequireClaimsAndNameScopesInShort() throws Exception {
    ServerConfig config =
        load(
            """
            issuers:
              https://a.example: {requiredClaims: [org_id, /context/region], scopePrefix: "api://a/"}
              https://b.example: {}
            """);

    assertThat(config.file().issuers())
        .extracting(issuer -> issuer.requiredClaims())
        .containsExactly(Set.of("org_id", "/context/region"), Set.of());
    assertThat(config.file().issuers())
        .extracting(issuer -> issuer.scopePrefix())
        .containsExactly("api://a/", "");
  }

  @Test
  void issuersMayBeDiscoveredAndHaveKeysOfTheirOwn() throws Exception {
    ServerConfig config =
        load(
            """
            issuers:
              https://a.example: {discover: true}
              https://b.example: {jwksUri: "https://keys.example/jwks.json"}
            outbound: {http: true, hosts: [keys.example], ports: [443, 8443]}
            """);
    assertThat(config.file().issuers())
        .extracting(issuer -> issuer.audiences())
        .containsOnly(Set.of("https://api.example"));
    assertThat(config.file().outbound().refuses(URI.create("http://keys.example:8443/"))).isEmpty();
    assertThat(config.file().outbound().refuses(URI.create("https://keys.example:8444/")))
        .isPresent();
  }
}
