package io.gatewaystack.transformabl;

import static io.gatewaystack.context.Route.HTTP;
import static io.gatewaystack.transformabl.PiiType.CREDIT_CARD;
import static io.gatewaystack.transformabl.PiiType.EMAIL;
import static io.gatewaystack.transformabl.PiiType.SSN;
import static io.gatewaystack.transformabl.Requests.post;
import static io.gatewaystack.transformabl.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformablTest {
  static final List<Route> GOVERNED = List.of(Requests.MCP, Requests.TOOL, Requests.MODEL);

  private static final String CLEAN = "{\"note\":\"the weather is fine\"}";
  private static final String EMAILED = "{\"note\":\"to joe@example.com\"}";
  private static final Layer ANNOTATES = Transformabl.builder().build();
  private static final Layer REDACTS =
      Transformabl.builder().redact(Redaction.placeholder()).build();
  private static final Layer BLOCKS = Transformabl.builder().blockThreshold(25).build();

  /** Through a pipeline, as it is in use: refusals thrown by the body become denials. */
  private static Decision decide(Layer layer, RequestContext context) {
    return Pipeline.of(layer).before(context);
  }

  private static RequestContext passed(Layer layer, RequestContext context) {
    Decision decision = decide(layer, context);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return decision.context();
  }

  private static Denial denied(Layer layer, RequestContext context) {
    Decision decision = decide(layer, context);
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    assertThat(((Decision.Deny) decision).layer()).isEqualTo("transformabl");
    return ((Decision.Deny) decision).denial();
  }

  private static Content content(RequestContext context) {
    return context.require(Content.class);
  }

  @Test
  void annotatesAndChangesNothingByDefault() {
    RequestContext context = passed(ANNOTATES, post(HTTP, EMAILED));
    assertThat(text(context)).isEqualTo(EMAILED);
    assertThat(content(context))
        .isEqualTo(
            new Content(
                Set.of("coppa", "gdpr"), 25, new TreeMap<>(Map.of("email", 1)), false, null));
  }

  @Test
  void saysOfCleanContentThatItWasSeen() {
    RequestContext context = passed(REDACTS, post(HTTP, CLEAN));
    assertThat(content(context)).isEqualTo(new Content(Set.of(), 0, new TreeMap<>(), false, null));
  }

  @Test
  void cleanContentKeepsItsInstance() {
    RequestContext before = post(HTTP, CLEAN);
    RequestContext after = passed(REDACTS, before);
    assertThat(after.body()).isSameAs(before.body());
  }

  @Test
  void redactsForWhoeverReadsTheBodyLater() {
    RequestContext context = passed(REDACTS, post(HTTP, EMAILED));
    assertThat(text(context)).isEqualTo("{\"note\":\"to [EMAIL]\"}");
    assertThat(context.body().json().tree().get("note").stringValue()).isEqualTo("to [EMAIL]");
    assertThat(new String(context.body().original(), StandardCharsets.UTF_8)).isEqualTo(EMAILED);
    assertThat(content(context).replacement()).isEqualTo("placeholder");
  }

  @Test
  void laterLayersReadTheRedactedBodyAndTheSection() {
    Layer policy =
        new Layer() {
          @Override
          public String name() {
            return "policy";
          }

          @Override
          public Decision before(RequestContext context) {
            assertThat(text(context)).doesNotContain("joe");
            return content(context).labels().contains("gdpr")
                ? Decision.deny(context, Denial.of(403, "policy_denied", 40302, "No"))
                : Decision.proceed(context);
          }
        };
    Pipeline pipeline = Pipeline.of(REDACTS, policy);
    assertThat(pipeline.before(post(HTTP, EMAILED))).isInstanceOf(Decision.Deny.class);
    assertThat(pipeline.before(post(HTTP, CLEAN))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void addsToWhatAnotherLayerFound() {
    Content other = new Content(Set.of("phi"), 90, new TreeMap<>(Map.of("email", 2)), false, null);
    Content merged = content(passed(ANNOTATES, post(HTTP, EMAILED).with(other)));
    assertThat(merged.labels()).containsExactly("phi", "coppa", "gdpr");
    assertThat(merged.riskScore()).isEqualTo(90);
    assertThat(merged.matches()).containsEntry("email", 3);
  }

  @Test
  void blocksFromTheThresholdOn() {
    Denial denial = denied(BLOCKS, post(HTTP, EMAILED));
    assertThat(denial.status()).isEqualTo(403);
    assertThat(denial.error()).isEqualTo("content_blocked");
    assertThat(denial.rpcCode()).isEqualTo(40303);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(denial.members()).containsExactly(Map.entry("labels", List.of("coppa", "gdpr")));
    assertThat(denial.toString()).doesNotContain("joe");

    Layer higher = Transformabl.builder().blockThreshold(26).build();
    assertThat(text(passed(higher, post(HTTP, EMAILED)))).isEqualTo(EMAILED);
  }

  @Test
  void leavesTheEvidenceOfABlockedRequest() {
    Decision decision = decide(BLOCKS, post(HTTP, EMAILED));
    assertThat(content(decision.context()).matches()).containsEntry("email", 1);
  }

  @Test
  void blocksOnWhatWasSentEvenWhenItCouldBeRedacted() {
    Layer both = Transformabl.builder().redact(Redaction.mask()).blockThreshold(30).build();
    assertThat(text(passed(both, post(HTTP, EMAILED)))).contains("jo***********om");
    assertThat(denied(both, post(HTTP, "[\"joe@example.com\",\"123-45-6789\"]")).error())
        .isEqualTo("content_blocked");
  }

  @Test
  void looksForTheTypesAskedForOnly() {
    Layer cards = Transformabl.builder().types(CREDIT_CARD, SSN).redact(Redaction.remove()).build();
    RequestContext context =
        passed(cards, post(HTTP, "[\"joe@example.com\",\"4111111111111111\",\"123-45-6789\"]"));
    assertThat(text(context)).isEqualTo("[\"joe@example.com\",\"\",\"\"]");
    assertThat(content(context).piiTypes()).containsExactly("credit_card", "ssn");
  }

  @ParameterizedTest
  @FieldSource("GOVERNED")
  void readsPostsOnGovernedRoutesWhateverTheirType(Route route) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"model\":\"m\","
            + "\"params\":{\"name\":\"t\",\"arguments\":{\"to\":\"joe@example.com\"}}}";
    RequestContext context =
        post(route, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/plain"));
    assertThat(content(ANNOTATES.before(context).context()).matches()).containsEntry("email", 1);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json", "APPLICATION/JSON", "application/json;charset=utf-8",
    "application/json ; x=y", "application/ld+json", "application/vnd.api+json; v=1"
  })
  void readsBodiesThatSayTheyAreJson(String contentType) {
    RequestContext context =
        post(HTTP, EMAILED.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", contentType));
    assertThat(text(passed(REDACTS, context))).contains("[EMAIL]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "GET"})
  void readsJsonOfAnyMethodOnAnyRoute(String method) {
    for (Route route : List.of(HTTP, Requests.MCP, Requests.TOOL, Requests.MODEL)) {
      if (route.equals(Requests.MCP) && method.startsWith("P")) {
        continue; // MCP does not know it, and nobody reads it
      }
      byte[] body = EMAILED.getBytes(StandardCharsets.UTF_8);
      RequestContext context = Requests.request(method, route, Map.of(), () -> body);
      assertThat(text(passed(REDACTS, context))).contains("[EMAIL]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "image/png",
        "application/jsonp",
        "text/plain; charset=utf-16",
        "text/plain; charset=utf-8; charset=utf-16",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-ndjson"
      })
  void passesOtherBodiesUnseenAndSaysSo(String contentType) {
    RequestContext context =
        Requests.request(
            "POST",
            HTTP,
            Map.of("Content-Type", contentType, "Content-Length", "7"),
            () -> "joe@x.c".getBytes(StandardCharsets.UTF_8));
    for (Layer layer : List.of(ANNOTATES, REDACTS, BLOCKS)) {
      RequestContext after = passed(layer, context);
      assertThat(after.body().multipart()).isEqualTo(context.body().multipart());
      assertThat(content(after).labels()).containsExactly("unscanned");
      assertThat(content(after).riskScore()).isZero();
    }
  }

  @Test
  void doesNotReadWhatItCannotLookAt() {
    Map<String, String> opaque =
        Map.of("Content-Type", "application/zip", "Transfer-Encoding", "chunked");
    RequestContext context =
        Requests.request(
            "POST",
            HTTP,
            opaque,
            () -> {
              throw new AssertionError("read");
            });
    assertThat(passed(REDACTS, context).body().loaded()).isFalse();
  }

  @Test
  void policyCanRefuseWhatWasNotScanned() {
    Layer policy =
        new Layer() {
          @Override
          public String name() {
            return "policy";
          }

          @Override
          public Decision before(RequestContext context) {
            return content(context).labels().contains("unscanned")
                ? Decision.deny(context, Denial.of(403, "policy_denied", 40302, "No"))
                : Decision.proceed(context);
          }
        };
    Map<String, String> zip = Map.of("Content-Type", "application/zip");
    assertThat(
            Pipeline.of(ANNOTATES, policy)
                .before(post(HTTP, "PK".getBytes(StandardCharsets.UTF_8), zip)))
        .isInstanceOf(Decision.Deny.class);
  }

  @Test
  void passesRequestsWithoutBody() {
    for (Layer layer : List.of(ANNOTATES, REDACTS, BLOCKS)) {
      for (Route route : List.of(HTTP, Requests.MCP, Requests.TOOL)) {
        assertThat(passed(layer, post(route, "")).find(Content.class)).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':joe@example.com} | application/json | 400 | invalid_json",
        "{'a':1,'a':'joe@example.com'} | application/json | 400 | invalid_json",
        "{'a':'joe@example.com'} x | application/json | 400 | invalid_json",
        "{'a':'joe@example.com'} | application/json; charset=utf-16 | 415 | unsupported_media_type",
      })
  void refusesWhatTwoParsersCouldReadDifferently(
      String body, String contentType, int status, String error) {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (Layer layer : List.of(ANNOTATES, REDACTS, BLOCKS)) {
      Denial denial = denied(layer, post(HTTP, json, Map.of("Content-Type", contentType)));
      assertThat(denial.status()).isEqualTo(status);
      assertThat(denial.error()).isEqualTo(error);
    }
  }

  @Test
  void refusesCompressedJson() {
    byte[] json = EMAILED.getBytes(StandardCharsets.UTF_8);
    assertThat(denied(REDACTS, post(HTTP, json, Map.of("Content-Encoding", "gzip"))).status())
        .isEqualTo(415);
  }

  @Test
  void annotatesTheFirstBytesOfAnOversizedBody() {
    Layer layer = Transformabl.builder().scanCap(30).build();
    String body = "[\"joe@example.com\",\"" + "x".repeat(20) + "\",\"ann@example.com\"]";
    RequestContext context = passed(layer, post(HTTP, body));
    assertThat(text(context)).isEqualTo(body);
    assertThat(content(context).truncated()).isTrue();
    assertThat(content(context).matches()).containsEntry("email", 1);
  }

  @Test
  void stopsInsideAStringAtTheCap() {
    Layer layer = Transformabl.builder().scanCap(30).build();
    String body = "[\"joe@example.com" + " ".repeat(20) + "ann@example.com\"]";
    Content content = content(passed(layer, post(HTTP, body)));
    assertThat(content.truncated()).isTrue();
    assertThat(content.matches()).containsEntry("email", 1);
  }

  @Test
  void refusesAnOversizedBodyWhenItCouldHideSomething() {
    String body = "[\"" + "x".repeat(40) + "\"]";
    for (TransformablBuilder builder :
        List.of(
            Transformabl.builder().redact(Redaction.mask()),
            Transformabl.builder().blockThreshold(100))) {
      Decision decision = decide(builder.scanCap(43).build(), post(HTTP, body));
      assertThat(((Decision.Deny) decision).denial().status()).isEqualTo(413);
      assertThat(((Decision.Deny) decision).denial().error()).isEqualTo("payload_too_large");
      assertThat(content(decision.context()).truncated()).isTrue();
      assertThat(text(passed(builder.scanCap(44).build(), post(HTTP, body)))).isEqualTo(body);
    }
  }

  @Test
  void scansHalfAMebibyteUnlessToldOtherwise() {
    String most = "[\"" + "x".repeat(524_284) + "\"]";
    assertThat(content(passed(REDACTS, post(HTTP, most))).truncated()).isFalse();
    assertThat(denied(REDACTS, post(HTTP, most + " ")).status()).isEqualTo(413);
    assertThat(content(passed(ANNOTATES, post(HTTP, most + " "))).truncated()).isFalse();
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transformabl.builder().blockThreshold(0).build())
        .withMessage("blockThreshold: 0 (expected: 1..100)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transformabl.builder().blockThreshold(101).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transformabl.builder().scanCap(0).build())
        .withMessage("scanCap: 0 (expected: > 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transformabl.builder().types())
        .withMessage("types: none (expected: at least one)");
    assertThat(Transformabl.builder().types(EMAIL).blockThreshold(100).scanCap(1).build().name())
        .isEqualTo("transformabl");
  }

  @Test
  void looksAtTheChosenValuesOnly() {
    Layer chosen =
        Transformabl.builder()
            .redact(Redaction.placeholder())
            .content(pointer -> pointer.startsWith("/messages/"))
            .build();
    RequestContext context =
        passed(
            chosen,
            post(HTTP, "{\"messages\":[\"joe@example.com\"],\"from\":\"sue@example.com\"}"));
    assertThat(text(context))
        .isEqualTo("{\"messages\":[\"[EMAIL]\"],\"from\":\"sue@example.com\"}");
    assertThat(context.require(Content.class).matches()).containsExactly(Map.entry("email", 1));
  }

  private static TransformablBuilder failing() {
    return Transformabl.builder()
        .content(
            pointer -> {
              throw new IllegalStateException("broken");
            });
  }

  @Test
  void itsOwnFailureRefusesWhereSomethingIsRedactedOrBlocked() {
    for (TransformablBuilder closed :
        List.of(failing().redact(Redaction.mask()), failing().blockThreshold(100))) {
      assertThat(denied(closed.build(), post(HTTP, CLEAN)).status()).isEqualTo(500);
    }
  }

  @Test
  void itsOwnFailureIsALabelWhereContentIsLabelledOnly() {
    RequestContext context = passed(failing().build(), post(HTTP, EMAILED));
    assertThat(text(context)).isEqualTo(EMAILED);
    assertThat(content(context).labels()).containsExactly("unscanned");
    assertThat(context.require(Warnings.class).codes()).containsExactly("fail_open:transformabl");
  }

  @Test
  void aBadBodyIsRefusedAlsoWhereContentIsLabelledOnly() {
    assertThat(denied(failing().build(), post(HTTP, "{")).status()).isEqualTo(400);
  }
}
