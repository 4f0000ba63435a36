package io.gatewaystack.context.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a request's body into memory, up to a cap, and waits for it if there is a turn to. Whatever
 * fails here is the client's doing.
 */
record BodySource(HttpServletRequest request, InetAddress client, Settings settings)
    implements Function<Optional<Caller>, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(BodySource.class);

  @Override
  public byte[] apply(Optional<Caller> sender) {
    if (request.getContentLengthLong() > settings.maxBodyBytes()) {
      throw new Refused(Denial.payloadTooLarge());
    }
    byte[] body = isThere() ? read() : awaited(sender);
    if (body.length > settings.maxBodyBytes()) {
      throw new Refused(Denial.payloadTooLarge());
    }
    return body;
  }

  /**
   * Whether reading waits for nobody, as far as the container can tell. Whoever wants to be asked
   * for the body first (RFC 9110 section 10.1.1) would be, by this question.
   */
  private boolean isThere() {
    long length = request.getHeader("Expect") == null ? request.getContentLengthLong() : -1;
    try {
      return length >= 0 && request.getInputStream().available() >= length;
    } catch (IOException | RuntimeException e) { // containers report bad framing by either
      throw refused(e);
    }
  }

  private byte[] awaited(Optional<Caller> sender) {
    Caller caller = sender.orElseGet(() -> Caller.of(Optional.empty(), client));
    AwaitedBodies awaited = settings.awaitedBodies();
    if (!awaited.begin(caller)) {
      throw new Refused(AwaitedBodies.TOO_MANY);
    }
    try {
      return read();
    } finally {
      awaited.end(caller);
    }
  }

  private byte[] read() {
    try {
      InputStream in = request.getInputStream();
      return in.readNBytes(settings.maxBodyBytes() + 1);
    } catch (IOException | RuntimeException e) {
      throw refused(e);
    }
  }

  private static Refused refused(Exception cause) {
    LOG.debug("a request body was not received", cause);
    return new Refused(ClientFault.denial(cause));
  }
}
