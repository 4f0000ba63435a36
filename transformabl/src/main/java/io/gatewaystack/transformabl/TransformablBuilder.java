package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.safety.SafetyRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link Transformabl}; not safe for use by several threads. */
public final class TransformablBuilder {
  private TextScanner scanner = TextScanner.ofAllTypes();
  private @Nullable RedactionRules requestRules;
  private @Nullable Integer requestThreshold;
  private boolean responses;
  private @Nullable RedactionRules responseRules;
  private @Nullable Integer responseThreshold;
  private int scanCap = TextScanner.DEFAULT_CAP;
  private @Nullable Predicate<String> content;
  private List<String> multipart = List.of();
  private @Nullable Pseudonyms pseudonyms;
  private SafetyRules safety = SafetyRules.standard();
  private @Nullable SafetyRules responseSafety;
  private final Map<String, TransformablBuilder> tenants = new LinkedHashMap<>();

  TransformablBuilder() {}

  /**
   * Looks for these types only. Default: all.
   *
   * @throws IllegalArgumentException when there is none, or one that no detector finds
   */
  public TransformablBuilder types(PiiType... values) {
    return scanner(TextScanner.of(List.of(values)));
  }

  /** Looks with a scanner of your own, e.g. one with more detectors. Default: all known types. */
  public TransformablBuilder scanner(TextScanner value) {
    scanner = Objects.requireNonNull(value, "scanner");
    return this;
  }

  /** Replaces matches in the body that later layers and the application see. Default: off. */
  public TransformablBuilder redact(Redaction value) {
    return redact(RedactionRules.all(value));
  }

  /** Replaces matches in the body by type and place. Default: off. */
  public TransformablBuilder redact(RedactionRules value) {
    requestRules = Objects.requireNonNull(value, "redact");
    return this;
  }

  /**
   * Refuses requests with 403 {@code content_blocked} from a risk score on. Default: off.
   *
   * @param score 1..100
   */
  public TransformablBuilder blockThreshold(int score) {
    requestThreshold = score;
    return this;
  }

  /**
   * What unsafe text is looked for, in requests and, unless {@link #responseSafety} says otherwise,
   * in answers that are looked at. Default: {@link SafetyRules#standard}.
   */
  public TransformablBuilder safety(SafetyRules value) {
    safety = Objects.requireNonNull(value, "safety");
    return this;
  }

  /** Looks at answers, and for this unsafe text. Default: as {@link #safety}. */
  public TransformablBuilder responseSafety(SafetyRules value) {
    responseSafety = Objects.requireNonNull(value, "responseSafety");
    responses = true;
    return this;
  }

  /** Looks at answers and labels what they hold. Default: off. */
  public TransformablBuilder labelResponses() {
    responses = true;
    return this;
  }

  /** Replaces matches in answers, streams included. Default: off. */
  public TransformablBuilder redactResponses(Redaction value) {
    return redactResponses(RedactionRules.all(value));
  }

  /** Replaces matches in answers by type and place. Default: off. */
  public TransformablBuilder redactResponses(RedactionRules value) {
    responseRules = Objects.requireNonNull(value, "redactResponses");
    return this;
  }

  /**
   * Refuses answers with 403 {@code content_blocked} from a risk score on; a stream that has begun
   * is cut. Default: off.
   *
   * @param score 1..100
   */
  public TransformablBuilder blockResponses(int score) {
    responseThreshold = score;
    return this;
  }

  /**
   * Looks at the first bytes of a request's body only. What is larger is marked as truncated, and
   * refused with 413 where requests are redacted or blocked. Default: 524 288.
   *
   * @param bytes at least 1
   */
  public TransformablBuilder scanCap(int bytes) {
    scanCap = bytes;
    return this;
  }

  /**
   * Looks at some values of requests only, and at the names of the members that hold them. Default:
   * all.
   *
   * @param pointers accepts the RFC 6901 JSON Pointer of a value to look at; called for every value
   *     of every body, by many threads; when it throws, the request is refused, unless requests are
   *     labelled only
   */
  public TransformablBuilder content(Predicate<String> pointers) {
    content = Objects.requireNonNull(pointers, "content");
    return this;
  }

  /**
   * Reads multipart forms as well, at these paths and below. Only where nothing behind asks the
   * container for parts, as in front of a proxy: they are lost to it. Default: nowhere.
   *
   * @param paths e.g. {@code /proxy}
   */
  public TransformablBuilder multipart(String... paths) {
    multipart = List.of(paths);
    return this;
  }

  /** How long pseudonyms live. Default: {@link Pseudonyms#perRequest()}. */
  public TransformablBuilder pseudonyms(Pseudonyms value) {
    pseudonyms = Objects.requireNonNull(value, "pseudonyms");
    return this;
  }

  /**
   * Other settings for the callers of one tenant. Nothing is inherited: what is not set for the
   * tenant has its default.
   *
   * @param id the tenant as identities name it
   * @param settings without tenants of their own; read when this layer is built
   * @throws IllegalArgumentException when the tenant has settings already
   */
  public TransformablBuilder tenant(String id, TransformablBuilder settings) {
    if (id.isBlank() || tenants.putIfAbsent(id, settings) != null) {
      throw new IllegalArgumentException("tenant: " + id + " (expected: a name, once)");
    }
    return this;
  }

  /**
   * The layer.
   *
   * @throws IllegalArgumentException when a setting is out of range or contradicts another
   */
  public Transformabl build() {
    Map<String, TransformablConfig> configs = new LinkedHashMap<>();
    tenants.forEach(
        (id, settings) -> {
          if (!settings.tenants.isEmpty()) {
            throw new IllegalArgumentException("tenant: " + id + " (expected: no tenants in it)");
          }
          configs.put(id, settings.configOf(id));
        });
    return new Transformabl(config(), configs);
  }

  private TransformablConfig configOf(String tenant) {
    try {
      return config();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tenant " + tenant + ": " + e.getMessage(), e);
    }
  }

  private TransformablConfig config() {
    boolean used = requestRules != null && requestRules.pseudonymise();
    if (pseudonyms != null && !used) {
      throw new IllegalArgumentException(
          "pseudonyms: set (expected: a rule that redacts to pseudonyms)");
    }
    boolean answers = responses || responseRules != null || responseThreshold != null;
    Pseudonyms source = pseudonyms == null ? Pseudonyms.perRequest() : pseudonyms;
    return new TransformablConfig(
        scanner,
        new Treatment(true, requestRules, requestThreshold, safety),
        new Treatment(
            answers,
            responseRules,
            responseThreshold,
            responseSafety == null ? safety : responseSafety),
        scanCap,
        content,
        multipart,
        used ? source : null);
  }
}
