package io.gatewaystack.transformabl;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables that outlive a request, in order of their last use. A session is forgotten when it was
 * idle for too long, when its caller's sessions, or those of all, take too much memory: then the
 * one used least recently, and of a caller who takes too much only that caller's own. A session
 * that is forgotten here may go on elsewhere, so its numbers are not given again. Safe for use by
 * several threads.
 */
final class PseudonymSessions {
  private static final Duration LONGEST_IDLE = Duration.ofDays(36_500);

  /**
   * Whose session it is.
   *
   * @param caller names the caller, and shows nothing of them
   * @param session names the session among those of the caller
   */
  record Key(String caller, String session) {}

  private final long idle; // nanoseconds
  private final long maxBytes;
  private final LongSupplier nanoTime;
  private final Map<String, Caller> callers = byLastUse();
  private long bytes;
  private long given; // the highest number that a caller has given who was forgotten

  private static final class Caller {
    private final Map<String, Session> sessions = byLastUse(); // never empty
    private long given; // the highest number that a session has given that was forgotten
    private long bytes;
    private long lastUse;

    private Caller(long given) {
      this.given = given;
    }
  }

  private static final class Session {
    private final PseudonymTable table;
    private int bytes;
    private long lastUse;

    private Session(PseudonymTable table) {
      this.table = table;
    }
  }

  /** Sessions as the system's time passes, with the memory that all may take by default. */
  static PseudonymSessions of(Duration idle) {
    return new PseudonymSessions(idle, Pseudonyms.MAX_BYTES, System::nanoTime);
  }

  PseudonymSessions(Duration idle, long maxBytes, LongSupplier nanoTime) {
    if (idle.isZero() || idle.isNegative()) {
      throw new IllegalArgumentException("idle: " + idle + " (expected: > 0)");
    }
    this.idle = (idle.compareTo(LONGEST_IDLE) < 0 ? idle : LONGEST_IDLE).toNanos();
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  private static <T> Map<String, T> byLastUse() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }

  /** The table of a session; null when it has none. */
  synchronized @Nullable PseudonymTable find(Key key) {
    long now = nanoTime.getAsLong();
    forgetIdle(key, now);
    Caller caller = callers.get(key.caller());
    Session session = caller == null ? null : caller.sessions.get(key.session());
    if (caller == null || session == null) {
      return null;
    }
    caller.lastUse = now;
    session.lastUse = now;
    return session.table;
  }

  /** The table of a session; a new one when it has none. */
  synchronized PseudonymTable make(Key key) {
    PseudonymTable known = find(key);
    if (known != null) {
      return known;
    }
    Caller caller = callers.computeIfAbsent(key.caller(), id -> new Caller(given));
    Session session = new Session(new PseudonymTable(caller.given));
    caller.sessions.put(key.session(), session);
    caller.lastUse = nanoTime.getAsLong();
    session.lastUse = caller.lastUse;
    grown(key, session.table);
    return session.table;
  }

  /** Something was put into a table: makes room for it. */
  synchronized void grown(Key key, PseudonymTable table) {
    Caller caller = callers.get(key.caller());
    Session session = caller == null ? null : caller.sessions.get(key.session());
    if (caller == null || session == null || session.table != table) {
      return; // it was forgotten meanwhile
    }
    int more = table.bytes() - session.bytes;
    session.bytes += more;
    caller.bytes += more;
    bytes += more;
    while (caller.bytes > Pseudonyms.MAX_CALLER_BYTES && caller.sessions.size() > 1) {
      forgetFirst(caller);
    }
    while (bytes > maxBytes && (callers.size() > 1 || caller.sessions.size() > 1)) {
      Map.Entry<String, Caller> least = callers.entrySet().iterator().next(); // not this one
      forgetFirst(least.getValue());
      forgetIfEmpty(least.getKey(), least.getValue());
    }
  }

  private void forgetIdle(Key key, long now) {
    Caller own = callers.get(key.caller());
    if (own != null) {
      forgetIdle(key.caller(), own, now);
    }
    while (!callers.isEmpty()) {
      Map.Entry<String, Caller> least = callers.entrySet().iterator().next();
      if (now - least.getValue().lastUse <= idle) {
        return;
      }
      forgetIdle(least.getKey(), least.getValue(), now);
    }
  }

  private void forgetIdle(String id, Caller caller, long now) {
    while (!caller.sessions.isEmpty()
        && now - caller.sessions.values().iterator().next().lastUse > idle) {
      forgetFirst(caller);
    }
    forgetIfEmpty(id, caller);
  }

  private void forgetFirst(Caller caller) {
    Iterator<Session> sessions = caller.sessions.values().iterator();
    Session least = sessions.next();
    sessions.remove();
    caller.bytes -= least.bytes;
    bytes -= least.bytes;
    caller.given = Math.max(caller.given, least.table.close());
  }

  private void forgetIfEmpty(String id, Caller caller) {
    if (caller.sessions.isEmpty()) {
      callers.remove(id);
      given = Math.max(given, caller.given);
    }
  }
}
