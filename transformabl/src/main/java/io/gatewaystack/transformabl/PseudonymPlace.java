package io.gatewaystack.transformabl;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the table of a request is. Confined to the request. */
sealed interface PseudonymPlace {
  /** The tables that hold something for this request; no token stands in two of them. */
  List<PseudonymTable> tables();

  /** The table to put something into. */
  PseudonymTable make();

  /** Something was put into it. */
  void grown(PseudonymTable table);

  /** Whether other requests put something into it, too. */
  boolean isShared();

  /** A table that goes with the request. */
  final class OfRequest implements PseudonymPlace {
    private @Nullable PseudonymTable table;

    @Override
    public List<PseudonymTable> tables() {
      PseudonymTable known = table;
      return known == null ? List.of() : List.of(known);
    }

    @Override
    public PseudonymTable make() {
      PseudonymTable known = table;
      if (known == null) {
        known = new PseudonymTable(0);
        table = known;
      }
      return known;
    }

    @Override
    public void grown(PseudonymTable grown) {}

    @Override
    public boolean isShared() {
      return false;
    }
  }

  /**
   * A table that outlives the request. Held on to, so that what this request put into it can be
   * restored even if the session is forgotten meanwhile; then another request of the session may
   * have made one anew, with other numbers.
   */
  final class OfSession implements PseudonymPlace {
    private final PseudonymSessions sessions;
    private final PseudonymSessions.Key id;
    private @Nullable PseudonymTable table;

    OfSession(PseudonymSessions sessions, PseudonymSessions.Key id) {
      this.sessions = sessions;
      this.id = id;
      this.table = sessions.find(id);
    }

    @Override
    public List<PseudonymTable> tables() {
      PseudonymTable known = table;
      if (known == null) {
        known = sessions.find(id);
        table = known;
      }
      PseudonymTable later = known != null && known.isClosed() ? sessions.find(id) : null;
      return Stream.of(known, later).flatMap(Stream::ofNullable).distinct().toList();
    }

    @Override
    public PseudonymTable make() {
      PseudonymTable known = table;
      if (known == null) {
        known = sessions.make(id);
        table = known;
      }
      return known;
    }

    @Override
    public void grown(PseudonymTable grown) {
      sessions.grown(id, grown);
    }

    @Override
    public boolean isShared() {
      return true;
    }
  }
}
