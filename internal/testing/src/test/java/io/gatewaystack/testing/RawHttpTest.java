package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The peer is a bare socket, so that malformed answers can be given too. */
class RawHttpTest {
  private ServerSocket listener;
  private RawHttp http;
  private Socket peer;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    http = RawHttp.connect(listener.getLocalPort());
    peer = listener.accept();
  }

  @AfterEach
  void disconnect() throws IOException {
    http.close();
    peer.close();
    listener.close();
  }

  @Test
  void sendsBytesAsGiven() throws IOException {
    http.send("GET /\\..;/%00 \u00ff\r\n").endInput();
    assertThat(peer.getInputStream().readAllBytes())
        .isEqualTo("GET /\\..;/%00 \u00ff\r\n".getBytes(ISO_8859_1));
  }

  @Test
  void keepsDuplicateHeadersInOrder() throws IOException {
    answer("HTTP/1.1 200 OK\r\nA: 1\r\nb:2\r\na:  3 \r\nContent-Length: 2\r\n\r\nhi");
    RawResponse response = http.read();
    assertThat(response.headers("a")).containsExactly("1", "3");
    assertThat(response.header("B")).hasValue("2");
    assertThat(response.header("c")).isEmpty();
    assertThat(response.reason()).isEqualTo("OK");
    assertThat(response.text()).isEqualTo("hi");
  }

  @Test
  void readsChunksAndTheNextResponseOnTheSameConnection() throws IOException {
    answer(
        "HTTP/1.1 100\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "3;x=y\r\nabc\r\nA \r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"
            + "HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(http.read().text()).isEqualTo("abc0123456789");
    assertThat(http.read().status()).isEqualTo(204);
  }

  @Test
  void readsUntilCloseWithoutALength() throws IOException {
    answer("HTTP/1.0 400 Bad\r\n\r\nrest");
    peer.shutdownOutput();
    assertThat(http.read().text()).isEqualTo("rest");
    assertThat(http.awaitClose()).isTrue();
  }

  @Test
  void readsAStreamLineByLine() throws IOException {
    answer("HTTP/1.1 200 OK\r\n\r\ndata: 1\n\n");
    assertThat(http.readHead().status()).isEqualTo(200);
    assertThat(http.readLine()).isEqualTo("data: 1");
    assertThat(http.readLine()).isEmpty();
    answer("x");
    assertThat(http.awaitClose()).isFalse();
  }

  @Test
  void saysSoWhenTheAnswerIsCut() throws IOException {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi");
    peer.shutdownOutput();
    assertThatThrownBy(http::read).isInstanceOf(EOFException.class).hasMessageContaining("2 of 5");
    assertThatThrownBy(http::readLine).isInstanceOf(EOFException.class);
  }

  @Test
  void saysSoWhenTheAnswerIsNotHttp() throws IOException {
    answer("SSH-2.0\r\n");
    assertThatThrownBy(http::read).hasMessageContaining("status line");
    answer("HTTP/1.1 200 OK\r\nno colon\r\n\r\n");
    assertThatThrownBy(http::read).hasMessageContaining("header line");
    answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n");
    http.readLine();
    assertThatThrownBy(http::read).hasMessageContaining("chunk");
  }

  @Test
  void givesUpAfterItsTimeout() throws IOException {
    try (RawHttp hasty = RawHttp.connect(listener.getLocalPort(), Duration.ofMillis(50))) {
      assertThatThrownBy(hasty::read).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void disconnectsWithAReset() throws IOException {
    http.reset();
    assertThatThrownBy(() -> peer.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  @Test
  void failsToConnectWhereNobodyListens() throws IOException {
    try (DeadPort dead = DeadPort.open()) {
      assertThatThrownBy(() -> RawHttp.connect(dead.number())).isInstanceOf(IOException.class);
    }
  }

  private void answer(String text) throws IOException {
    peer.getOutputStream().write(text.getBytes(ISO_8859_1));
  }
}
