package io.gatewaystack.validatabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list that comes on a resumed stream is the list of whoever resumes it, in front of a server of
 * the official SDK (2.1.0): a stream ends before the answer to its {@code POST}, and a {@code GET}
 * with {@code Last-Event-ID} gets that answer, as the SDK's server made it and as its servlet sends
 * what sessions replay.
 *
 * <p>Two things of this are not the SDK's. The memory of a session is {@link Resumption}'s: the
 * SDK's own sessions replay nothing, whatever they have sent, so that a resumed stream goes on like
 * any other that listens, and such a one is shown in {@link SdkListEqualsCallTest} with nothing but
 * the SDK. And the two requests are sent by hand, in the session of a client of the SDK, since that
 * client resumes no stream that breaks: the lists it gets by asking are what the resumed ones are
 * held against. What other servers may replay, such as lists that nobody in sight has asked for, is
 * shown in {@link ListsOverHttpTest}, in front of a server that says what it is told to.
 */
class SdkResumedStreamTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ACCOUNTS = "ledger://accounts/{id}";
  private static final Resumption RESUMPTION = new Resumption();
  private static SdkServer server;

  @BeforeAll
  static void start() {
    server =
        SdkServer.start(
            context ->
                GovernanceFilter.register(
                    context, GovernanceFilter.mcp(Ledger.governance()), "/mcp/*"),
            RESUMPTION);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What a client of the SDK gets when it asks. */
  private static List<String> asked(McpSyncClient client, String method) {
    return switch (method) {
      case "tools/list" -> client.listTools().tools().stream().map(Tool::name).toList();
      case "prompts/list" -> client.listPrompts().prompts().stream().map(Prompt::name).toList();
      case "resources/list" ->
          client.listResources().resources().stream().map(Resource::uri).toList();
      case "resources/templates/list" ->
          client.listResourceTemplates().resourceTemplates().stream()
              .map(ResourceTemplate::uriTemplate)
              .toList();
      case "completion/complete" ->
          client
              .completeCompletion(
                  CompleteRequest.builder(
                          new ResourceReference(ACCOUNTS), new CompleteArgument("id", ""))
                      .build())
              .completion()
              .values();
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static String head(String method, String user, String session) {
    return method
        + " /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
        + user
        + "\r\nMcp-Session-Id: "
        + session
        + "\r\nAccept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2025-11-25\r\n";
  }

  /** Asks, and gets no answer: the id of the last event before it. */
  private static String interrupted(String method, String user, String session) throws IOException {
    String params =
        method.equals("completion/complete")
            ? "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"%s\"},\"argument\":{\"name\":\"id\",\"value\":\"\"}}"
                .formatted(ACCOUNTS)
            : "{}";
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":\"late\",\"method\":\"%s\",\"params\":%s}"
            .formatted(method, params);
    RESUMPTION.breakOff();
    RawResponse answer =
        RawHttp.exchange(
            server.port(),
            head("POST", user, session)
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(answer.text()).contains("one moment").doesNotContain("result");
    return answer
        .text()
        .lines()
        .filter(line -> line.startsWith("id: "))
        .map(line -> line.substring(4))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  /** The message that a resumed stream begins with. */
  private static String resumed(String user, String session, String lastEventId)
      throws IOException {
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send(head("GET", user, session) + "Last-Event-ID: " + lastEventId + "\r\n\r\n");
      assertThat(http.readHead().status()).isEqualTo(200);
      String line = http.readLine();
      while (!line.startsWith("data: ")) {
        line = http.readLine();
      }
      return line.substring(6);
    }
  }

  private static List<String> names(String message) {
    JsonNode answer = JSON.readTree(message);
    assertThat(answer.path("id").stringValue()).isEqualTo("late");
    JsonNode result = answer.path("result");
    JsonNode values = result.path("completion").path("values");
    if (values.isArray()) {
      return values.valueStream().map(JsonNode::stringValue).toList();
    }
    JsonNode list = result.valueStream().filter(JsonNode::isArray).findFirst().orElseThrow();
    return list.valueStream()
        .map(
            entry ->
                entry.has("uriTemplate")
                    ? entry.path("uriTemplate").stringValue()
                    : entry.path(entry.has("uri") ? "uri" : "name").stringValue())
        .toList();
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "tools/list, ada, 'echo,ledger_post,ledger_read'",
    "tools/list, bob, 'echo,ledger_read'",
    "prompts/list, ada, 'audit,greet'",
    "prompts/list, bob, greet",
    "resources/list, ada, 'ledger://accounts/1,ledger://open/news,ledger://secret/keys'",
    "resources/list, bob, 'ledger://accounts/1,ledger://open/news'",
    "resources/templates/list, ada,"
        + " 'ledger://accounts/{id},ledger://open/{page},ledger://secret/{name}'",
    "resources/templates/list, bob, 'ledger://accounts/{id},ledger://open/{page}'",
    "completion/complete, ada, '1,2,30'",
    "completion/complete, bob, '1,2'"
  })
  void aResumedListIsTheListOfItsCaller(String method, String user, String expected)
      throws IOException {
    try (McpSyncClient client = server.connect(user)) {
      String session = RESUMPTION.session();

      String last = interrupted(method, user, session);
      List<String> names = names(resumed(user, session, last));

      assertThat(names.stream().sorted()).containsExactly(expected.split(","));
      assertThat(asked(client, method)).isEqualTo(names);
    }
  }

  @Test
  void whoeverResumesAStreamSeesNoMoreThanItMayUseItself() throws IOException {
    try (McpSyncClient client = server.connect("ada")) {
      String session = RESUMPTION.session();
      assertThat(asked(client, "tools/list")).contains("ledger_post");

      String last = interrupted("tools/list", "ada", session);

      assertThat(names(resumed("bob", session, last)))
          .containsExactlyInAnyOrder("echo", "ledger_read");
    }
  }
}
