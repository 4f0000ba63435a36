package io.gatewaystack.proxyabl;

import static io.gatewaystack.proxyabl.Plans.ALICE;
import static io.gatewaystack.proxyabl.Plans.assertRefused;
import static io.gatewaystack.proxyabl.Plans.context;
import static io.gatewaystack.proxyabl.Plans.forwarded;
import static io.gatewaystack.proxyabl.Plans.inbound;
import static io.gatewaystack.proxyabl.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.RequestContext;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request may go where. */
class ProxyablTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "PROPFIND", "M-SEARCH"})
  void forwardsMethodsOfUpperCaseLetters(String method) {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    assertThat(forwarded(proxyabl, method, "/proxy/x", null).method()).isEqualTo(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "Delete", "TRACE", "TRACK", "CONNECT", "", "G/T"})
  void refusesMethodsThatWouldMeanAnotherThingUpstream(String method) {
    Plan plan =
        plan(Proxyabl.builder(URI.create("http://up.test")).build(), method, "/proxy/x", null);
    assertRefused(plan, 400, "invalid_request", "invalid_method");
  }

  @Test
  void refusesWhoIsNotIdentified() {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    Plan plan = proxyabl.plan(context("GET", "/proxy/x", null), inbound());
    assertRefused(plan, 401, "unauthorized", "missing_bearer");
    assertThat(((Plan.Refuse) plan).denial().challenge()).isNotNull();
  }

  @Test
  void forwardsWhoIsNotIdentifiedOnlyWhenToldTo() {
    Proxyabl proxyabl =
        Proxyabl.builder(URI.create("http://up.test")).anonymous(true).identityQuery("uid").build();
    Plan plan = proxyabl.plan(context("GET", "/proxy/x", "uid=mallory&a=1"), inbound());
    Plan.Forward forward = (Plan.Forward) plan;
    assertThat(forward.headers()).extracting(HeaderField::name).doesNotContain("X-User-Id");
    assertThat(forward.uri().getRawQuery()).doesNotContain("mallory").contains("a=1");
  }

  @Test
  void recordsWhereTheRequestGoesWithoutItsQueryAndTheTargetsOwnPath() {
    Proxyabl proxyabl =
        Proxyabl.builder(URI.create("http://up.test:81/secret")).name("crm").build();
    Plan.Forward forward = forwarded(proxyabl, "GET", "/proxy/x%20y", "token=secret");
    assertThat(forward.routing().provider()).isEqualTo("crm");
    assertThat(forward.routing().endpoint()).isEqualTo("http://up.test:81/*/x%20y");
    assertThat(forward).asString().doesNotContain("secret");
    Proxyabl plain = Proxyabl.builder(URI.create("http://up.test:81/")).build();
    assertThat(forwarded(plain, "GET", "/proxy/x", null).routing().endpoint())
        .isEqualTo("http://up.test:81/x");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({"1, 0", "10, 9", "0255, 254", "256, 254", "99999999999999999999, 254"})
  void anOptionsRequestGoesOnWithOneForwardLess(String received, String sent) {
    Plan.Forward forward =
        (Plan.Forward)
            options(new HeaderField("max-forwards", received), new HeaderField("A", "b"));
    assertThat(forward.headers())
        .contains(new HeaderField("Max-Forwards", sent), new HeaderField("A", "b"))
        .extracting(HeaderField::name)
        .doesNotContain("max-forwards");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"0", "00"})
  void anOptionsRequestThatMayGoNoFurtherIsAnsweredHere(String received) {
    assertThat(options(new HeaderField("Max-Forwards", received)))
        .isInstanceOfSatisfying(
            Plan.Answer.class,
            here ->
                assertThat(here.headers()).extracting(HeaderField::name).containsExactly("Allow"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "x", "-1", "1.0", "1, 2", "\u0661"})
  void refusesALimitOfForwardsThatIsNone(String received) {
    assertRefused(
        options(new HeaderField("Max-Forwards", received)),
        400,
        "invalid_request",
        "invalid_max_forwards");
    HeaderField twice = new HeaderField("Max-Forwards", "1");
    assertThat(options(twice, twice)).isInstanceOf(Plan.Refuse.class);
  }

  @Test
  void onlyOptionsHasALimitOfForwards() {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    HeaderField none = new HeaderField("Max-Forwards", "0");
    Plan plan =
        proxyabl.plan(
            context("GET", "/proxy/x", null).with(ALICE),
            new Inbound(List.of(none), "HTTP/1.1", "https", "gw.test"));
    assertThat(((Plan.Forward) plan).headers()).contains(none);
  }

  private static Plan options(HeaderField... lines) {
    return Proxyabl.builder(URI.create("http://up.test"))
        .build()
        .plan(
            context("OPTIONS", "/proxy/x", null).with(ALICE),
            new Inbound(List.of(lines), "HTTP/1.1", "https", "gw.test"));
  }

  @ParameterizedTest(name = "{0} goes to {1}")
  @CsvSource({
    "/crm/v1/x, crm, https://crm.test/api/v1/x",
    "/crm, crm, https://crm.test/api/",
    "/crm/files/a, files, http://files.test:8080/a",
    "/crm/filesx, crm, https://crm.test/api/filesx",
    "/other, rest, http://rest.test/other",
    "/crmx, rest, http://rest.test/crmx"
  })
  void takesTheRouteWithTheLongestPrefix(String raw, String name, String sent) {
    Plan.Forward forward = forwarded(several(), "GET", raw, null);
    assertThat(forward.uri()).hasToString(sent);
    assertThat(forward.routing().provider()).isEqualTo(name);
    assertThat(forward.route().config().name()).isEqualTo(name);
  }

  private static Proxyabl several() {
    return Proxyabl.of(
        Proxyabl.builder(URI.create("http://rest.test")).name("rest").prefix("/").build(),
        Proxyabl.of(
            Proxyabl.builder(URI.create("https://crm.test/api")).name("crm").prefix("/crm").build(),
            Proxyabl.builder(URI.create("http://files.test:8080"))
                .name("files")
                .prefix("/crm/files")
                .build()));
  }

  @Test
  void appliesTheRulesOfTheRouteTakenAndNoOther() {
    Proxyabl proxyabl =
        Proxyabl.of(
            Proxyabl.builder(URI.create("http://a.test"))
                .prefix("/a")
                .allowedPaths("/v1")
                .credential(UpstreamCredential.bearer("key-of-a"))
                .build(),
            Proxyabl.builder(URI.create("http://b.test")).prefix("/b").anonymous(true).build());
    assertThat(forwarded(proxyabl, "GET", "/a/v1", null).headers())
        .contains(new HeaderField("Authorization", "Bearer key-of-a"));
    assertThat(forwarded(proxyabl, "GET", "/b/v2", null).headers())
        .extracting(HeaderField::name)
        .doesNotContain("Authorization");
    assertRefused(
        plan(proxyabl, "GET", "/a/v2", null),
        403,
        "proxy_path_not_allowed",
        "PROXY_PATH_NOT_ALLOWED");
    assertRefused(
        plan(proxyabl, "GET", "/c", null), 403, "proxy_path_not_allowed", "PROXY_PATH_NOT_ALLOWED");
    for (String identified : List.of("/a/v1", "/c", "/a/../b")) {
      Plan plan = proxyabl.plan(context("GET", identified, null), inbound());
      assertRefused(plan, 401, "unauthorized", "missing_bearer");
    }
    assertThat(proxyabl.plan(context("GET", "/b", null), inbound()))
        .isInstanceOf(Plan.Forward.class);
  }

  @Test
  void refusesRoutesThatCannotBeToldApart() {
    Proxyabl a = Proxyabl.builder(URI.create("http://a.test")).prefix("/x").build();
    Proxyabl b = Proxyabl.builder(URI.create("http://b.test")).prefix("/x/").build();
    assertThatThrownBy(() -> Proxyabl.of(a, b))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix: /x (expected: one route)");
    assertThatThrownBy(Proxyabl::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parts: none (expected: at least one)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket/13", " websocket "})
  void refusesToUpgradeToWebSocket(String upgrade) {
    Inbound inbound =
        new Inbound(
            List.of(new HeaderField("Connection", "Upgrade"), new HeaderField("upgrade", upgrade)),
            "HTTP/1.1",
            "https",
            null);
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    Plan plan = proxyabl.plan(context("GET", "/proxy/x", null).with(ALICE), inbound);
    assertRefused(plan, 400, "upgrade_not_supported", null);
  }

  @Test
  void refusesWhatGoesInCircles() {
    HeaderField seven = new HeaderField("Via", "1.1 gatewaystack, ".repeat(7));
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    RequestContext context = context("GET", "/proxy/x", null).with(ALICE);
    Inbound once = new Inbound(List.of(seven), "HTTP/1.1", "https", null);
    Plan passed = proxyabl.plan(context, once);
    assertThat(passed).isInstanceOf(Plan.Forward.class);
    List<HeaderField> sent = ((Plan.Forward) passed).headers();
    Inbound again = new Inbound(sent, "HTTP/1.1", "https", null);
    assertRefused(proxyabl.plan(context, again), 508, "loop_detected", null);
  }

  @Test
  void ignoresOtherUpgradesAsServersMay() {
    Inbound inbound =
        new Inbound(
            List.of(
                new HeaderField("Connection", "Upgrade, HTTP2-Settings"),
                new HeaderField("HTTP2-Settings", "x"),
                new HeaderField("Upgrade", "h2c")),
            "HTTP/1.1",
            "http",
            null);
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    Plan plan = proxyabl.plan(context("GET", "/proxy/x", null).with(ALICE), inbound);
    assertThat(((Plan.Forward) plan).headers())
        .extracting(HeaderField::name)
        .doesNotContain("Upgrade", "Connection", "HTTP2-Settings");
  }
}
