package io.gatewaystack.validatabl.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.ValueRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a schema runs, on what, and what the caller is told. */
class ArgumentSchemasTest {
  private static final String TRANSFER =
      """
      {"type": "object",
       "properties": {
         "amount": {"type": "number", "minimum": 0.01, "maximum": 1000},
         "to": {"type": "object", "properties": {"iban": {"type": "string", "minLength": 5}},
                "required": ["iban"]},
         "notes": {"type": "array", "items": {"type": "string", "maxLength": 10}}},
       "required": ["amount"], "additionalProperties": false}""";

  private static final ArgumentSchemas SCHEMAS =
      ArgumentSchemas.builder().tool("transfer", TRANSFER).build();

  private static String judged(ArgumentSchemas schemas, RequestContext request) {
    return schemas.check(request).orElse("fits");
  }

  private static RequestContext without(String member) {
    return Requests.rpc("tools/call", "{\"name\":\"transfer\"" + member + "}");
  }

  @Test
  void absentArgumentsAreJudgedAsTheEmptyObject() {
    assertThat(judged(SCHEMAS, without("")))
        .isEqualTo("The arguments do not fit: amount is missing");
    assertThat(judged(SCHEMAS, Requests.restTool("transfer", "")))
        .isEqualTo("The arguments do not fit: amount is missing");
    ArgumentSchemas lenient = ArgumentSchemas.builder().tool("transfer", "{}").build();
    assertThat(judged(lenient, without(""))).isEqualTo("fits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "\"amount\"", "5", "true"})
  void whatIsNoObjectIsJudgedAsItIs(String arguments) {
    assertThat(judged(SCHEMAS, without(",\"arguments\":" + arguments)))
        .isEqualTo("The arguments do not fit: the arguments must be an object");
    assertThat(judged(SCHEMAS, Requests.restTool("transfer", arguments)))
        .isEqualTo("The arguments do not fit: the arguments must be an object");
  }

  @Test
  void toolsAreJudgedOverMcpAndRestAlike() {
    assertThat(judged(SCHEMAS, Requests.toolCall("transfer", "{\"amount\":5}"))).isEqualTo("fits");
    assertThat(judged(SCHEMAS, Requests.restTool("transfer", "{\"amount\":5}"))).isEqualTo("fits");
    assertThat(judged(SCHEMAS, Requests.toolCall("transfer", "{\"amount\":0}")))
        .isEqualTo("The arguments do not fit: amount must be at least 0.01");
    assertThat(judged(SCHEMAS, Requests.restTool("transfer", "{\"amount\":0}")))
        .isEqualTo("The arguments do not fit: amount must be at least 0.01");
  }

  @Test
  void otherToolsAndOperationsHaveNoSchema() {
    assertThat(judged(SCHEMAS, Requests.toolCall("other", "[]"))).isEqualTo("fits");
    for (String method : new String[] {"prompts/get", "completion/complete", "tools/list"}) {
      assertThat(
              judged(
                  SCHEMAS,
                  Requests.rpc(method, "{\"name\":\"transfer\",\"ref\":{\"name\":\"transfer\"}}")))
          .isEqualTo("fits");
    }
    assertThat(judged(SCHEMAS, Requests.http("GET", "transfer"))).isEqualTo("fits");
    assertThat(judged(ArgumentSchemas.none(), without(""))).isEqualTo("fits");
  }

