package io.gatewaystack.proxyabl;

import static io.gatewaystack.proxyabl.Plans.assertRefused;
import static io.gatewaystack.proxyabl.Plans.context;
import static io.gatewaystack.proxyabl.Plans.forwarded;
import static io.gatewaystack.proxyabl.Plans.inbound;
import static io.gatewaystack.proxyabl.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Identity;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request's path and query on the way to its upstream. */
class ForwardedUriTest {
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

  @Test
  void encodesTheIdentityParameter() {
    Proxyabl proxyabl = Proxyabl.builder(URI.create("http://up.test")).identityQuery("u d").build();
    Identity odd = Identity.builder("a&b=c \u00f6", "https://idp.test").build();
    Plan plan = proxyabl.plan(context("GET", "/proxy/x", "u+d=m&u%20d=n").with(odd), inbound());
    assertThat(((Plan.Forward) plan).uri().getRawQuery()).isEqualTo("u%20d=a%26b%3Dc%20%C3%B6");
  }
}
