package io.gatewaystack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestIssuerTest {
  private final TestIssuer issuer = TestIssuer.start();

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void countsWhoAsksForItsKeys() throws Exception {
    assertThat(issuer.jwksFetches()).isZero();
    assertThat(get(issuer.jwksUri())).isEqualTo("200 " + issuer.jwks());
    assertThat(get(issuer.jwksUri())).contains("\"kid\":\"key-1\"", "\"kty\":\"RSA\"");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void saysWhereItsKeysAre() throws Exception {
    assertThat(get(URI.create(issuer.issuer() + "/.well-known/openid-configuration")))
        .startsWith("200")
        .contains(issuer.jwksUri().toString());
    assertThat(get(URI.create(issuer.issuer() + "/elsewhere"))).isEqualTo("404 {}");
  }

  @Test
  void livesAtPathsOfItsOwn() throws Exception {
    try (TestIssuer realm =
        TestIssuer.startAt("/realms/a", "/realms/a/certs", InstantSource.system())) {
      assertThat(realm.issuer()).endsWith("/realms/a");
      assertThat(get(URI.create(realm.issuer() + "/certs"))).isEqualTo("200 " + realm.jwks());
      assertThat(get(URI.create(realm.issuer() + "/.well-known/openid-configuration")))
          .isEqualTo("200 " + TestIssuer.metadata(realm.issuer(), realm.jwksUri()));
      realm.serveMetadata(404, "");
      assertThat(get(URI.create(realm.issuer() + "/.well-known/openid-configuration")))
          .isEqualTo("404 ");
      assertThat(realm.metadataFetches()).isEqualTo(2);
      assertThat(realm.jwksFetches()).isEqualTo(1);
    }
  }

  @Test
  void addsAndReplacesKeys() throws Exception {
    assertThat(issuer.addKey()).isSameAs(issuer.key());
    assertThat(get(issuer.jwksUri())).contains("key-1", "key-2");
    assertThat(issuer.rotate().kid()).isEqualTo("key-3");
    assertThat(get(issuer.jwksUri())).contains("key-3").doesNotContain("key-1", "key-2");
  }

  @Test
  void servesAnyAnswerUntilItPublishesAgain() throws Exception {
    issuer.serveJwks(200, "{\"keys\":[{}]}");
    assertThat(get(issuer.jwksUri())).isEqualTo("200 {\"keys\":[{}]}");
    issuer.serveJwks(503, "");
    assertThat(get(issuer.jwksUri())).isEqualTo("503 ");
    issuer.publish();
    assertThat(get(issuer.jwksUri())).isEqualTo("200 " + issuer.jwks());
  }

  @Test
  void comesBackOnTheSamePort() throws Exception {
    URI keys = issuer.jwksUri();
    issuer.stop();
    assertThatThrownBy(() -> get(keys)).isInstanceOf(ConnectException.class);
    issuer.restart();
    issuer.restart();
    assertThat(get(keys)).startsWith("200");
    assertThat(issuer.jwksUri()).isEqualTo(keys);
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
