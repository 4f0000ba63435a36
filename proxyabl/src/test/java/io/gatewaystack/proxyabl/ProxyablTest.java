package io.gatewaystack.proxyabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request may go where. */
class ProxyablTest {
  private static final Identity ALICE = Identity.builder("alice", "https://idp.test").build();

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "/proxy, http://up.test:81/base/",
    "/proxy/, http://up.test:81/base/",
    "/proxy/echo, http://up.test:81/base/echo",
    "/proxy/a%20b, http://up.test:81/base/a%20b",
    "/proxy/a%41%2b, http://up.test:81/base/aA+",
    "/proxy/%c3%b6, http://up.test:81/base/%C3%B6",
    "/proxy/100%25, http://up.test:81/base/100%25",
    "'/proxy/~u/x:y@z!$&()*+,=', 'http://up.test:81/base/~u/x:y@z!$&()*+,='",
    "/proxy/%22%3C%7C%5B, http://up.test:81/base/%22%3C%7C%5B",
    "/%70roxy/echo, http://up.test:81/base/echo"
  })
  void sendsTheCanonicalEncodingOfThePathItJudged(String raw, String sent) {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test:81/base/")).build();
    assertThat(forwarded(proxyabl, "GET", raw, null).uri()).hasToString(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proxy/%2e%2e/admin",
        "/proxy/../admin",
        "/proxy/..;/admin",
        "/proxy/a;x=1/b",
        "/proxy//evil",
        "/proxy/\\evil",
        "/proxy/%5cevil",
        "/proxy/%2F%2Fevil",
        "/proxy/a%00",
        "/proxy/a%0d%0ab",
        "/proxy/%252e%252e/admin",
        "/proxy/%ff",
        "/proxy/%2",
        "http://evil/proxy/x"
      })
  void refusesPathsThatTwoParsersCouldReadDifferently(String raw) {
    Plan plan = plan(Proxyabl.builder(URI.create("http://up.test")).build(), "GET", raw, null);
    assertRefused(plan, 400, "invalid_upstream_path", "INVALID_UPSTREAM_PATH");
  }

  @ParameterizedTest(name = "{0} allowed: {1}")
  @CsvSource({
    "/proxy/api, true",
    "/proxy/api/, true",
    "/proxy/api/x/y, true",
    "/proxy/%61pi/x, true",
    "/proxy/apix, false",
    "/proxy/API, false",
    "/proxy/, false",
    "/proxy/v1/tools, true",
    "/proxy/v1, false",
    "/proxyapi, false",
    "/api, false",
    "/other/api, false"
  })
  void allowsWholePathSegmentsOnly(String raw, boolean allowed) {
    Proxyabl proxyabl =
        Proxyabl.builder(URI.create("http://up.test")).allowedPaths("/api", "/v1/tools/").build();
    Plan plan = plan(proxyabl, "GET", raw, null);
    if (allowed) {
      assertThat(plan).isInstanceOf(Plan.Forward.class);
    } else {
      assertRefused(plan, 403, "proxy_path_not_allowed", "PROXY_PATH_NOT_ALLOWED");
    }
  }

  @Test
  void readsThePrefixFromTheRootWhenItIsEmpty() {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).prefix("/").build();
    assertThat(forwarded(proxyabl, "GET", "/a/b", null).uri()).hasToString("http://up.test/a/b");
    assertThat(forwarded(proxyabl, "GET", "/", null).uri()).hasToString("http://up.test/");
  }

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

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "foo=bar",
        "a=1&&b=&c",
        "a[]=1&b[x]=2",
        "q=%C3%B6&q=%c3%b6+x",
        "?x=/y",
        "a=1;b=2",
        "%20",
        ""
      })
  void passesTheQueryOnByteForByte(String query) {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    assertThat(forwarded(proxyabl, "GET", "/proxy/x", query).uri())
        .hasToString("http://up.test/x?" + query);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"a b", "a=%", "a=%2", "a=%g0", "a=#b", "\u00f6", "a\tb", "a\0b", "a\u007fb"})
  void refusesQueriesThatAreNotLegal(String query) {
    Plan plan =
        plan(Proxyabl.builder(URI.create("http://up.test")).build(), "GET", "/proxy/x", query);
    assertRefused(plan, 400, "invalid_upstream_url", "INVALID_UPSTREAM_URL");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      quoteCharacter = '!',
      value = {
        "a=1|2, a=1%7C2",
        "filter={%22a%22:1}&b, filter=%7B%22a%22:1%7D&b",
        "a=\"b\", a=%22b%22",
        "a=<b>, a=%3Cb%3E",
        "a\\b^`, a%5Cb%5E%60"
      })
  void encodesWhatBrowsersDoNot(String query, String sent) {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).build();
    assertThat(forwarded(proxyabl, "GET", "/proxy/x", query).uri().getRawQuery()).isEqualTo(sent);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      nullValues = "none",
      value = {
        "none, uid=alice",
        "a=1, a=1&uid=alice",
        "uid=mallory, uid=alice",
        "a=1&uid=mallory&b=2, a=1&b=2&uid=alice",
        "a=1;uid=mallory;b=2, a=1;b=2&uid=alice",
        "a=1;uid=mallory, a=1;&uid=alice",
        "a=1;, a=1;&uid=alice",
        "uid%00=m&uid%00x=m&a%00uid=1, a%00uid=1&uid=alice",
        "uid%20=m&uid.a=m&uid%2Ea=m&uida=1, uida=1&uid=alice",
        "UID=mallory&a=%41, a=%41&uid=alice",
        "%75id=mallory, uid=alice",
        "u%69d=mallory&uid, uid=alice",
        "uidx=1&xuid=2&u=uid, uidx=1&xuid=2&u=uid&uid=alice",
        "a=1&&b, a=1&&b&uid=alice",
        "uid[]=mallory&a[]=1, a[]=1&uid=alice",
        "uid[a]=m&uid[a][]=m&UID[0]=m, uid=alice",
        "uid%5B%5D=mallory&uid%5ba%5d=m, uid=alice",
        "[uid]=m&[uid][]=m&%5Buid%5D=m, uid=alice",
        "uid[=m&uid]=m&+uid=m, uid=alice",
        "a[uid]=1&u[id]=2&[a]=3&[]=4, a[uid]=1&u[id]=2&[a]=3&[]=4&uid=alice"
      })
  void replacesTheIdentityParameterHoweverItIsSpelled(String query, String sent) {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).identityQuery("uid").build();
    assertThat(forwarded(proxyabl, "GET", "/proxy/x", query).uri().getRawQuery()).isEqualTo(sent);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"user_id", "user.id", "user+id", "user%2eid", "user[id", "User.Id[]"})
  void replacesWhatPhpReadsAsTheIdentityParameter(String sent) {
    Proxyabl proxyabl =
        Proxyabl.builder(URI.create("http://up.test")).identityQuery("user_id").build();
    Plan.Forward forward = forwarded(proxyabl, "GET", "/proxy/x", sent + "=mallory&user=1");
    assertThat(forward.uri().getRawQuery()).isEqualTo("user=1&user_id=alice");
  }

  @Test
  void replacesAnIdentityParameterThatIsAMemberItself() {
    Proxyabl proxyabl =
        Proxyabl.builder(URI.create("http://up.test")).identityQuery("user[id]").build();
    Plan.Forward forward = forwarded(proxyabl, "GET", "/proxy/x", "user[id]=mallory&user[name]=m");
    assertThat(forward.uri().getRawQuery()).isEqualTo("user[name]=m&user%5Bid%5D=alice");
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

  @Test
  void encodesTheIdentityParameter() {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).identityQuery("u d").build();
    Identity odd = Identity.builder("a&b=c \u00f6", "https://idp.test").build();
    Plan plan = proxyabl.plan(context("GET", "/proxy/x", "u+d=m&u%20d=n").with(odd), inbound());
    assertThat(((Plan.Forward) plan).uri().getRawQuery()).isEqualTo("u%20d=a%26b%3Dc%20%C3%B6");
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

  private static void assertRefused(Plan plan, int status, String error, String code) {
    assertThat(plan).isInstanceOf(Plan.Refuse.class);
    Plan.Refuse refuse = (Plan.Refuse) plan;
    assertThat(refuse.denial().status()).isEqualTo(status);
    assertThat(refuse.denial().error()).isEqualTo(error);
    assertThat(refuse.denial().code()).isEqualTo(code);
  }

  private static Plan.Forward forwarded(
      Proxyabl proxyabl, String method, String rawPath, String query) {
    Plan plan = plan(proxyabl, method, rawPath, query);
    assertThat(plan).isInstanceOf(Plan.Forward.class);
    return (Plan.Forward) plan;
  }

  private static Plan plan(Proxyabl proxyabl, String method, String rawPath, String query) {
    return proxyabl.plan(context(method, rawPath, query).with(ALICE), inbound());
  }

  private static Inbound inbound() {
    return new Inbound(List.of(), "HTTP/1.1", "https", null);
  }

  private static RequestContext context(String method, String rawPath, String query) {
    RequestInfo info =
        new RequestInfo(
            "request-1",
            method,
            rawPath,
            rawPath,
            query,
            Headers.EMPTY,
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH);
    return RequestContext.of(info, Route.HTTP, Body.empty());
  }
}
