package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The issuer and the upstream that demo mode adds. */
class DemoServersTest {
  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = RunningGateway.start(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private RawResponse issuer(String request) throws Exception {
    return RawHttp.exchange(gateway.demo().issuerPort(), request);
  }

  @Test
  void theIssuerPublishesItsKeyAndMetadata() throws Exception {
    String keys =
        issuer("GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            .text();
    assertThat(keys).contains("demo-key-1", "\"use\":\"sig\"").doesNotContain("\"d\":");
    assertThat(
            issuer(
                    "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: a\r\n"
                        + "Connection: close\r\n\r\n")
                .text())
        .contains("https://gateway.local/mcp", "tool:write");
  }

  @Test
  void theIssuerMintsWithDefaultsAndRefusesNonsense() throws Exception {
    String head = "POST /mint HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ";
    assertThat(issuer(head + "0\r\n\r\n").text()).contains("\"scope\":\"tool:read\"");
    assertThat(issuer(head + "1\r\n\r\n{").status()).isEqualTo(400);
    assertThat(issuer("GET /mint HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").status())
        .isEqualTo(404);
  }

  @Test
  void theUpstreamShowsWhatItSaw() throws Exception {
    String token = gateway.token("a", "tool:read");
    RawResponse echoed =
        gateway.sendBody(
            "POST /proxy/x?a=1&a=2&flag&odd=%25zz",
            "{\"b\":1}",
            "Authorization: Bearer " + token,
            "Content-Type: application/json",
            "X-Many: 1",
            "X-Many: 2");
    assertThat(echoed.text())
        .contains("\"a\":[\"1\",\"2\"]", "\"flag\":\"\"", "{\\\"b\\\":1}", "[\"1\",\"2\"]");
    assertThat(gateway.get("/proxy/slow/nonsense", token).status()).isEqualTo(200);
  }
}
