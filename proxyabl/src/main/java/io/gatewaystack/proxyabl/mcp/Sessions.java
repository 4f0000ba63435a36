package io.gatewaystack.proxyabl.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of a federation: named towards clients by sealed texts that hold everything needed
 * to go on, and the most recent ones remembered besides. The least recently used give way.
 */
final class Sessions {
  private final Seal seal;
  private final Map<String, FederatedSession> recent;

  /** Those that were ended: only others that are make them forgotten. */
  private final Map<String, FederatedSession> ended;

  Sessions(Seal seal, int most) {
    this.seal = seal;
    this.recent = new Recent(most);
    this.ended = new Recent(most);
  }

  /** What the client of a session calls it. */
  String id(FederatedSession session, Binding binding) {
    return seal.seal(Seal.Kind.FEDERATION, binding, session.text());
  }

  void remember(FederatedSession session) {
    synchronized (recent) {
      recent.put(session.key(), session);
    }
  }

  /** The session of an id; empty when it is unknown, somebody else's, or has ended. */
  Optional<FederatedSession> find(String id, Binding binding) {
    return seal.open(Seal.Kind.FEDERATION, binding, id)
        .flatMap(FederatedSession::parse)
        .map(this::known)
        .filter(session -> !session.hasEnded());
  }

  private FederatedSession known(FederatedSession told) {
    synchronized (recent) {
      FederatedSession over = ended.get(told.key());
      return over != null ? over : recent.computeIfAbsent(told.key(), key -> told);
    }
  }

  /** Ends a session for everybody who knows its id. */
  void end(FederatedSession session) {
    session.end();
    synchronized (recent) {
      recent.remove(session.key());
      ended.put(session.key(), session);
    }
  }

  int remembered() {
    synchronized (recent) {
      return recent.size();
    }
  }

  /** In order of use, and no more than so many. */
  private static final class Recent extends LinkedHashMap<String, FederatedSession> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, FederatedSession> eldest) {
      return size() > most;
    }
  }
}
