package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request is stays what it was, whatever stands there; all else is redacted. */
class RoutingFieldsTest {
  private static final Pipeline REDACTS =
      Pipeline.of(Transformabl.builder().redact(Redaction.placeholder()).build());

  private static RequestContext passed(Route route, String json) {
    Decision decision = REDACTS.before(post(route, json));
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return decision.context();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'id':'a@b.co','method':'tools/call','params':{'name':'c@d.co','arguments':{'x':'E@F.CO'}}",
        "'id':4111111111111111,'method':'tools/call','params':{'name':'t','arguments':{'name':'E@F.CO'}}",
        "'id':1,'method':'prompts/get','params':{'name':'c@d.co','arguments':{'uri':'E@F.CO'}}",
        "'id':1,'method':'resources/read','params':{'uri':'mail://c@d.co/1','name':'E@F.CO'}",
        "'id':1,'method':'completion/complete','params':{'ref':{'type':'ref/prompt','name':'c@d.co'},'argument':{'name':'n','value':'E@F.CO'}}",
        "'id':1,'method':'completion/complete','params':{'ref':{'type':'ref/resource','uri':'x://c@d.co'},'context':{'y':'E@F.CO'}}",
        "'method':'notifications/a@b.co','params':{'name':'E@F.CO'}",
        "'id':'a@b.co','result':{'method':'E@F.CO','id':'E@F.CO'}",
        "'id':'a@b.co','method':'c@d.co','params':{'name':'E@F.CO','uri':'E@F.CO'}",
        "'id':1,'method':'tools/list','params':{'cursor':'c@d.co','x':'E@F.CO'}",
        "'id':1,'method':'subscriptions/listen','params':{'notifications':{'resourceSubscriptions':['mail://c@d.co/1'],'x':'E@F.CO'}}",
        "'id':1,'method':'x/listen','params':{'notifications':{'resourceSubscriptions':['mail://E@F.CO/1']}}",
        "'id':1,'method':'tools/call','params':{'name':'t','requestState':'c@d.co','arguments':{'cursor':'E@F.CO','requestState':'E@F.CO'}}",
      })
  void keepsRoutingFieldsOfMcpMessages(String members) {
    String json = ("{'jsonrpc':'2.0'," + members + "}").replace('\'', '"');
    RequestContext context = passed(Requests.MCP, json);
    assertThat(Requests.text(context)).isEqualTo(json.replace("E@F.CO", "[EMAIL]"));
    assertThat(context.operation()).isEqualTo(post(Requests.MCP, json).operation());
  }

  @Test
  void keepsTheModelOfModelCalls() {
    RequestContext context =
        passed(
            Requests.MODEL,
            "{\"model\":\"a@b.co\",\"messages\":[{\"model\":\"c@d.co\",\"content\":\"c@d.co\"}]}");
    assertThat(Requests.text(context))
        .isEqualTo(
            "{\"model\":\"a@b.co\",\"messages\":[{\"model\":\"[EMAIL]\",\"content\":\"[EMAIL]\"}]}");
  }

  @Test
  void findsThemThroughEscapedNames() {
    String json =
        "{\"jsonrpc\":\"2.0\",\"\\u0069d\":\"a@b.co\",\"method\":\"tools/call\","
            + "\"params\":{\"n\\u0061me\":\"c@d.co\"}}";
    assertThat(Requests.text(passed(Requests.MCP, json))).isEqualTo(json);
  }

  @Test
  void labelsWhatStandsInThem() {
    RequestContext context = passed(Requests.MODEL, "{\"model\":\"a@b.co\"}");
    Content content = context.require(Content.class);
    assertThat(content.matches()).containsEntry("email", 1);
    assertThat(content.replacement()).isNull();
  }

  @Test
  void toolArgumentsAndPlainJsonHaveNone() {
    String json = "{\"id\":\"a@b.co\",\"model\":\"a@b.co\",\"params\":{\"name\":\"a@b.co\"}}";
    String redacted = json.replace("a@b.co", "[EMAIL]");
    assertThat(Requests.text(passed(Requests.TOOL, json))).isEqualTo(redacted);
    assertThat(Requests.text(passed(Route.HTTP, json))).isEqualTo(redacted);
  }
}
