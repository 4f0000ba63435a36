package io.gatewaystack.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Refusal;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.context.section.Warnings;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestContextTest {
  private static final ContextKey<String> KEY = ContextKey.named("mine");
  private static final Identity JANE =
      Identity.builder("auth0|jane", "https://idp.example").email("jane@example.com").build();
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\","
          + "\"params\":{\"name\":\"pay\",\"arguments\":{\"to\":\"jane@example.com\"}}}";

  @Test
  void eachChangeMakesANewContextAndLeavesTheOldOne() {
    RequestContext empty = Requests.http();

    RequestContext filled = empty.with(JANE).merge(Warnings.of("w")).with(KEY, "v");

    assertThat(filled.require(Identity.class)).isSameAs(JANE);
    assertThat(filled.find(Warnings.class)).isPresent();
    assertThat(filled.find(KEY)).hasValue("v");
    assertThat(empty.find(Identity.class)).isEmpty();
    assertThat(empty.find(Warnings.class)).isEmpty();
    assertThat(empty.find(KEY)).isEmpty();
  }

  @Test
  void twoBranchesOfOneContextDoNotSeeEachOther() {
    RequestContext base = Requests.http().with(KEY, "base");

    RequestContext left = base.with(KEY, "left").with(JANE);
    RequestContext right = base.with(Routing.of("p", "e"));

    assertThat(base.find(KEY)).hasValue("base");
    assertThat(left.find(Routing.class)).isEmpty();
    assertThat(right.find(Identity.class)).isEmpty();
    assertThat(right.find(KEY)).hasValue("base");
  }

  @Test
  void aSectionIsWrittenOnce() {
    RequestContext context =
        Requests.http().with(JANE).with(Routing.of("p", "e")).with(Trace.start());

    assertThatIllegalStateException()
        .isThrownBy(() -> context.with(JANE))
        .withMessage("section Identity is already set");
    assertThatIllegalStateException().isThrownBy(() -> context.with(Routing.of("q", "f")));
    assertThatIllegalStateException().isThrownBy(() -> context.with(Trace.start()));
  }

  @Test
  void sectionsThatSeveralLayersWriteAreCombined() {
    RequestContext context =
        Requests.http()
            .merge(new Usage(1, 2, 3))
            .merge(new Usage(1, 2, 3))
            .merge(new Refusal("first", Denial.internalError()))
            .merge(new Refusal("second", Denial.payloadTooLarge()));

    assertThat(context.require(Usage.class)).isEqualTo(new Usage(2, 4, 6));
    assertThat(context.require(Refusal.class).layer()).isEqualTo("first");
  }

  @Test
  void aMissingSectionIsAnEmptyFindAndARequireThatNamesIt() {
    assertThat(Requests.http().find(Authorization.class)).isEmpty();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> Requests.http().require(Authorization.class))
        .withMessage("no section Authorization");
  }

  @Test
  void keysOfOneNameAreDifferentAndAValueIsReplaced() {
    ContextKey<String> twin = ContextKey.named("mine");
    RequestContext context = Requests.http().with(KEY, "a").with(KEY, "b");

    assertThat(context.find(KEY)).hasValue("b");
    assertThat(context.find(twin)).isEmpty();
    assertThat(context.with(twin, "c").find(KEY)).hasValue("b");
  }

  @Test
  void showsWhatIsPresentButNothingOfIt() {
    RequestContext context = Requests.mcp(CALL).with(JANE).with(KEY, "hunter2");

    assertThat(context).hasToString("RequestContext[RequestInfo[req-1 POST] Identity,mine]");
    assertThat(context.operation()).hasToString("Operation[MCP_TOOL_CALL tools/call]");
  }

  @Test
  void aReplacedBodyIsWhatTheApplicationReads() {
    RequestContext before = Requests.mcp(CALL);
    Operation operation = before.operation();

    RequestContext after = before.with(JANE).withBody(call("pay", "***", 7));

    assertThat(text(after.body().bytes())).contains("***");
    assertThat(after.body().json().bytes()).isSameAs(after.body().bytes());
    assertThat(after.body().loaded()).isTrue();
    assertThat(text(after.body().original())).isEqualTo(CALL);
    assertThat(after.operation()).isEqualTo(operation);
    assertThat(after.find(Identity.class)).isPresent();
    assertThat(text(before.body().bytes())).isEqualTo(CALL);
    assertThat(text(after.withBody(call("pay", "x", 7)).body().original())).isEqualTo(CALL);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"steal\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"tools/call\",\"params\":{\"name\":\"pay\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"tools/call\",\"params\":{\"name\":\"pay\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"prompts/get\",\"params\":{\"name\":\"pay\"}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{}}",
        "[]",
        "{}"
      })
  void aReplacedBodyMustSayTheSameOperation(String body) {
    RequestContext context = Requests.mcp(CALL);

    assertThatIllegalStateException()
        .isThrownBy(() -> context.withBody(JsonDocument.parse(body.getBytes(UTF_8))));
  }

  @Test
  void aReplacedModelCallMustNameTheSameModel() {
    Route route = new Route(Route.Protocol.MODEL, "/v1");
    RequestContext context =
        Requests.context(route, "POST", "{\"model\":\"small\",\"x\":1}", Requests.JSON);

    assertThat(context.withBody(json("{\"model\":\"small\"}")).operation().model())
        .isEqualTo("small");
    assertThatIllegalStateException()
        .isThrownBy(() -> context.withBody(json("{\"model\":\"big\"}")));
  }

  @Test
  void findingTheOperationNeverReadsFromTheClient() {
    int[] reads = {0};
    RequestInfo info = Requests.info("POST", "/mcp", Requests.JSON);
    Body body =
        Body.reading(
            () -> {
              reads[0]++;
              return CALL.getBytes(UTF_8);
            },
            info.headers());
    RequestContext context = RequestContext.of(info, Requests.MCP, body);

    assertThat(context.findOperation()).isEmpty();
    assertThat(reads[0]).isZero();
    assertThat(context.operation().target()).isEqualTo("pay");
    assertThat(context.findOperation()).isPresent();
    assertThat(reads[0]).isEqualTo(1);
  }

  @Test
  void findsTheOperationWithoutBodyWhereNoneIsNeeded() {
    for (Route route : new Route[] {Route.HTTP, Requests.MCP}) {
      RequestInfo info = Requests.info("GET", "/mcp");
      Body unreadable =
          Body.reading(
              () -> {
                throw new AssertionError("read");
              },
              info.headers());

      assertThat(RequestContext.of(info, route, unreadable).findOperation()).isPresent();
    }
  }

  @Test
  void findsNoOperationInABodyThatSaysNone() {
    RequestContext context = Requests.mcp("{broken");

    assertThat(context.findOperation()).isEmpty();
    assertThatExceptionOfType(Refused.class).isThrownBy(context::operation);
  }

  @Test
  void theOperationIsReadOnce() {
    RequestContext context = Requests.mcp(CALL);

    assertThat(context.operation()).isSameAs(context.operation());
    assertThat(context.with(JANE).operation()).isSameAs(context.operation());
  }

  @Test
  void aRouteMayBecomeMorePreciseButNotAnotherOne() {
    RequestContext http = Requests.context(Route.HTTP, "POST", CALL, Requests.JSON).with(JANE);
    assertThat(http.operation().kind()).isEqualTo(Operation.Kind.HTTP);

    RequestContext mcp = http.on(Requests.MCP);

    assertThat(mcp.operation().kind()).isEqualTo(Operation.Kind.MCP_TOOL_CALL);
    assertThat(mcp.find(Identity.class)).isPresent();
    assertThat(mcp.on(Route.HTTP)).isSameAs(mcp);
    assertThat(mcp.on(Requests.MCP)).isSameAs(mcp);
    assertThatIllegalStateException()
        .isThrownBy(() -> mcp.on(new Route(Route.Protocol.MODEL, "/mcp")));
  }

  private static JsonDocument call(String tool, String to, int id) {
    return json(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{\"to\":\"%s\"}}}"
            .formatted(id, tool, to));
  }

  private static JsonDocument json(String text) {
    return JsonDocument.parse(text.getBytes(UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Test
  void takesContentThatIsNotJson() {
    RequestContext text = Requests.context(Route.HTTP, "POST", "joe", "Content-Type: text/plain");
    RequestContext changed = text.withBody("[1]".getBytes(UTF_8));

    assertThat(changed.body().bytes()).isEqualTo("[1]".getBytes(UTF_8));
    assertThat(changed.body().multipart()).isEqualTo("[1]".getBytes(UTF_8));
    assertThat(changed.body().original()).isEqualTo("joe".getBytes(UTF_8));
    assertThat(changed.body().json().tree().isArray()).isTrue();
  }

  @Test
  void contentThatIsNotJsonMayNotSayAnotherOperationEither() {
    RequestContext call = Requests.mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
    byte[] other = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"pong\"}".getBytes(UTF_8);

    assertThatIllegalStateException().isThrownBy(() -> call.withBody(other));
    assertThatIllegalStateException().isThrownBy(() -> call.withBody("x".getBytes(UTF_8)));
  }
}
