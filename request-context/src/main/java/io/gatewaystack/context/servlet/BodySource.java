package io.gatewaystack.context.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a request's body into memory, up to a cap: waits for it if there is a turn to, and keeps a
 * large one if there is room for it, until the request has ended. Whatever else fails here is the
 * client's doing.
 */
final class BodySource implements Function<Optional<Caller>, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(BodySource.class);

  /** What a caller hears whose body is not there and may not be waited for. */
  private static final Denial TOO_MANY =
      Denial.of(429, "limit_exceeded", 42901, "Too many request bodies are late: try again later")
          .withCode("too_many_bodies")
          .withMember(Denial.RETRY_AFTER, 1);

  /** What a caller hears whose body there is no room for. */
  private static final Denial NO_ROOM =
      Denial.of(429, "limit_exceeded", 42901, "Too many large requests at once: try again later")
          .withCode("too_many_large_bodies")
          .withMember(Denial.RETRY_AFTER, 1);

  /** How many times its own length a body may take besides, as a tree of empty objects does. */
  private static final int TIMES_MORE = 31;

  /** The most it may take besides, in bytes: a tree has so many nodes and no more. */
  private static final long MOST_MORE = 24 << 20;

  private final HttpServletRequest request;
  private final InetAddress client;
  private final Settings settings;
  private final Room room;
  private @Nullable Caller holder;
  private long length;
  private boolean deciding;

  BodySource(HttpServletRequest request, InetAddress client, Settings settings) {
    this.request = request;
    this.client = client;
    this.settings = settings;
    this.room = new Room(settings.bodyMemory());
  }

  /** Where the request comes from. */
  InetAddress client() {
    return client;
  }

  @Override
  public byte[] apply(Optional<Caller> sender) {
    if (request.getContentLengthLong() > settings.maxBodyBytes()) {
      throw new Refused(Denial.payloadTooLarge());
    }
    Caller caller = sender.orElseGet(() -> Caller.of(Optional.empty(), client));
    byte[] body = isThere() ? read(caller) : awaited(caller);
    if (body.length > settings.maxBodyBytes()) {
      throw new Refused(Denial.payloadTooLarge());
    }
    if (body.length > Room.SMALL) {
      keep(caller, body.length);
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

  private byte[] awaited(Caller caller) {
    FairShares awaited = settings.awaitedBodies();
    if (!awaited.take(caller, 1)) {
      throw new Refused(TOO_MANY);
    }
    try {
      return read(caller);
    } finally {
      awaited.giveBack(caller, 1);
    }
  }

  private byte[] read(Caller caller) {
    long announced = request.getContentLengthLong();
    int most = settings.maxBodyBytes() + 1; // so that one that is longer shows
    if (announced > Room.SMALL) {
      room(caller, announced);
      return read(most);
    }
    byte[] start = read(Math.min(most, Room.SMALL));
    if (announced >= 0 || start.length < Room.SMALL) {
      return start;
    }
    room(caller, most);
    byte[] rest = read(most - start.length);
    byte[] whole = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, whole, start.length, rest.length);
    return whole;
  }

  private byte[] read(int most) {
    try {
      return request.getInputStream().readNBytes(most);
    } catch (IOException | RuntimeException e) {
      throw refused(e);
    }
  }

  /** Keeps a body that was read, with room for what layers make of it. */
  private synchronized void keep(Caller caller, long bytes) {
    length = bytes;
    room(caller, deciding ? bytes + Math.min(bytes * TIMES_MORE, MOST_MORE) : bytes);
  }

  /** Layers begin to decide, or have decided: from then on the body is only kept. */
  synchronized void deciding(boolean now) {
    deciding = now;
    if (!now && holder != null) {
      room(holder, length);
    }
  }

  /** Takes so much room, in place of what was taken before. */
  private synchronized void room(Caller caller, long bytes) {
    if (!room.take(caller, bytes)) {
      throw new Refused(NO_ROOM);
    }
    holder = caller;
  }

  /** The request has ended: nobody needs its body any more. */
  void end() {
    room.end();
  }

  private static Refused refused(Exception cause) {
    LOG.debug("a request body was not received", cause);
    return new Refused(ClientFault.denial(cause));
  }
}