  @Test
  void judgesTheBodyThatWillBeForwarded() {
    RequestContext sent = Requests.toolCall("transfer", "{\"amount\":5}");
    String changed =
        new String(sent.body().bytes(), StandardCharsets.UTF_8).replace("\"amount\":5", "\"x\":1");

    RequestContext forwarded =
        sent.withBody(JsonDocument.parse(changed.getBytes(StandardCharsets.UTF_8)));

    assertThat(judged(SCHEMAS, sent)).isEqualTo("fits");
    assertThat(judged(SCHEMAS, forwarded)).contains("amount is missing");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"amount":"a"}                          | amount must be a number
          {"amount":1001}                         | amount must be at most 1000
          {"amount":1,"to":{}}                    | to.iban is missing
          {"amount":1,"to":{"iban":"x"}}          | to.iban must have at least 5 characters
          {"amount":1,"notes":["a",7]}            | notes[1] must be a string
          {"amount":1,"notes":["secret-secret"]}  | notes[0] must have at most 10 characters
          {"amount":1,"secret":1}                 | the arguments has a member that is not allowed
          {"notes":7}                             | notes must be an array; amount is missing
          """)
  void namesTheFieldAndNothingTheCallerSent(String arguments, String told) {
    String sentence = judged(SCHEMAS, Requests.toolCall("transfer", arguments));

    assertThat(sentence.replace("The arguments do not fit: ", "").split("; "))
        .containsExactlyInAnyOrder(told.split("; "));
    assertThat(sentence).doesNotContain("secret", "1001");
  }

  @Test
  void namesTheCallerChoseAreNotRepeated() {
    ArgumentSchemas maps =
        ArgumentSchemas.builder()
            .tool(
                "t",
                """
                {"additionalProperties": {"properties": {"id": {"type": "integer"}}},
                 "propertyNames": {"maxLength": 20}}""")
            .build();

    assertThat(
            judged(maps, Requests.toolCall("t", "{\"ada@example.com\":{\"id\":\"4111111111\"}}")))
        .isEqualTo("The arguments do not fit: *.id must be an integer");
    assertThat(judged(maps, Requests.toolCall("t", "{\"" + "4111".repeat(6) + "\":{}}")))
        .isEqualTo(
            "The arguments do not fit: the arguments has a member whose name is not allowed");
  }

  @Test
  void namesAFieldThatAnotherOneAsksFor() {
    ArgumentSchemas schemas =
        ArgumentSchemas.builder()
            .tool(
                "pay",
                """
                {"properties": {"card": true}, "dependentRequired": {"card": ["owner"]}}""")
            .build();

    assertThat(judged(schemas, Requests.toolCall("pay", "{\"card\":1}")))
        .isEqualTo("The arguments do not fit: owner is missing");
  }

  @Test
  void tellsAFewThingsNotEverything() {
    String many = "[" + "7,".repeat(200) + "7]";

    String sentence =
        judged(SCHEMAS, Requests.toolCall("transfer", "{\"amount\":1,\"notes\":" + many + "}"));

    assertThat(sentence.split("; ")).hasSizeLessThanOrEqualTo(5);
    assertThat(
            judged(
                SCHEMAS,
                Requests.toolCall(
                    "transfer", "{\"amount\":1,\"notes\":[" + "7,".repeat(9_000) + "7]}")))
        .isEqualTo("The arguments do not fit: notes[0] must be a string");
  }

  @Test
  void aToolWhoseSchemaIsFalseCanNeverBeCalled() {
    ArgumentSchemas schemas =
        ArgumentSchemas.builder().tool("never", "false").tool("any", "true").build();

    assertThat(schemas.arguments(Requests.toolCall("never").operation()).form().isNone()).isTrue();
    assertThat(schemas.arguments(Requests.restTool("never", "{}").operation()).form().isNone())
        .isTrue();
    assertThat(schemas.arguments(Requests.toolCall("any").operation()).form()).isSameAs(Form.ANY);
    assertThat(schemas.arguments(Requests.toolCall("other").operation())).isSameAs(ValueRule.ANY);
    assertThat(schemas.arguments(Requests.rpc("prompts/get", "{\"name\":\"never\"}").operation()))
        .isSameAs(ValueRule.ANY);
    assertThat(schemas.arguments(Requests.rpc("ping", "{}").operation())).isSameAs(ValueRule.ANY);
    assertThat(SCHEMAS.arguments(Requests.toolCall("transfer").operation()).form().isNone())
        .isFalse();
    assertThat(judged(schemas, Requests.toolCall("never")))
        .isEqualTo("The arguments do not fit: the arguments is not allowed");
    assertThat(judged(schemas, Requests.toolCall("any"))).isEqualTo("fits");
  }

  @ParameterizedTest(name = "{0} fits {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"maximum": 10}           | 10.000                          | true
          {"maximum": 10}           | 10.00000000000000000000000001   | false
          {"maximum": 10}           | 1e400                           | false
          {"exclusiveMinimum": 0}   | 1e-300                          | true
          {"multipleOf": 0.01}      | 0.07                            | true
          {"multipleOf": 0.01}      | 0.070000000000000000001         | false
          {"const": 100}            | 1e2                             | true
          {"const": 100}            | 100.00000000000000000001        | false
          {"type": "integer"}       | 9007199254740993.0              | true
          {"type": "integer"}       | 9007199254740993.5              | false
          """)
  void judgesNumbersAsTheyAreWritten(String schema, String number, boolean fits) {
    ArgumentSchemas schemas = ArgumentSchemas.builder().tool("t", schema).build();

    assertThat(schemas.check(Requests.toolCall("t", number)).isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "1e99999999999999",
        "1e-99999999999"
      })
  @Timeout(5)
  void refusesNumbersNobodyCanReckonWith(String number) {
    ArgumentSchemas schemas =
        ArgumentSchemas.builder().tool("t", "{\"multipleOf\":3,\"maximum\":5}").build();

    assertThat(judged(schemas, Requests.toolCall("t", "{\"deep\":[" + number + "]}")))
        .isEqualTo("The arguments hold a number out of range");
    assertThat(judged(schemas, Requests.toolCall("t", number)))
        .isEqualTo("The arguments hold a number out of range");
  }

  @Test
  void readsSchemasAndDocumentsFromFiles(@TempDir Path folder) throws IOException {
    Path schema =
        Files.writeString(folder.resolve("t.json"), "{\"$ref\":\"https://x.example/common\"}");
    Path document = Files.writeString(folder.resolve("c.json"), "{\"type\":\"object\"}");

    ArgumentSchemas schemas =
        ArgumentSchemas.builder()
            .tool("t", schema)
            .document("https://x.example/common", document)
            .build();

    assertThat(judged(schemas, Requests.toolCall("t"))).isEqualTo("fits");
    assertThat(judged(schemas, Requests.toolCall("t", "[]"))).contains("must be an object");
  }
}
