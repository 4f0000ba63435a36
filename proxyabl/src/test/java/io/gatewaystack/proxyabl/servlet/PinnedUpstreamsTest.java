package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that lead where nothing may be connected to: the name is permitted, its address is not. */
@Timeout(20)
class PinnedUpstreamsTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final AddressPolicy OUTSIDE = AddressPolicy.builder().allowHttp().build();
  private static final AddressPolicy INSIDE =
      AddressPolicy.builder().allowHttp().allowNetworks(List.of("127.0.0.0/8", "::1/128")).build();

  private RawUpstream upstream;
  private URI named;

  @BeforeEach
  void start() throws IOException {
    upstream =
        RawUpstream.answering(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + PONG.length()
                + "\r\n\r\n"
                + PONG);
    named = URI.create("http://localhost:" + upstream.port() + "/mcp");
  }

  @AfterEach
  void stop() throws IOException {
    upstream.close();
  }

  private void assertNobodyConnected(RawResponse answer) {
    assertThat(answer.text()).doesNotContain("address", "127.0.0.1", "::1");
    assertThat(upstream.connections()).isZero();
  }

  @Test
  void oneMcpUpstreamIsReachedWhereItsAddressMayBe() throws Exception {
    try (McpGate gate = McpGate.to(named, gateway -> gateway.addresses(OUTSIDE))) {
      RawResponse refused = gate.post(PING);
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text()).contains("upstream_unreachable");
      assertNobodyConnected(refused);
    }
    try (McpGate gate = McpGate.to(named, gateway -> gateway.addresses(INSIDE))) {
      assertThat(gate.post(PING).text()).isEqualTo(PONG);
    }
  }

  private void several(McpGateway.Builder gateway, AddressPolicy addresses) {
    gateway
        .addresses(addresses)
        .upstream(McpUpstream.of("a", named))
        .upstream(McpUpstream.of("b", named));
  }

  @Test
  void soAreSeveral() throws Exception {
    try (McpGate gate = McpGate.with(gateway -> several(gateway, OUTSIDE))) {
      RawResponse refused = gate.post(INITIALIZE);
      assertThat(refused.status()).isEqualTo(502);
      assertNobodyConnected(refused);
    }
    try (McpGate gate = McpGate.with(gateway -> several(gateway, INSIDE))) {
      gate.post(INITIALIZE);
      assertThat(upstream.heads()).hasSize(2);
    }
  }

  @Test
  void soAreFunctions() throws Exception {
    Map<String, Set<String>> add = Map.of("add", Set.of("s"));
    try (RestTools tools = RestTools.builder(named).tools(add).addresses(OUTSIDE).build();
        McpGate gate = McpGate.with(gateway -> gateway.tools(tools.tools()))) {
      RawResponse refused = gate.post(CALL.formatted("add"));
      assertThat(refused.text()).contains("\"isError\":true");
      assertNobodyConnected(refused);
    }
    try (RestTools tools = RestTools.builder(named).tools(add).addresses(INSIDE).build();
        McpGate gate = McpGate.with(gateway -> gateway.tools(tools.tools()))) {
      assertThat(gate.post(CALL.formatted("add")).text()).contains("\"isError\":false");
      assertThat(upstream.heads()).singleElement().asString().startsWith("POST /mcp/add ");
    }
  }
}
