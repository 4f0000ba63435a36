package io.gatewaystack.proxyabl;

import static io.gatewaystack.proxyabl.ToldFields.ALICE;
import static io.gatewaystack.proxyabl.ToldFields.context;
import static io.gatewaystack.proxyabl.ToldFields.names;
import static io.gatewaystack.proxyabl.ToldFields.proxyabl;
import static io.gatewaystack.proxyabl.ToldFields.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Trace;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which header fields reach an upstream. */
class HeaderRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-User-Id",
        "x-user-id",
        "X_USER_ID",
        "x_user-id",
        "X.User.Id",
        "X-User-Scopes",
        "X-User",
        "X-Org-Id",
        "x_org_id",
        "X-Org-Role",
        "X-Tenant",
        "X-Tenant-Id",
        "X-TenantId",
        "X-Gateway-Sig",
        "x_gateway_sig",
        "X-API-Key",
        "x_api_key",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X_Forwarded_Proto",
        "X-Forwarded",
        "Forwarded",
        "Authorization",
        "authorization",
        "Cookie",
        "Cookie2",
        "Proxy-Authorization",
        "Proxy-Connection",
        "Proxy",
        "PROXY",
        "X-Request-Id",
        "x_request_id",
        "traceparent",
        "tracestate",
        "X-Real-IP",
        "Content-Length",
        "content_length",
        "Transfer-Encoding",
        "Transfer_Encoding",
        "Connection",
        "Keep-Alive",
        "TE",
        "Trailer",
        "Upgrade",
        "HTTP2-Settings",
        "Expect",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X_HTTP_Method",
        "X-Original-Host",
        "X-Original-Forwarded-For",
        "Client-IP",
        "CF-Connecting-IP",
        "Fastly-Client-IP",
        "X-Cluster-Client-IP",
        "Remote-User",
        "REMOTE_USER",
        "X-Remote-Group",
        "Impersonate-User",
        "X-Auth-Request-Groups",
        "x_auth_request_email",
        "X-Authenticated-Userid",
        "X-authentik-groups",
        "X-WEBAUTH-USER",
        "X-Amzn-Oidc-Identity",
        "X-Goog-Authenticated-User-Email",
        "X-Goog-IAP-JWT-Assertion",
        "X-MS-CLIENT-PRINCIPAL",
        "X-MS-CLIENT-PRINCIPAL-ID",
        "Cf-Access-Authenticated-User-Email",
        "Tailscale-User-Login",
        "X-Consumer-Username",
        "X-Envoy-Retry-On",
        "SSL_CLIENT_CERT",
        "X-SSL-Client-Verify",
        "X-Client-Cert",
        "X-Middleware-Subrequest",
        "X-Sendfile-Type",
        "X-Accel-Mapping"
      })
  void neverPassesOnWhatIsNotTheClientsToSay(String name) {
    assertThat(upstream(UnaryOperator.identity(), new HeaderField(name, "mallory")))
        .noneMatch(field -> field.value().contains("mallory"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "Accept-Encoding",
        "Content-Type",
        "Content-Encoding",
        "User-Agent",
        "Range",
        "If-None-Match",
        "Last-Event-ID",
        "MCP-Protocol-Version",
        "Mcp-Session-Id",
        "X-Custom",
        "X-Users",
        "Proxied",
        "X-Organisation",
        "X-Auth-Token",
        "X-Email",
        "X-Hostname",
        "X-Correlation-Id",
        "X-Remoted",
        "CF-Ray",
        "X-Requested-With",
        "X-CSRF-Token",
        "X-Amz-Date",
        "X-Ms-Version",
        "X-Goog-User-Project",
        "Via",
        "Origin",
        "Referer"
      })
  void passesOnEverythingElse(String name) {
    assertThat(upstream(UnaryOperator.identity(), new HeaderField(name, "v")))
        .contains(new HeaderField(name, "v"));
  }

  @Test
  void keepsEveryLineOfAFieldInOrder() {
    assertThat(
            upstream(
                UnaryOperator.identity(),
                new HeaderField("Accept", "a"),
                new HeaderField("X-Custom", "b"),
                new HeaderField("accept", "c")))
        .startsWith(
            new HeaderField("Host", "up.test"),
            new HeaderField("Accept", "a"),
            new HeaderField("X-Custom", "b"),
            new HeaderField("accept", "c"));
  }

  @Test
  void dropsWhatConnectionNames() {
    List<HeaderField> sent =
        upstream(
            UnaryOperator.identity(),
            new HeaderField("Connection", "keep-alive, X-Secret"),
            new HeaderField("connection", " x_other ,"),
            new HeaderField("X-Secret", "1"),
            new HeaderField("x-other", "2"),
            new HeaderField("X-Kept", "3"));
    assertThat(names(sent)).contains("X-Kept").doesNotContain("X-Secret", "x-other");
  }

  @Test
  void forwardsCredentialsOnlyWhenToldTo() {
    List<HeaderField> sent =
        upstream(
            builder -> builder.forwardAuthorization(true).forwardCookies(true),
            new HeaderField("Authorization", "Bearer t"),
            new HeaderField("Cookie", "a=1"));
    assertThat(names(sent)).contains("Authorization", "Cookie");
  }

  @Test
  void setsTheFactsOfTheRequest() {
    List<HeaderField> sent =
        upstream(
            UnaryOperator.identity(),
            new HeaderField("Host", "mallory.test"),
            new HeaderField("X-Forwarded-Host", "mallory.test"),
            new HeaderField("X-Forwarded-Proto", "gopher"),
            new HeaderField("X-Forwarded-For", "6.6.6.6"));
    assertThat(sent)
        .contains(
            new HeaderField("X-Request-Id", "request-1"),
            new HeaderField("X-Forwarded-For", "192.0.2.7"),
            new HeaderField("X-Forwarded-Proto", "https"),
            new HeaderField("X-Forwarded-Host", "gateway.test:8443"));
    assertThat(sent).extracting(HeaderField::value).doesNotContain("mallory.test", "gopher");
  }

  @Test
  void namesItselfBehindThoseTheRequestHasComeThrough() {
    List<HeaderField> sent =
        upstream(
            UnaryOperator.identity(),
            new HeaderField("via", "1.0 fred, 1.1 cdn.test"),
            new HeaderField("Via", "2.0 front"));
    assertThat(sent.stream().filter(line -> line.name().equalsIgnoreCase("via")))
        .extracting(HeaderField::value)
        .containsExactly("1.0 fred, 1.1 cdn.test", "2.0 front", "1.1 gatewaystack");
  }

  @Test
  void namesNoHostThatNobodyVouchesFor() {
    Plan plan =
        proxyabl(b -> b)
            .plan(
                context().with(ALICE),
                new Inbound(List.of(new HeaderField("Host", "a.test")), "HTTP/1.1", "http", null));
    assertThat(names(((Plan.Forward) plan).headers())).doesNotContain("X-Forwarded-Host");
  }

  @Test
  void showsTheGatewaysOwnCredentialInThePlaceOfTheCallers() {
    List<HeaderField> sent =
        upstream(
            b -> b.credential(UpstreamCredential.bearer("ours")),
            new HeaderField("Authorization", "Bearer mallory"));
    assertThat(sent)
        .contains(new HeaderField("Authorization", "Bearer ours"))
        .doesNotContain(new HeaderField("Authorization", "Bearer mallory"));
    assertThat(
            upstream(
                b -> b.credential(UpstreamCredential.apiKey("X-Key", "ours")),
                new HeaderField("x_key", "mallory"),
                new HeaderField("Authorization", "Bearer mallory")))
        .contains(new HeaderField("X-Key", "ours"))
        .extracting(HeaderField::value)
        .noneMatch(value -> value.contains("mallory"));
  }

  @Test
  void setsFixedLinesAndWithholdsWhatItIsTold() {
    List<HeaderField> sent =
        upstream(
            b -> b.header("X-Env", "prod").withholdHeaders("X-Debug", "User-Agent"),
            new HeaderField("x.env", "mallory"),
            new HeaderField("X_DEBUG", "1"),
            new HeaderField("User-Agent", "a"),
            new HeaderField("X-Other", "2"));
    assertThat(sent).contains(new HeaderField("X-Env", "prod"), new HeaderField("X-Other", "2"));
    assertThat(names(sent)).doesNotContain("x.env", "X_DEBUG", "User-Agent");
  }

  @Test
  void passesOnlyTrailersThatAHeaderNeedNotSay() {
    ProxyRoute route = proxyabl(b -> b.header("X-Env", "prod")).routes().get(0);
    List<HeaderField> trailers =
        Stream.of(
                "Digest",
                "X-Checksum",
                "Grpc-Status",
                "Authorization",
                "Content-Length",
                "Transfer-Encoding",
                "Host",
                "Trailer",
                "Cookie",
                "X-User-Id",
                "x_user_id",
                "X-Forwarded-For",
                "x_env",
                "X-Request-Id",
                "If-Match")
            .map(name -> new HeaderField(name, "v"))
            .toList();
    assertThat(names(route.requestTrailers(trailers)))
        .containsExactly("Digest", "X-Checksum", "Grpc-Status");
  }

  @Test
  void continuesTheTraceOfTheContext() {
    Trace trace = Trace.start();
    HeaderField parent = new HeaderField("traceparent", trace.traceparent());
    HeaderField state = new HeaderField("tracestate", "v=1");
    assertThat(upstream(b -> b, context().with(ALICE).with(trace), parent, state))
        .contains(parent, state);
    HeaderField other = new HeaderField("traceparent", Trace.start().traceparent());
    assertThat(upstream(b -> b, context().with(ALICE).with(trace), other, state))
        .contains(parent)
        .doesNotContain(other, state);
    assertThat(names(upstream(b -> b, parent, state))).doesNotContain("traceparent", "tracestate");
  }
}
