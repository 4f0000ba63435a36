package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Decided.outcome;
import static io.gatewaystack.validatabl.Requests.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas and policies see the body of a tool's request; many servers mix the query with it. */
class ArgumentsInQueryTest {
  private static final Validatabl SCHEMA =
      Validatabl.builder()
          .openTools("pay", "free")
          .argumentSchemas(
              ArgumentSchemas.builder()
                  .tool("pay", "{\"properties\":{\"amount\":{\"maximum\":100}}}")
                  .build())
          .build();
  private static final Validatabl POLICY =
      policy(Rule.deny("large").when("arguments.amount", Operator.GT, 100).build());
  private static final Validatabl OTHER_POLICY =
      policy(Rule.deny("nobody").when("sub", Operator.EQUALS, "eve").build());

  private static Validatabl policy(Rule rule) {
    return Validatabl.builder().policy(Policy.of(List.of(rule), Effect.ALLOW)).build();
  }

  private static RequestContext request(String method, String tool, String query, String body) {
    RequestContext call = Requests.restTool(tool, body);
    RequestInfo known = call.request();
    RequestInfo info =
        new RequestInfo(
            known.id(),
            method,
            known.rawPath(),
            known.path(),
            query,
            known.headers(),
            known.client(),
            known.at());
    return RequestContext.of(info, call.route(), call.body()).with(caller());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, amount=1000000, ''",
    "POST, amount=1000000, ''",
    "POST, amount=1000000, '{\"amount\":5}'",
    "PUT, x, {}"
  })
  void aQueryIsRefusedWhereArgumentsAreJudged(String method, String query, String body) {
    for (Validatabl layer : List.of(SCHEMA, POLICY)) {
      Denial denial = layer.decide(request(method, "pay", query, body)).denial().orElseThrow();

      assertThat(denial.status()).isEqualTo(400);
      assertThat(denial.reason()).isEqualTo("arguments_in_query");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void withoutAQueryTheBodyIsJudged(String method) {
    for (Validatabl layer : List.of(SCHEMA, POLICY)) {
      assertThat(outcome(layer, request(method, "pay", null, "{\"amount\":5}")))
          .isEqualTo("allowed");
      assertThat(outcome(layer, request(method, "pay", "", "{\"amount\":5}"))).isEqualTo("allowed");
      assertThat(outcome(layer, request(method, "pay", null, "{\"amount\":500}")))
          .isNotEqualTo("allowed");
    }
  }

  @Test
  void whereNobodyJudgesArgumentsAQueryIsTheApplicationsOwn() {
    assertThat(outcome(SCHEMA, request("POST", "free", "a=1", "{}"))).isEqualTo("allowed");
    assertThat(outcome(OTHER_POLICY, request("POST", "pay", "a=1", "{}"))).isEqualTo("allowed");
  }

  @Test
  void elsewhereThanOnRoutesOfToolsAQueryIsNoArgument() {
    RequestContext call = Requests.toolCall("pay", "{\"amount\":5}");
    RequestInfo known = request("POST", "pay", "a=1", "{}").request();

    assertThat(outcome(POLICY, RequestContext.of(known, call.route(), call.body()).with(caller())))
        .isEqualTo("allowed");
  }
}
