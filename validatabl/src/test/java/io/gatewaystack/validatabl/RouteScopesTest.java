package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.http;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteScopesTest {
  private static final Validatabl LAYER =
      Validatabl.builder()
          .openRoute("GET", "/protected")
          .route("POST", "/protected/echo", "tool:write")
          .route("*", "/admin", "admin")
          .route("GET", "/admin/help", "help")
          .build();

  private static String outcome(Validatabl layer, RequestContext request, String... scopes) {
    return Decided.outcome(layer, request.with(caller(scopes)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET, /protected, none, allowed
          GET, /protected/ping, none, allowed
          GET, /protected/echo, none, allowed
          POST, /protected/echo, tool:write, allowed
          POST, /protected/echo, tool:read, INSUFFICIENT_SCOPE
          POST, /protected/echo/deep, none, INSUFFICIENT_SCOPE
          POST, /protected/ping, tool:write, unmapped_operation
          DELETE, /protected/echo, tool:write, unmapped_operation
          HEAD, /protected, none, allowed
          HEAD, /protecte, none, unmapped_operation
          HEAD, /admin, none, INSUFFICIENT_SCOPE
          HEAD, /admin/help, help, allowed
          HEAD, /admin/help, admin, INSUFFICIENT_SCOPE
          OPTIONS, /protected, none, unmapped_operation
          GET, /protectedness, none, unmapped_operation
          GET, /protecte, none, unmapped_operation
          GET, /Protected, none, unmapped_operation
          GET, /, none, unmapped_operation
          DELETE, /admin, admin, allowed
          DELETE, /admin/users/7, admin, allowed
          DELETE, /admin/users/7, none, INSUFFICIENT_SCOPE
          GET, /admin/help, help, allowed
          GET, /admin/help, admin, INSUFFICIENT_SCOPE
          POST, /admin/help, admin, allowed
          POST, /admin/help, help, INSUFFICIENT_SCOPE
          """)
  void mostSpecificRouteDecidesAndWhatNoRouteCoversIsRefused(
      String method, String path, String scope, String expected) {
    assertThat(outcome(LAYER, http(method, path), scope)).isEqualTo(expected);
  }

  @Test
  void headIsGetUnlessItIsNamed() {
    Validatabl layer =
        Validatabl.builder()
            .openRoute("GET", "/a")
            .route("HEAD", "/a", "head")
            .route("*", "/a", "all")
            .route("POST", "/b", "write")
            .build();

    assertThat(outcome(layer, http("GET", "/a"), "none")).isEqualTo("allowed");
    assertThat(outcome(layer, http("HEAD", "/a"), "none")).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(outcome(layer, http("HEAD", "/a"), "head")).isEqualTo("allowed");
    assertThat(outcome(layer, http("HEAD", "/b"), "write")).isEqualTo("unmapped_operation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"post", "Post", "pOST"})
  void spellingTheMethodDifferentlyDoesNotAvoidItsRoute(String method) {
    Validatabl layer =
        Validatabl.builder().openRoute("*", "/a").route("POST", "/a", "write").build();

    assertThat(outcome(layer, http(method, "/a"), "none")).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(outcome(layer, http("GET", "/a"), "none")).isEqualTo("allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/protected/../admin",
        "/protected/%2e%2e/admin",
        "/protected/..;/admin",
        "/protected//x",
        "/protected\\x",
        "/protected/a;b=1",
        "/protected/%2fx",
        "/protected/%zz",
        "/protected/%00"
      })
  void pathsThatCanBeReadInTwoWaysAreOnNoRoute(String path) {
    assertThat(outcome(LAYER, http("GET", path), "admin")).isEqualTo("unmapped_operation");
    assertThat(
            outcome(Validatabl.builder().openRoute("*", "/").build(), http("GET", path), "admin"))
        .isEqualTo("unmapped_operation");
    assertThat(
            outcome(
                Validatabl.builder().requireScopes("admin").build(), http("GET", path), "admin"))
        .isEqualTo("unmapped_operation");
  }

  @Test
  void encodedLettersAreTheLettersTheyEncode() {
    assertThat(outcome(LAYER, http("GET", "/%70rotected"), "none")).isEqualTo("allowed");
    assertThat(outcome(LAYER, http("DELETE", "/%61dmin"), "none")).isEqualTo("INSUFFICIENT_SCOPE");
  }

  @Test
  void rootCoversEverything() {
    Validatabl layer = Validatabl.builder().route("*", "/", "all").build();

    assertThat(outcome(layer, http("GET", "/"), "all")).isEqualTo("allowed");
    assertThat(outcome(layer, http("PUT", "/a/b"), "all")).isEqualTo("allowed");
    assertThat(outcome(layer, http("PUT", "/a/b"), "none")).isEqualTo("INSUFFICIENT_SCOPE");
  }

  @Test
  void namesTheRouteInItsRefusals() {
    Verdict write = LAYER.decide(http("POST", "/protected/echo/7").with(caller()));
    Verdict admin = LAYER.decide(http("POST", "/admin/7").with(caller()));

    assertThat(write.denial().orElseThrow().description())
        .isEqualTo("POST /protected/echo needs tool:write");
    assertThat(admin.denial().orElseThrow().description()).isEqualTo("/admin needs admin");
  }

  @Test
  void refusesUnmappedRoutesAsPolicy() {
    Denial denial = LAYER.decide(http("GET", "/x").with(caller())).denial().orElseThrow();

    assertThat(denial.status()).isEqualTo(403);
    assertThat(denial.error()).isEqualTo("policy_denied");
    assertThat(denial.rpcCode()).isEqualTo(40302);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(denial.challenge()).isNull();
  }

  @Test
  void unmappedRoutesAreRefusedWhateverElseIsChecked() {
    Validatabl layer = Validatabl.builder().requireScopes("s").openRoute("GET", "/a").build();

    assertThat(outcome(layer, http("GET", "/a"), "s")).isEqualTo("allowed");
    assertThat(outcome(layer, http("GET", "/a"), "x")).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(outcome(layer, http("GET", "/b"), "s")).isEqualTo("unmapped_operation");
  }

  @Test
  void modelCallsAreOnRoutesToo() {
    RequestContext call = Requests.modelCall("{\"model\":\"m\"}");
    Validatabl mapped = Validatabl.builder().route("POST", "/v1", "model").build();

    assertThat(outcome(mapped, call, "model")).isEqualTo("allowed");
    assertThat(outcome(mapped, call, "none")).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(outcome(LAYER, call, "model")).isEqualTo("unmapped_operation");
  }

  @Test
  void whatABrowserAsksAnMcpEndpointBeforehandIsARouteLikeAnyOther() {
    assertThat(outcome(LAYER, Requests.mcpWithoutBody("OPTIONS"), "admin"))
        .isEqualTo("unmapped_operation");
  }
}
