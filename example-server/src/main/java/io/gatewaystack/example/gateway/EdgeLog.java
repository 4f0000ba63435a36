package io.gatewaystack.example.gateway;

import io.gatewaystack.explicabl.EdgeRefusal;
import io.gatewaystack.explicabl.Explicabl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Records what the container answered before any filter saw it. */
record EdgeLog(Explicabl audit) implements RequestLog {

  @Override
  public void log(Request request, Response response) {
    if (GovernedMark.isOn(request)) {
      return; // recorded by the audit layer
    }
    int status = response.getStatus();
    audit.record(
        new EdgeRefusal(
            response.getHeaders().get("X-Request-Id"),
            request.getMethod(),
            request.getHttpURI() == null ? null : request.getHttpURI().getPathQuery(),
            status,
            "http_" + status,
            Duration.ofNanos(Math.max(0, System.nanoTime() - request.getBeginNanoTime())),
            client(request)));
  }

  private static @Nullable InetAddress client(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        ? peer.getAddress()
        : null;
  }
}
