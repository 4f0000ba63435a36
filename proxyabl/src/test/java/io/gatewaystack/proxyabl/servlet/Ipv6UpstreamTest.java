package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upstreams that are named by an address of IPv6. */
@Timeout(20)
class Ipv6UpstreamTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
          + PONG.length()
          + "\r\n\r\n"
          + PONG;

  /** Whatever address is asked for, it is this machine's own of IPv6. */
  private static final class Loopback extends ServerSocketFactory {
    private static final byte[] LOCALHOST = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return createServerSocket(port, 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return new ServerSocket(port, backlog, InetAddress.getByAddress(LOCALHOST));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      return createServerSocket(port, backlog);
    }
  }

  private static boolean isThere() {
    try (ServerSocket socket = new Loopback().createServerSocket(0)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theyAreReachedByProxyAndGatewayAlike() throws Exception {
    assumeTrue(isThere(), "this machine has no IPv6");
    try (RawUpstream upstream =
        RawUpstream.running(
            new Loopback(),
            peer -> {
              while (true) {
                peer.readRequest();
                peer.send(ANSWER);
              }
            })) {
      URI uri = URI.create("http://[::1]:" + upstream.port() + "/mcp");
      try (Gateway gateway = Gateway.to(uri);
          McpGate gate = McpGate.to(uri)) {
        assertThat(gateway.exchange("GET /proxy/x").text()).isEqualTo(PONG);
        assertThat(gate.post(PING).text()).isEqualTo(PONG);
        assertThat(upstream.heads())
            .hasSize(2)
            .allSatisfy(head -> assertThat(head).contains("Host: [::1]:" + upstream.port()));
      }
    }
  }

  @Test
  void anAddressThatIsNotToBeReachedIsRefusedInEveryFamily() {
    for (String host : new String[] {"[::ffff:169.254.169.254]", "[fe80::1]", "[fd00:ec2::254]"}) {
      McpGateway.Builder gateway =
          McpGateway.builder().upstream(McpUpstream.of("up", URI.create("https://" + host + "/k")));
      assertThatIllegalArgumentException()
          .isThrownBy(gateway::build)
          .withMessageStartingWith("upstream up.uri: https://" + host + " (the address policy");
    }
  }
}
