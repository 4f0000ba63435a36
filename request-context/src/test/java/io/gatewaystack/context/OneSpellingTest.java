package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.denial.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneSpellingTest {
  private static final Route MODEL = new Route(Protocol.MODEL, "/v1");

  private static String call(String more) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"," + more + "}";
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Method",
        "METHOD",
        "params\\u0000",
        "param\\u017f",
        "PARAMS",
        "Id",
        "Result",
        "eRRor",
        "JSONRPC",
        "method\\u001fx"
      })
  void aMessageWhoseMembersALenientReaderConfusesIsRefused(String member) {
    String body = call("\"params\":{\"name\":\"a\"},\"" + member + "\":\"x\"");

    assertThat(refusal(Requests.MCP, body)).isEqualTo("member_spelling");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"Name", "NAME", "URI", "Arguments", "name\\u0000", "_Meta", "Ref"})
  void paramsWhoseMembersALenientReaderConfusesAreRefused(String member) {
    String body = call("\"params\":{\"name\":\"a\",\"" + member + "\":\"x\"}");

    assertThat(refusal(Requests.MCP, body)).isEqualTo("member_spelling");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\",\"params\":"
            + "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"a\",\"Name\":\"b\"}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":"
            + "{\"notifications\":{\"ResourceSubscriptions\":[\"x:1\"]}}}"
      })
  void soAreTheObjectsInParamsThatNameThings(String body) {
    assertThat(refusal(Requests.MCP, body)).isEqualTo("member_spelling");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"methods", "Extra", "x-method", "\\u0000", "metho", "données"})
  void otherMembersPass(String member) {
    String body =
        call(
            "\"%1$s\":1,\"params\":{\"name\":\"a\",\"%1$s\":1,\"arguments\":{\"Name\":1,\"name\":2}}"
                .formatted(member));

    assertThat(Requests.mcp(body).operation().kind()).isEqualTo(Kind.MCP_TOOL_CALL);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"Name", "URI"})
  void methodsOfWhichNothingIsJudgedKeepTheirParams(String member) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"vendor/find\",\"params\":{\""
            + member
            + "\":1}}";

    assertThat(Requests.mcp(body).operation().kind()).isEqualTo(Kind.MCP_OTHER);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"Model", "MODEL", "model\\u0000"})
  void aSecondModelIsRefused(String member) {
    assertThat(refusal(MODEL, "{\"model\":\"small\",\"" + member + "\":\"large\"}"))
        .isEqualTo("member_spelling");
  }

  private static String refusal(Route route, String body) {
    RequestContext context = Requests.context(route, "POST", body, Requests.JSON);
    return catchThrowableOfType(Refused.class, context::operation).denial().reason();
  }
}
