package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Upstreams that speak TLS: connected to by an address that was checked, believed by the name that
 * was configured.
 */
@Timeout(20)
class TlsUpstreamTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "changeit";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
          + PONG.length()
          + "\r\n\r\n"
          + PONG;

  @TempDir private static Path folder;
  private static String usual;

  /** Certificates that sign themselves; the first two are believed, the third is not. */
  @BeforeAll
  static void certificates() throws Exception {
    KeyStore believed = KeyStore.getInstance("JKS"); // which is read without a password
    believed.load(null, null);
    for (String name : List.of("localhost", "elsewhere", "unknown")) {
      Path store = keys(name, name.equals("elsewhere") ? "elsewhere.test" : "localhost");
      if (!name.equals("unknown")) {
        believed.setCertificateEntry(name, read(store).getCertificate("key"));
      }
    }
    Path trust = folder.resolve("trust.jks");
    try (OutputStream out = Files.newOutputStream(trust)) {
      believed.store(out, PASSWORD.toCharArray());
    }
    usual = System.getProperty(TRUST_STORE);
    System.setProperty(TRUST_STORE, trust.toString());
  }

  @AfterAll
  static void believeAsUsual() {
    if (usual == null) {
      System.clearProperty(TRUST_STORE);
    } else {
      System.setProperty(TRUST_STORE, usual);
    }
  }

  private static Path keys(String file, String host) throws Exception {
    Path store = folder.resolve(file + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return store;
  }

  private static KeyStore read(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static RawUpstream upstream(String certificate) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(read(folder.resolve(certificate + ".p12")), PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return RawUpstream.running(tls.getServerSocketFactory(), TlsUpstreamTest::serve);
  }

  private static void serve(RawUpstream.Peer peer) throws IOException {
    while (true) {
      peer.readRequest();
      peer.send(ANSWER);
    }
  }

  private static URI uri(String host, RawUpstream upstream) {
    return URI.create("https://" + host + ":" + upstream.port());
  }

  @Test
  void anUpstreamThatShowsItsNameIsBelieved() throws Exception {
    try (RawUpstream upstream = upstream("localhost");
        Gateway gateway = Gateway.with(Proxyabl.builder(uri("localhost", upstream)).build());
        McpGate gate = McpGate.to(uri("localhost", upstream))) {
      assertThat(gateway.exchange("GET /proxy/x").text()).isEqualTo(PONG);
      assertThat(gate.post(PING).text()).isEqualTo(PONG);
      assertThat(upstream.heads()).hasSize(2);
      assertThat(upstream.heads().get(0)).contains("Host: localhost:" + upstream.port());
    }
  }

  @ParameterizedTest(name = "https://{1} shows {0}")
  @CsvSource({"elsewhere, localhost", "unknown, localhost", "localhost, 127.0.0.1"})
  void anUpstreamThatShowsAnotherNameOrIsKnownToNobodyIsToldNothing(String certificate, String host)
      throws Exception {
    try (RawUpstream upstream = upstream(certificate);
        Gateway gateway = Gateway.with(Proxyabl.builder(uri(host, upstream)).build());
        McpGate gate = McpGate.to(uri(host, upstream))) {
      for (RawResponse response : List.of(gateway.exchange("GET /proxy/x"), gate.post(PING))) {
        assertThat(response.status()).isEqualTo(502);
        assertThat(response.text())
            .containsPattern("\"upstream_(error|unreachable)\"")
            .doesNotContain("ertificate", "PKIX", "result");
      }
      assertThat(upstream.heads()).isEmpty();
    }
  }
}
