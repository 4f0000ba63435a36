package io.gatewaystack.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DeadPortTest {
  @Test
  void refusesConnections() {
    try (DeadPort dead = DeadPort.open()) {
      assertThatThrownBy(() -> RawHttp.connect(dead.number())).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void isGivenToNobodyWhileHeldAndFreeAfterwards() throws IOException {
    DeadPort dead = DeadPort.open();
    assertThatThrownBy(() -> listen(dead.number())).isInstanceOf(IOException.class);
    dead.close();
    listen(dead.number()).close();
  }

  @Test
  void aStoppedIssuerKeepsItsPortForItsRestart() throws IOException {
    try (TestIssuer issuer = TestIssuer.start()) {
      int port = issuer.jwksUri().getPort();
      issuer.stop();
      assertThatThrownBy(() -> RawHttp.connect(port)).isInstanceOf(ConnectException.class);
      issuer.restart();
      RawHttp.connect(port).close();
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
