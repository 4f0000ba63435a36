package io.gatewaystack.context;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationReaderTest {
  private static final Route TOOLS = new Route(Protocol.REST_TOOL, "/tools");
  private static final Route MODEL = new Route(Protocol.MODEL, "/v1");
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @Test
  void plainHttpIsTheMethodAndThePath() {
    RequestInfo info = Requests.info("PATCH", "/a/b", Requests.JSON);

    assertThat(
            OperationReader.read(Route.HTTP, info, Body.of(PING.getBytes(UTF_8), info.headers())))
        .isEqualTo(new Operation(Kind.HTTP, "PATCH", null, "/a/b", null));
  }

  @ParameterizedTest(name = "{0}{1} calls [{2}]")
  @CsvSource({
    "/tools, /tools/pay, pay",
    "/tools, /tools/a/b, a/b",
    "/tools, /tools/, ''",
    "/tools, /tools, ''",
    "/tools, /toolsx/pay, ''",
    "'', /pay, pay"
  })
  void aRestToolIsNamedByThePathBehindThePrefix(String prefix, String path, String tool) {
    Route route = new Route(Protocol.REST_TOOL, prefix);

    assertThat(OperationReader.read(route, Requests.info("POST", path), Body.empty()))
        .isEqualTo(new Operation(Kind.REST_TOOL, "POST", null, tool, null));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 5", "Transfer-Encoding: chunked"
      })
  void aRestToolsArgumentsMustBeJson(String header) {
    RequestInfo info = Requests.info("POST", "/tools/pay", header);

    assertThat(refusal(TOOLS, info, "{}").code()).isEqualTo("not_json");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"Content-Length: 0", "Accept: */*", Requests.JSON})
  void aRestToolMayBeCalledWithoutArguments(String header) {
    RequestInfo info = Requests.info("POST", "/tools/pay", header);

    assertThat(OperationReader.read(TOOLS, info, Body.empty()).target()).isEqualTo("pay");
  }

  @Test
  void aModelCallNamesItsModel() {
    String body = "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    RequestInfo info = Requests.info("POST", "/v1/messages", Requests.JSON);

    assertThat(OperationReader.read(MODEL, info, Body.of(body.getBytes(UTF_8), info.headers())))
        .isEqualTo(new Operation(Kind.MODEL_CALL, "POST", null, "/v1/messages", "gpt-x"));
    assertThat(OperationReader.read(MODEL, Requests.info("GET", "/v1/models"), Body.empty()).kind())
        .isEqualTo(Kind.HTTP);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | missing_model",
        "{\"model\":null} | missing_model",
        "{\"model\":\"\"} | missing_model",
        "{\"model\":7} | missing_model",
        "{\"model\":[\"a\"]} | missing_model",
        "{\"Models\":\"a\"} | missing_model",
        "[{\"model\":\"a\"}] | batch",
        "\"model\" | not_an_object",
        "{\"model\":\"a\",\"model\":\"b\"} | invalid_json",
        "{\"model\":\"a\",\"\\u006dodel\":\"b\"} | invalid_json"
      })
  void aModelCallWithoutOneModelIsRefused(String body, String reason) {
    assertThat(refusal(MODEL, Requests.info("POST", "/v1", Requests.JSON), body).reason())
        .isEqualTo(reason);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        " application/json ",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "application/json; charset=utf8",
        "application/json; profile=x; Charset = utf-8",
        "application/json;"
      })
  void acceptsJsonInUtf8(String type) {
    assertThat(
            Requests.context(Requests.MCP, "POST", PING, "Content-Type: " + type)
                .operation()
                .method())
        .isEqualTo("ping");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | not_json",
        "text/plain | not_json",
        "text/json | not_json",
        "application/json-rpc | not_json",
        "application/vnd.api+json | not_json",
        "application/x-www-form-urlencoded | not_json",
        "multipart/form-data; boundary=x | not_json",
        "application/json, text/plain | not_json",
        "application/json; charset=utf-16 | unsupported_charset",
        "application/json; charset=iso-8859-1 | unsupported_charset",
        "application/json; charset= | unsupported_charset",
        "application/json; charset | unsupported_charset",
        "application/json; charset=utf-8; charset=utf-16 | unsupported_charset",
        "application/json; charset=utf-8; charset=utf-8 | unsupported_charset",
        "application/json; charset=utf-8, application/json | unsupported_charset",
        "application/json; charset*=utf-8''utf-16 | unsupported_charset",
        "application/json; charset*0=utf-16 | unsupported_charset",
        "application/json;a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p;q;r;charset=utf-16 | unsupported_charset"
      })
  void refusesEveryOtherTypeAndCharset(String type, String code) {
    RequestInfo info = Requests.info("POST", "/mcp", "Content-Type: " + type);

    assertThat(refusal(Requests.MCP, info, PING).code()).isEqualTo(code);
    assertThat(refusal(Requests.MCP, info, PING).status()).isEqualTo(415);
  }

  @Test
  void refusesTwoContentTypesNoContentTypeAndEveryContentEncoding() {
    assertThat(code("POST", Requests.JSON, "content-type: text/plain")).isEqualTo("not_json");
    assertThat(code("POST")).isEqualTo("not_json");
    for (String encoding : new String[] {"gzip", "identity", "", "br, gzip"}) {
      assertThat(code("POST", Requests.JSON, "Content-Encoding: " + encoding))
          .isEqualTo("content_encoding");
    }
  }

  private static String code(String method, String... headers) {
    return refusal(Requests.MCP, Requests.info(method, "/mcp", headers), PING).code();
  }

  @Test
  void refusesBytesThatOtherParsersReadDifferently() {
    RequestInfo info = Requests.info("POST", "/mcp", Requests.JSON);
    for (String body :
        new String[] {
          "\u00ef\u00bb\u00bf" + PING, // byte order mark
          PING.replace("ping", "p\u00e9ng"), // Latin-1
          PING.replace("ping", "\u00c0\u00af"), // overlong
          PING.replace("ping", "\\ud800"),
          PING.replace("}", ",\"m\u0000\":1}")
        }) {
      Refused refused =
          catchThrowableOfType(
              Refused.class,
              () ->
                  OperationReader.read(
                      Requests.MCP, info, Body.of(body.getBytes(ISO_8859_1), info.headers())));
      assertThat(refused.denial().error()).isEqualTo("invalid_json");
    }
  }

  @Test
  void aRoutePrefixHasNoSlashAtItsEnd() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Route(Protocol.MCP, "/mcp/"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Route(Protocol.MCP, "/"));
  }

  private static Denial refusal(Route route, RequestInfo info, String body) {
    Body content = Body.of(body.getBytes(UTF_8), info.headers());
    return catchThrowableOfType(Refused.class, () -> OperationReader.read(route, info, content))
        .denial();
  }
}
