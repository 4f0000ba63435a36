package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.rpc;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.service.InMemoryServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules compare texts: what could be read in two ways is no resource, whichever rules there are.
 */
class AmbiguousResourceTest {
  private static final Validatabl OPEN_PART =
      policy(
          Effect.DENY,
          Rule.allow("public").when("resource", STARTS_WITH, "file:///public/").build());
  private static final Validatabl CLOSED_PART =
      policy(
          Effect.ALLOW,
          Rule.deny("private").when("resource", STARTS_WITH, "file:///private/").build());
  private static final Validatabl SERVICES =
      Validatabl.builder()
          .policy(Policy.of(List.of(), Effect.ALLOW))
          .services(
              new InMemoryServices().enable("one", "pub"),
              Map.of(),
              Map.of("file:///pub/", "pub", "file:///priv/", "priv"))
          .build();

  private static Validatabl policy(Effect otherwise, Rule... rules) {
    return Validatabl.builder().policy(Policy.of(List.of(rules), otherwise)).build();
  }

  private static Identity ada() {
    return Identity.builder("ada", "https://issuer.example").tenantId("one").build();
  }

  private static String outcome(Validatabl layer, String method, String uri) {
    RequestContext request = rpc(method, "{\"uri\":\"" + uri + "\"}");
    return Decided.outcome(layer, request.with(ada()));
  }

  private static String shown(Validatabl layer, String method, String member, String entry) {
    return edited(layer, rpc(method, "{}"), "{\"" + member + "\":[{" + entry + "}]}");
  }

  private static String edited(Validatabl layer, RequestContext request, String result) {
    Decision.Proceed proceed = (Decision.Proceed) layer.before(request.with(ada()));
    List<Message> out = new ArrayList<>();
    Message answer = Message.of(("{\"id\":7,\"result\":" + result + "}").getBytes(UTF_8));
    proceed.editor().orElseThrow().message(answer, out::add);
    return new String(out.get(0).bytes(), UTF_8);
  }

  private static boolean isListed(Validatabl layer, String uri) {
    return shown(layer, "resources/list", "resources", "\"uri\":\"" + uri + "\"").contains(uri);
  }

  private static boolean isListedAsTemplate(Validatabl layer, String template) {
    String entry = "\"uriTemplate\":\"" + template + "\"";
    return shown(layer, "resources/templates/list", "resourceTemplates", entry).contains(template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///public/../private/a.md",
        "file:///public/%2e%2e/private/a.md",
        "file:///public/..%2fprivate/a.md",
        "file:///public/../../etc/passwd"
      })
  void anOpenPartLeadsNowhereElse(String uri) {
    assertThat(outcome(OPEN_PART, "resources/read", uri)).isEqualTo("unknown_resource");
    assertThat(outcome(OPEN_PART, "resources/subscribe", uri)).isEqualTo("unknown_resource");
    assertThat(isListed(OPEN_PART, uri)).isFalse();
    assertThat(isListedAsTemplate(OPEN_PART, uri + "/{name}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///%70rivate/a",
        "file:///./private/a",
        "FILE:///private/a",
        "file://localhost/private/a",
        "file:////private/a",
        "file:/private/a",
        "file:///private/a/",
        "file:///private/a%20",
        "file:///private/%20a",
        "file:///private%20/a"
      })
  void aClosedPartHasNoOtherSpelling(String uri) {
    assertThat(outcome(CLOSED_PART, "resources/read", uri)).isEqualTo("unknown_resource");
    assertThat(isListed(CLOSED_PART, uri)).isFalse();
    assertThat(isListedAsTemplate(CLOSED_PART, uri + "/{name}")).isFalse();
    assertThat(outcome(CLOSED_PART, "resources/read", "file:///private/a"))
        .isEqualTo("policy_denied");
  }

  @ParameterizedTest
  @CsvSource({
    "file:///pub/a, allowed",
    "file:///priv/a, service_not_enabled",
    "file:///pub/../priv/a, unknown_resource",
    "file:///pub/%2e%2e/priv/a, unknown_resource"
  })
  void aServiceLeadsToNoOther(String uri, String expected) {
    assertThat(outcome(SERVICES, "resources/read", uri)).isEqualTo(expected);
    assertThat(isListed(SERVICES, uri)).isEqualTo(expected.equals("allowed"));
    assertThat(isListedAsTemplate(SERVICES, uri + "{name}")).isEqualTo(expected.equals("allowed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ui://x",
        "urn:a:b",
        "file:///C:/a%20b",
        "x://a/b?q=/",
        "note://caf%C3%A9",
        "x://a?q=b%2Fc",
        "https://host:8080/a"
      })
  void whatIsOddAndCanBeReadInOneWayStaysReadable(String uri) {
    assertThat(outcome(CLOSED_PART, "resources/read", uri)).isEqualTo("allowed");
    assertThat(isListed(CLOSED_PART, uri)).isTrue();
    assertThat(isListedAsTemplate(CLOSED_PART, uri + "{name}")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "x://a/, allowed",
    "x://b%20, allowed",
    "x://a, allowed",
    "x://c, allowed",
    "x://c/, unknown_resource",
    "x://c%20, unknown_resource"
  })
  void theVeryTextThatAnOwnerMapsIsReadHoweverItIsWritten(String uri, String expected) {
    Validatabl layer =
        Validatabl.builder().openResources("x://a/", "x://b%20", "x://{+any}").build();

    assertThat(outcome(layer, "resources/read", uri)).isEqualTo(expected);
    assertThat(isListed(layer, uri)).isEqualTo(expected.equals("allowed"));
  }

  @ParameterizedTest
  @CsvSource({"a, true", "%61, false", "a%20, false", "b, true", ".., false", "%2e%2e, false"})
  void aCompletionShowsNoValueThatLeadsToSuchAUri(String value, boolean expected) {
    RequestContext completion =
        rpc(
            "completion/complete",
            "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"file:///public/{+p}/c\"},"
                + "\"argument\":{\"name\":\"p\",\"value\":\"\"}}");

    String values = "{\"completion\":{\"values\":[\"" + value + "\"]}}";
    assertThat(edited(OPEN_PART, completion, values).contains("\"" + value + "\""))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///public/../a", "FILE:///public/a"})
  void aCompletionOfSuchAUriIsRefused(String uri) {
    RequestContext completion =
        rpc(
            "completion/complete",
            "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\""
                + uri
                + "\"},"
                + "\"argument\":{\"name\":\"p\",\"value\":\"\"}}");

    assertThat(OPEN_PART.decide(completion.with(caller())).denial().map(Denial::reason))
        .contains("unknown_resource");
  }
}
