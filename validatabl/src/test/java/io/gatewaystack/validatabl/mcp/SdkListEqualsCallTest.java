package io.gatewaystack.validatabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official SDK on both sides, one filter between them: what is listed is what works. */
class SdkListEqualsCallTest {
  private static SdkServer server;
  private static McpSyncClient ada;
  private static McpSyncClient bob;

  @BeforeAll
  static void start() {
    server = SdkServer.start(Ledger.governance());
    ada = server.connect("ada");
    bob = server.connect("bob");
  }

  @AfterAll
  static void stop() {
    ada.close();
    bob.close();
    server.close();
  }

  private static McpSyncClient client(String name) {
    return name.equals("ada") ? ada : bob;
  }

  private static List<String> usable(List<String> names, Consumer<String> use) {
    List<String> usable = new ArrayList<>();
    for (String name : names) {
      try {
        use.accept(name);
        usable.add(name);
      } catch (RuntimeException e) {
        assertThat(e).as(name).hasMessageNotContaining("Timeout");
      }
    }
    return usable;
  }

  @ParameterizedTest
  @CsvSource({"ada, 'echo,ledger_post,ledger_read'", "bob, 'echo,ledger_read'"})
  void showsTheToolsThatCanBeCalled(String name, String expected) {
    McpSyncClient client = client(name);

    List<String> listed = client.listTools().tools().stream().map(t -> t.name()).sorted().toList();

    assertThat(String.join(",", listed)).isEqualTo(expected);
    assertThat(
            usable(
                SdkServer.TOOLS,
                tool ->
                    assertThat(client.callTool(CallToolRequest.builder(tool).build()).content())
                        .asString()
                        .contains("called " + tool)))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void aChangeIsHeardOnTheStreamAndTheNewListIsFiltered() throws Exception {
    BlockingQueue<List<String>> lists = new LinkedBlockingQueue<>();
    try (McpSyncClient client = server.connect("bob", lists::add)) {
      client.ping();
      List<String> heard = null;
      for (int i = 0; heard == null && i < 50; i++) { // the client opens its stream when it likes
        server.changeTools();
        heard = lists.poll(200, TimeUnit.MILLISECONDS);
      }

      assertThat(heard).containsExactlyInAnyOrder("echo", "ledger_read");
    }
  }

  @ParameterizedTest
  @CsvSource({"ada, 'audit,greet'", "bob, greet"})
  void showsThePromptsThatCanBeGot(String name, String expected) {
    McpSyncClient client = client(name);

    List<String> listed =
        client.listPrompts().prompts().stream().map(p -> p.name()).sorted().toList();

    assertThat(String.join(",", listed)).isEqualTo(expected);
    assertThat(
            usable(
                SdkServer.PROMPTS,
                prompt -> client.getPrompt(GetPromptRequest.builder(prompt).build())))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @ParameterizedTest
  @CsvSource({
    "ada, 'ledger://accounts/1,ledger://open/news,ledger://secret/keys'",
    "bob, 'ledger://accounts/1,ledger://open/news'"
  })
  void showsTheResourcesThatCanBeRead(String name, String expected) {
    McpSyncClient client = client(name);

    List<String> listed =
        client.listResources().resources().stream().map(r -> r.uri()).sorted().toList();

    assertThat(String.join(",", listed)).isEqualTo(expected);
    assertThat(usable(SdkServer.RESOURCES, uri -> read(client, uri)))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  private static void read(McpSyncClient client, String uri) {
    client.readResource(ReadResourceRequest.builder(uri).build());
  }

  @ParameterizedTest
  @CsvSource({
    "ada, 'ledger://accounts/{id},ledger://open/{page},ledger://secret/{name}'",
    "bob, 'ledger://accounts/{id},ledger://open/{page}'"
  })
  void showsTheTemplatesOfWhichSomethingCanBeRead(String name, String expected) {
    assertThat(
            client(name).listResourceTemplates().resourceTemplates().stream()
                .map(t -> t.uriTemplate())
                .sorted())
        .containsExactly(expected.split(","));
  }

  @Test
  void completesOnlyWithValuesThatLeadToReadableResources() {
    assertThat(completed(ada, new ResourceReference("ledger://accounts/{id}"), "id"))
        .containsExactly("1", "2", "30");
    assertThat(completed(bob, new ResourceReference("ledger://accounts/{id}"), "id"))
        .containsExactly("1", "2");
    read(bob, "ledger://accounts/2");
    read(ada, "ledger://accounts/30");
    assertThatThrownBy(() -> read(bob, "ledger://accounts/30")).hasMessageContaining("policy");
  }

  @Test
  void completesOnlyWhatCanBeUsed() {
    assertThat(completed(ada, new PromptReference("audit"), "x")).hasSize(3);
    assertThat(completed(bob, new PromptReference("greet"), "x")).hasSize(3);
    assertThat(completed(ada, new ResourceReference("ledger://secret/{name}"), "name")).hasSize(3);
    assertThatThrownBy(() -> completed(bob, new PromptReference("audit"), "x"))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> completed(bob, new ResourceReference("ledger://secret/{name}"), "name"))
        .isInstanceOf(RuntimeException.class);
  }

  private static List<String> completed(McpSyncClient client, CompleteReference ref, String name) {
    return client
        .completeCompletion(CompleteRequest.builder(ref, new CompleteArgument(name, "")).build())
        .completion()
        .values();
  }
}
