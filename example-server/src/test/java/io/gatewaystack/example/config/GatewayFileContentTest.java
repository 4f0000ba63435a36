package io.gatewaystack.example.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

/** The section {@code content}. */
class GatewayFileContentTest extends GatewayFiles {
  static Stream<Arguments> unfit() {
    return Stream.of(
        argumentSet(
            "redaction",
            "content: {requests: {redact: hide}}",
            ":1: content.requests.redact: hide (expected: mask, remove, placeholder, hash"),
        argumentSet(
            "hash without key",
            "content: {requests: {redact: hash}}",
            "content.requests.redact: hash (expected: with hashKeyFrom)"),
        argumentSet(
            "key that is not set",
            "content: {hashKeyFrom: NO_SUCH, requests: {redact: hash}}",
            "content.hashKeyFrom: NO_SUCH (expected: the name of a variable"),
        argumentSet(
            "type",
            "content: {requests: {types: {phon: mask}}}",
            "content.requests.types.phon: phon (expected: a type of docs/content.md"),
        argumentSet(
            "type that is not looked for",
            "content: {without: [emial]}",
            "content.without: emial (expected: a type"),
        argumentSet(
            "pointer",
            "content: {requests: {redact: mask, keep: [{field: a}]}}",
            "content.keep[0]: keep: a"),
        argumentSet("pattern", "content: {custom: {x: {pattern: '(['}}}", ":1: content.custom.x: "),
        argumentSet(
            "certainty",
            "content: {requests: {safety: {sure: maybe}}}",
            "content.requests.safety.sure: maybe (expected: likely or clear)"),
        argumentSet(
            "label",
            "content: {requests: {safety: {block: [jailbreak]}}}",
            "content.requests.safety.block: jailbreak (expected: prompt_injection"),
        argumentSet(
            "safety that is off and blocks",
            "content: {requests: {safety: {look: false, block: [prompt_injection]}}}",
            "content.requests.safety.block: (expected: without look: false)"),
        argumentSet(
            "tenant without name",
            "content: {tenants: {' ': {}}}",
            "content.tenants. : tenant:   (expected: a name, once)"),
        argumentSet(
            "tenant with unfit settings",
            "content: {tenants: {a: {responses: {redact: pseudonym}}}}",
            "content: tenant a: redactResponses: pseudonym (expected: "),
        argumentSet(
            "label of a type",
            "content: {custom: {x: {pattern: a, labels: ['']}}}",
            "content.custom.x: labels:  (expected: words such as gdpr)"),
        argumentSet(
            "tenant with tenants",
            "content: {tenants: {a: {tenants: {}}}}",
            "content.tenants.a.tenants: unknown key"),
        argumentSet(
            "rules that redact nothing",
            "content: {requests: {keys: true}}",
            "content.requests: rules: none"),
        argumentSet(
            "pseudonyms for nothing",
            "content: {pseudonymIdleMillis: 1000}",
            ":1: content: pseudonyms: set"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{requests: {redact: mask, safety: {look: false}}}",
        "{responses: {safety: {sure: clear, without: [code_injection], block: [jailbreak_attempt]}}}",
        "{hashKeyFrom: HASH, requests: {redact: hash, keys: true, only: [/a], blockScore: 50}}",
        "{without: [ip_address], scanCap: 1000, multipart: [/proxy], responses: {}}",
        "{pseudonymIdleMillis: 1000, requests: {types: {email: pseudonym}, safety: {sure: likely}}}",
      })
  void contentMayBeTreatedInManyWays(String content) throws Exception {
    assertThat(load("content: " + content, "HASH", "k".repeat(32)).file().content()).isPresent();
  }

  @Test
  void contentIsSaidInOnePlace() {
    assertThatThrownBy(() -> load("content: {scanCap: 1000}", "TRANSFORM_REDACT", "mask"))
        .hasMessage("TRANSFORM_REDACT: (expected: here or in the file's content, not both)");
  }
}
