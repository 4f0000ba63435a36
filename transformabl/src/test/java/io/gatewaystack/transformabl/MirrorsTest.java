package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A header field that repeats an argument says what the redacted argument says, or the call ends.
 */
class MirrorsTest {
  private static final Transformabl REDACTS =
      Transformabl.builder().redact(Redaction.placeholder()).build();

  private static String call(String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\","
        + "\"arguments\":"
        + arguments.replace('\'', '"')
        + "}}";
  }

  private static Decision decide(Transformabl layer, String arguments, String header) {
    return Pipeline.of(layer)
        .before(
            Requests.post(
                Requests.MCP, call(arguments).getBytes(UTF_8), Map.of("Mcp-Param-To", header)));
  }

  private static String mirrored(Transformabl layer, String arguments, String header) {
    Decision decision = decide(layer, arguments, header);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return decision.context().request().headers().all("mcp-param-to").get(0);
  }

  private static String base64(String text) {
    return "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
  }

  @Test
  void theFieldIsRedactedWithTheArgument() {
    assertThat(mirrored(REDACTS, "{'to':'joe@example.com'}", "joe@example.com"))
        .isEqualTo("[EMAIL]");
    assertThat(mirrored(REDACTS, "{'a':{'b':['to joe@example.com!']}}", "to joe@example.com!"))
        .isEqualTo("to [EMAIL]!");
    assertThat(mirrored(REDACTS, "{'card':4111111111111111}", "4111111111111111"))
        .isEqualTo("[CREDIT_CARD]");
  }

  @Test
  void valuesThatAreUnsafeInAFieldStayEncoded() {
    assertThat(
            mirrored(
                REDACTS, "{'to':'jos\u00e9 joe@example.com'}", base64("jos\u00e9 joe@example.com")))
        .isEqualTo(base64("jos\u00e9 [EMAIL]"));
    assertThat(mirrored(REDACTS, "{'to':' joe@example.com'}", base64(" joe@example.com")))
        .isEqualTo(base64(" [EMAIL]"));
    assertThat(mirrored(REDACTS, "{'to':'joe@example.com'}", base64("joe@example.com")))
        .isEqualTo("[EMAIL]");
    Transformabl removes = Transformabl.builder().redact(Redaction.remove()).build();
    assertThat(mirrored(removes, "{'to':'joe@example.com'}", "joe@example.com"))
        .isEqualTo("=?base64??=");
  }

  @ParameterizedTest
  @CsvSource({
    "{'to':'team'},team",
    "{'to':7},7",
    "{'to':true},true",
    "{'to':'team'},other",
    "{'to':'team'},''",
    "{'to':'team'},=?base64?dGVhbQ==?=",
    "{'to':'=?base64?SGVsbG8='},=?base64?SGVsbG8=",
    "{'to':'SGVsbG8=?='},SGVsbG8=?="
  })
  void otherFieldsStay(String arguments, String header) {
    Decision decision = decide(REDACTS, arguments.replace(";", ","), header);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    assertThat(decision.context().request().headers().first("Mcp-Param-To")).hasValue(header);
  }

  @Test
  void aKeptArgumentKeepsItsField() {
    Transformabl keeps =
        Transformabl.builder()
            .redact(
                RedactionRules.builder()
                    .otherwise(Redaction.placeholder())
                    .keep("/params/arguments/to")
                    .build())
            .build();
    assertThat(mirrored(keeps, "{'to':'joe@example.com'}", "joe@example.com"))
        .isEqualTo("joe@example.com");
    assertThat(
            mirrored(keeps, "{'to':'joe@example.com','cc':'joe@example.com'}", "joe@example.com"))
        .as("the argument of the same name")
        .isEqualTo("joe@example.com");
  }

  @Test
  void pseudonymsAreMirroredToo() {
    Transformabl pseudonyms = Transformabl.builder().redact(Redaction.pseudonym()).build();
    assertThat(mirrored(pseudonyms, "{'to':'joe@example.com'}", "joe@example.com"))
        .isEqualTo("[EMAIL_1]");
  }

  private static void refused(Transformabl layer, String arguments, String header) {
    Decision decision = decide(layer, arguments, header);
    assertThat(decision)
        .as(header)
        .isInstanceOfSatisfying(
            Decision.Deny.class,
            deny -> {
              Denial denial = deny.denial();
              assertThat(denial.status()).isEqualTo(400);
              assertThat(denial.code()).isEqualTo("header_mismatch");
              assertThat(denial.rpcCode()).isEqualTo(-32020);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        "JOE@example.com",
        "joe@example.com ann@example.com",
        "=?base64?%%%?=",
        "=?base64?am9lQGV4YW1wbGUuY29tIA?=",
        "=?base64?",
        "=?base64?=",
        "=?base64?am9lQGV4YW1wbGUuY29t",
        "4.111111111111111e15",
      })
  void whatCannotBeBroughtInLineIsRefused(String header) {
    refused(REDACTS, "{'to':'joe@example.com','card':4111111111111111.0}", header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Joe@example.com", "joe", "another", "joe@example.com."})
  void aFieldThatEqualsNoArgumentIsRefusedWhereSomethingIsRedacted(String header) {
    Transformabl placed =
        Transformabl.builder()
            .redact(
                RedactionRules.builder()
                    .otherwise(Redaction.placeholder())
                    .only("/params/arguments/to")
                    .build())
            .build();
    refused(placed, "{'to':'joe@example.com','n':'unnamed'}", header);
    assertThat(mirrored(placed, "{'to':'joe@example.com','n':'unnamed'}", "unnamed"))
        .isEqualTo("unnamed");
  }

  @ParameterizedTest
  @CsvSource({"{'q':'x'}, 123-45-6789", "{'ssn':'none'}, 123456789", "{'ssn':1}, 123456789.0"})
  void aFieldIsReadWithItsNameAndWhereverItCouldStand(String arguments, String header) {
    Transformabl placed =
        Transformabl.builder()
            .redact(
                RedactionRules.builder()
                    .field("/params/arguments/user/ssn", Redaction.placeholder())
                    .build())
            .build();
    RequestContext call =
        Requests.post(
            Requests.MCP, call(arguments).getBytes(UTF_8), Map.of("Mcp-Param-Ssn", header));
    assertThat(Pipeline.of(placed).before(call)).isInstanceOf(Decision.Deny.class);
  }

  @Test
  void whatCannotBeToldApartIsRefused() {
    Transformabl keeps =
        Transformabl.builder()
            .redact(
                RedactionRules.builder()
                    .otherwise(Redaction.placeholder())
                    .keep("/params/arguments/a")
                    .build())
            .build();
    refused(keeps, "{'a':'joe@example.com','b':'joe@example.com'}", "joe@example.com");
    refused(keeps, "{'a':7,'b':'" + "x".repeat(50) + " joe@example.com'}", "8");
  }

  @Test
  void fieldsAreLookedAtOnMcpRoutesAndWhereSomethingIsRedactedOnly() {
    Transformabl labels = Transformabl.builder().build();
    assertThat(mirrored(labels, "{'to':'joe@example.com'}", "joe@example.com"))
        .isEqualTo("joe@example.com");
    RequestContext http =
        Requests.post(
            Route.HTTP,
            "[\"joe@example.com\"]".getBytes(UTF_8),
            Map.of("Mcp-Param-To", "joe@example.com"));
    assertThat(REDACTS.before(http)).isInstanceOf(Decision.Proceed.class);
  }
}
