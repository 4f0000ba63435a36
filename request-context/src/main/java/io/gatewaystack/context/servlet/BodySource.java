package io.gatewaystack.context.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body into memory, up to a cap. Whatever fails here is the client's doing. */
record BodySource(HttpServletRequest request, int maxBytes) implements Supplier<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(BodySource.class);

  @Override
  public byte[] get() {
    if (request.getContentLengthLong() > maxBytes) {
      throw new Refused(Denial.payloadTooLarge());
    }
    byte[] body = read();
    if (body.length > maxBytes) {
      throw new Refused(Denial.payloadTooLarge());
    }
    return body;
  }

  private byte[] read() {
    try {
      InputStream in = request.getInputStream();
      return in.readNBytes(maxBytes + 1);
    } catch (IOException | RuntimeException e) { // containers report bad framing by either
      LOG.debug("a request body was not received", e);
      throw new Refused(ClientFault.denial(e));
    }
  }
}
