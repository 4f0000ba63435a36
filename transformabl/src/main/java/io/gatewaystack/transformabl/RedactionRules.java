package io.gatewaystack.transformabl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what is put in the place of which match, by its type and by where it stands.
 *
 * <pre>{@code
 * RedactionRules.builder()
 *     .otherwise(Redaction.placeholder())
 *     .type(PiiType.CREDIT_CARD, Redaction.mask())
 *     .field("/params/arguments/notes", Redaction.remove())
 *     .keep("/params/arguments/to", PiiType.EMAIL)
 *     .build();
 * }</pre>
 *
 * <p>Places are RFC 6901 JSON Pointers in which {@code *} stands for any one segment; each names a
 * value and everything inside it, a JSON text in a string included. A form field is {@code /name},
 * a text body the empty pointer, which no pattern names. What is kept is kept whatever else is
 * said; else the first field that covers a place decides, then the type, then {@link
 * Builder#otherwise}. What no rule covers is labelled and stays. Immutable and safe for use by
 * several threads.
 */
public final class RedactionRules {
  private final @Nullable Redaction otherwise;
  private final Map<PiiType, Redaction> types;
  private final Map<FieldPattern, Redaction> fields;
  private final List<Kept> kept;
  private final List<FieldPattern> only;
  private final boolean keys;

  private record Kept(FieldPattern field, Set<PiiType> types) {}

  private RedactionRules(Builder builder) {
    otherwise = builder.otherwise;
    types = Map.copyOf(builder.types);
    fields = new LinkedHashMap<>(builder.fields);
    kept = List.copyOf(builder.kept);
    only = List.copyOf(builder.only);
    keys = builder.keys;
  }

  /** Every match everywhere, but for the names of members. */
  public static RedactionRules all(Redaction redaction) {
    return builder().otherwise(redaction).build();
  }

  /** Starts with nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** What becomes of a match; null when it stays. */
  @Nullable Redaction find(PiiType type, String pointer) {
    if (!only.isEmpty() && only.stream().noneMatch(field -> field.covers(pointer))) {
      return null;
    }
    for (Kept exception : kept) {
      boolean concerned = exception.types.isEmpty() || exception.types.contains(type);
      if (concerned && exception.field.covers(pointer)) {
        return null;
      }
    }
    for (Map.Entry<FieldPattern, Redaction> field : fields.entrySet()) {
      if (field.getKey().covers(pointer)) {
        return field.getValue();
      }
    }
    return types.getOrDefault(type, otherwise);
  }

  /** Whether there may be a place where a match is redacted. */
  boolean mayRedact(PiiType type) {
    return !fields.isEmpty() || types.getOrDefault(type, otherwise) != null;
  }

  /** Whether the names of members are redacted like values. */
  boolean redactsKeys() {
    return keys;
  }

  /** Every type that is named. */
  Set<PiiType> namedTypes() {
    Set<PiiType> named = new LinkedHashSet<>(types.keySet());
    kept.forEach(exception -> named.addAll(exception.types));
    return named;
  }

  /** Every redaction that may be asked for. */
  List<Redaction> redactions() {
    Stream<Redaction> first = Stream.ofNullable(otherwise);
    return Stream.concat(first, Stream.concat(types.values().stream(), fields.values().stream()))
        .toList();
  }

  /** Whether something is to be restored later. */
  boolean pseudonymise() {
    return redactions().stream().anyMatch(Pseudonym.class::isInstance);
  }

  /** Collects rules; not safe for use by several threads. */
  public static final class Builder {
    private @Nullable Redaction otherwise;
    private final Map<PiiType, Redaction> types = new LinkedHashMap<>();
    private final Map<FieldPattern, Redaction> fields = new LinkedHashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private final List<FieldPattern> only = new ArrayList<>();
    private boolean keys;

    private Builder() {}

    /** What becomes of a match that no other rule covers. Default: it stays. */
    public Builder otherwise(Redaction redaction) {
      otherwise = Objects.requireNonNull(redaction, "otherwise");
      return this;
    }

    /**
     * What becomes of matches of a type.
     *
     * @throws IllegalArgumentException when the type has a rule already
     */
    public Builder type(PiiType type, Redaction redaction) {
      if (types.putIfAbsent(type, Objects.requireNonNull(redaction, "redaction")) != null) {
        throw new IllegalArgumentException("type: " + type + " (expected: once)");
      }
      return this;
    }

    /**
     * What becomes of matches of any type in a place and inside it.
     *
     * @throws IllegalArgumentException when the pattern is none, or has a rule already
     */
    public Builder field(String pattern, Redaction redaction) {
      FieldPattern field = FieldPattern.parse("field", pattern);
      if (fields.putIfAbsent(field, Objects.requireNonNull(redaction, "redaction")) != null) {
        throw new IllegalArgumentException("field: " + pattern + " (expected: once)");
      }
      return this;
    }

    /**
     * Leaves matches in a place and inside it as they are.
     *
     * @param kinds the types that are left; none means all
     * @throws IllegalArgumentException when the pattern is none
     */
    public Builder keep(String pattern, PiiType... kinds) {
      kept.add(new Kept(FieldPattern.parse("keep", pattern), Set.of(kinds)));
      return this;
    }

    /**
     * Leaves everything outside these places as it is.
     *
     * @throws IllegalArgumentException when a pattern is none
     */
    public Builder only(String... patterns) {
      for (String pattern : patterns) {
        only.add(FieldPattern.parse("only", pattern));
      }
      return this;
    }

    /** Redacts the names of members as well. Default: they are labelled only. */
    public Builder keys() {
      keys = true;
      return this;
    }

    /**
     * The rules collected so far.
     *
     * @throws IllegalArgumentException when they redact nothing or contradict each other, or one of
     *     them could never apply
     */
    public RedactionRules build() {
      if (otherwise == null && types.isEmpty() && fields.isEmpty()) {
        throw new IllegalArgumentException("rules: none (expected: at least one redaction)");
      }
      List<FieldPattern> redacted = new ArrayList<>(fields.keySet());
      for (int i = 0; i < redacted.size(); i++) {
        checkApplies(redacted.get(i), redacted.subList(0, i));
      }
      for (Kept exception : kept) {
        Stream<FieldPattern> places = Stream.concat(redacted.stream(), only.stream());
        if (exception.types.isEmpty() && places.anyMatch(exception.field::coversAll)) {
          throw new IllegalArgumentException(
              "keep: " + exception.field.pattern() + " (expected: not also redacted)");
        }
      }
      return new RedactionRules(this);
    }

    private void checkApplies(FieldPattern field, List<FieldPattern> earlier) {
      for (FieldPattern first : earlier) {
        if (first.coversAll(field)) {
          throw new IllegalArgumentException(
              "field: %s (expected: before %s)".formatted(field.pattern(), first.pattern()));
        }
      }
      if (!only.isEmpty() && only.stream().noneMatch(field::meets)) {
        throw new IllegalArgumentException(
            "field: %s (expected: a place of only)".formatted(field.pattern()));
      }
    }
  }
}
