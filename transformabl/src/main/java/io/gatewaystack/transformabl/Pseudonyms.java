package io.gatewaystack.transformabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a pseudonym stands for its value, and for whom: within one request, or for one caller
 * until a session has been idle for a while.
 *
 * <p>A caller is the principal as verified: issuer, subject, tenant and who acts for them; on MCP
 * routes the {@code Mcp-Session-Id} tells sessions of one caller apart. A request without a
 * verified identity has pseudonyms of its own, whatever is set here. Values are kept in memory,
 * encrypted (AES-256-GCM) with a key derived for the caller from one that is random for each
 * instance of this class; a caller's key is not kept with the values. A full table makes
 * placeholders that are not restored.
 *
 * <p>When the sessions of one caller take more than {@value #MAX_CALLER_BYTES} bytes, those this
 * caller used least recently are forgotten; when all take more than {@value #MAX_BYTES}, those of
 * the callers who were idle longest. Numbers that a forgotten session has given are not given
 * again, since the upstream may remember what this one does not. A token that the caller writes
 * means itself from then on. Nothing is shared between nodes or survives a restart. Safe for use by
 * several threads.
 */
public final class Pseudonyms {
  /** Different values that one request or session may have. */
  public static final int MAX_VALUES = 1_000;

  /** Memory, in bytes, that the values of one request, or of all sessions of a caller may take. */
  public static final int MAX_CALLER_BYTES = 1 << 20;

  /** Memory, in bytes, that the values of all sessions may take. */
  public static final long MAX_BYTES = 64L << 20;

  private static final int KEY_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Hmac master = new Hmac(randomKey());
  private final @Nullable PseudonymSessions sessions;

  private Pseudonyms(@Nullable PseudonymSessions sessions) {
    this.sessions = sessions;
  }

  /** One value, one token within a request; forgotten with it. */
  public static Pseudonyms perRequest() {
    return new Pseudonyms(null);
  }

  /**
   * One value, one token for a caller.
   *
   * @param idle how long after its last request a session is forgotten, more than zero
   */
  public static Pseudonyms perSession(Duration idle) {
    return new Pseudonyms(PseudonymSessions.of(idle));
  }

  static Pseudonyms perSession(Duration idle, long maxBytes, LongSupplier nanoTime) {
    return new Pseudonyms(new PseudonymSessions(idle, maxBytes, nanoTime));
  }

  private byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  /** The pseudonyms that a request may make and see restored. */
  PseudonymScope of(RequestContext context) {
    Identity identity = context.find(Identity.class).orElse(null);
    if (sessions == null || identity == null) {
      return new PseudonymScope(
          new PseudonymPlace.OfRequest(), () -> new SealedValues(randomKey(), random));
    }
    List<String> caller = caller(identity);
    boolean mcp = context.route().protocol() == Route.Protocol.MCP;
    String session = mcp ? context.request().headers().first("Mcp-Session-Id").orElse("") : "";
    PseudonymSessions.Key id =
        new PseudonymSessions.Key(
            hex(prefixed("caller", caller)),
            session.isEmpty() ? "" : hex(List.of("session", session)));
    return new PseudonymScope(
        new PseudonymPlace.OfSession(sessions, id),
        () -> new SealedValues(master.of(prefixed("key", prefixed(session, caller))), random));
  }

  private String hex(List<String> parts) {
    return HexFormat.of().formatHex(master.of(parts));
  }

  private static List<String> caller(Identity identity) {
    List<String> parts = new ArrayList<>();
    parts.add(identity.issuer());
    parts.add(identity.subject());
    parts.add(identity.tenantId() == null ? "" : "tenant " + identity.tenantId());
    for (Identity.Actor actor : identity.actorChain()) {
      parts.add(actor.subject());
      parts.add(actor.issuer() == null ? "" : "issuer " + actor.issuer());
    }
    return parts;
  }

  private static List<String> prefixed(String first, List<String> parts) {
    List<String> all = new ArrayList<>(parts.size() + 1);
    all.add(first);
    all.addAll(parts);
    return all;
  }

  /** Says how long pseudonyms live, and nothing of what they stand for. */
  @Override
  public String toString() {
    return sessions == null ? "Pseudonyms[request]" : "Pseudonyms[session]";
  }
}
