package io.gatewaystack.example.config;

import io.gatewaystack.transformabl.CustomDetector;
import io.gatewaystack.transformabl.PiiType;
import io.gatewaystack.transformabl.Pseudonyms;
import io.gatewaystack.transformabl.Redaction;
import io.gatewaystack.transformabl.RedactionRules;
import io.gatewaystack.transformabl.TextScanner;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.transformabl.TransformablBuilder;
import io.gatewaystack.validatabl.document.DocumentNode;
import io.gatewaystack.validatabl.document.Members;
import io.gatewaystack.validatabl.document.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what happens to content from the file of settings. */
final class ContentReader {
  static final List<String> KEYS =
      List.of(
          "requests",
          "responses",
          "without",
          "custom",
          "pseudonymIdleMillis",
          "hashKeyFrom",
          "scanCap",
          "multipart",
          "tenants");
  static final List<String> DIRECTION_KEYS =
      List.of("redact", "types", "fields", "keep", "only", "keys", "blockScore", "safety");
  static final List<String> FIELD_KEYS = List.of("field", "redact");
  static final List<String> KEEP_KEYS = List.of("field", "types");
  static final List<String> CUSTOM_KEYS = List.of("pattern", "labels");

  private static final int MOST = 1000;

  private final Environment env;
  private final Problems problems;
  private final SafetyReader safety;

  /** The key of keyed hashes, and the types that are looked for, in what is being read. */
  private byte @Nullable [] hashKey;

  private final Map<String, PiiType> types = new HashMap<>();

  ContentReader(Environment env, Problems problems) {
    this.env = env;
    this.problems = problems;
    this.safety = new SafetyReader(env);
  }

  /** What the file says; empty when something in it is wrong. */
  Optional<TransformablBuilder> content(Members members) {
    int before = problems.found().size();
    TransformablBuilder builder = settings(members, KEYS);
    members
        .mapping("tenants")
        .ifPresent(tenants -> tenants.all().forEach((id, node) -> tenant(id, node, builder)));
    if (problems.found().size() == before) {
      new UpstreamSettings(members, env).judged(builder::build);
    }
    return problems.found().size() == before ? Optional.of(builder) : Optional.empty();
  }

  private void tenant(String id, DocumentNode node, TransformablBuilder builder) {
    Members members = new Members(node, "content.tenants." + id + ".", problems);
    TransformablBuilder own = settings(members, KEYS.subList(0, KEYS.size() - 1));
    new UpstreamSettings(members, env).judged(() -> builder.tenant(id, own));
  }

  private TransformablBuilder settings(Members members, List<String> keys) {
    members.allow(keys);
    TransformablBuilder builder = Transformabl.builder();
    hashKey = members.parsed("hashKeyFrom", this::hashKey).orElse(null);
    scanner(members).ifPresent(builder::scanner);
    members
        .integer("pseudonymIdleMillis", 1, Integer.MAX_VALUE)
        .ifPresent(idle -> builder.pseudonyms(Pseudonyms.perSession(Duration.ofMillis(idle))));
    members.integer("scanCap", 1, 1 << 30).ifPresent(builder::scanCap);
    List<String> multipart = members.texts("multipart");
    if (!multipart.isEmpty()) {
      builder.multipart(multipart.toArray(String[]::new));
    }
    members.mapping("requests").ifPresent(found -> requests(found, builder));
    members.mapping("responses").ifPresent(found -> responses(found, builder));
    return builder;
  }

  private byte[] hashKey(String variable) {
    return env.secret(variable)
        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
        .filter(secret -> secret.length >= 32)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "hashKeyFrom: "
                        + variable
                        + " (expected: the name of a variable that is set to at least 32 bytes)"));
  }

  private Optional<TextScanner> scanner(Members members) {
    types.clear();
    TextScanner.ofAllTypes().types().forEach(type -> types.put(type.name(), type));
    TextScanner.Builder builder = TextScanner.builder();
    List<PiiType> without = types(members, "without", members.texts("without"));
    builder.without(without.toArray(PiiType[]::new));
    members
        .mapping("custom")
        .ifPresent(
            custom ->
                custom
                    .all()
                    .forEach(
                        (name, node) ->
                            custom(
                                name,
                                new Members(node, "content.custom." + name + ".", problems),
                                builder)));
    return new UpstreamSettings(members, env).judged(builder::build);
  }

  private void custom(String name, Members members, TextScanner.Builder builder) {
    members.allow(CUSTOM_KEYS);
    Optional<String> pattern = members.parsed(members.require("pattern"), "pattern", text -> text);
    List<String> labels = members.texts("labels");
    pattern
        .flatMap(
            text ->
                new UpstreamSettings(members, env)
                    .judged(
                        () ->
                            CustomDetector.pattern(new PiiType(name, new HashSet<>(labels)), text)))
        .ifPresent(
            detector -> {
              types.put(name, detector.type());
              new UpstreamSettings(members, env).judged(() -> builder.custom(detector));
            });
  }

  private void requests(Members members, TransformablBuilder builder) {
    members.allow(DIRECTION_KEYS);
    rules(members).ifPresent(builder::redact);
    members.integer("blockScore", 1, 100).ifPresent(builder::blockThreshold);
    members.mapping("safety").flatMap(safety::rules).ifPresent(builder::safety);
  }

  private void responses(Members members, TransformablBuilder builder) {
    members.allow(DIRECTION_KEYS);
    builder.labelResponses();
    rules(members).ifPresent(builder::redactResponses);
    members.integer("blockScore", 1, 100).ifPresent(builder::blockResponses);
    members.mapping("safety").flatMap(safety::rules).ifPresent(builder::responseSafety);
  }

  private Optional<RedactionRules> rules(Members members) {
    boolean says =
        Stream.of("redact", "types", "fields", "keep", "only", "keys")
            .anyMatch(key -> members.find(key).isPresent());
    if (!says) {
      return Optional.empty();
    }
    RedactionRules.Builder builder = RedactionRules.builder();
    UpstreamSettings settings = new UpstreamSettings(members, env);
    members.parsed("redact", this::mode).ifPresent(builder::otherwise);
    members
        .mapping("types")
        .ifPresent(
            found ->
                found
                    .all()
                    .forEach(
                        (name, node) ->
                            types(found, name, List.of(name))
                                .forEach(
                                    type ->
                                        found
                                            .parsed(Optional.of(node), name, this::mode)
                                            .ifPresent(mode -> builder.type(type, mode)))));
    each(members, "fields", FIELD_KEYS, field -> field(field, builder));
    each(members, "keep", KEEP_KEYS, kept -> keep(kept, builder));
    List<String> only = members.texts("only");
    settings.judged(() -> builder.only(only.toArray(String[]::new)));
    if (members.flag("keys").orElse(false)) {
      builder.keys();
    }
    return settings.judged(builder::build);
  }

  private interface Entry {
    void of(Members members);
  }

  private void each(Members members, String key, List<String> keys, Entry entry) {
    List<DocumentNode> elements = members.elements(members.find(key), key, MOST);
    for (int i = 0; i < elements.size(); i++) {
      Members element = new Members(elements.get(i), "content.%s[%d].".formatted(key, i), problems);
      element.allow(keys);
      entry.of(element);
    }
  }

  private void field(Members members, RedactionRules.Builder builder) {
    Optional<String> place = members.parsed(members.require("field"), "field", text -> text);
    Optional<Redaction> mode = members.parsed(members.require("redact"), "redact", this::mode);
    if (place.isPresent() && mode.isPresent()) {
      new UpstreamSettings(members, env).judged(() -> builder.field(place.get(), mode.get()));
    }
  }

  private void keep(Members members, RedactionRules.Builder builder) {
    PiiType[] kept = types(members, "types", members.texts("types")).toArray(PiiType[]::new);
    members
        .parsed(members.require("field"), "field", text -> text)
        .ifPresent(
            place -> new UpstreamSettings(members, env).judged(() -> builder.keep(place, kept)));
  }

  private Redaction mode(String name) {
    return switch (name) {
      case "mask" -> Redaction.mask();
      case "remove" -> Redaction.remove();
      case "placeholder" -> Redaction.placeholder();
      case "pseudonym" -> Redaction.pseudonym();
      case "hash" -> {
        if (hashKey == null) {
          throw new IllegalArgumentException("redact: hash (expected: with hashKeyFrom)");
        }
        yield Redaction.hash(hashKey);
      }
      default -> {
        if (!name.contains("{TYPE}")) {
          throw new IllegalArgumentException(
              "redact: "
                  + name
                  + " (expected: mask, remove, placeholder, hash, pseudonym or a template with"
                  + " {TYPE})");
        }
        yield Redaction.placeholder(name);
      }
    };
  }

  private List<PiiType> types(Members members, String key, List<String> names) {
    List<PiiType> found = new ArrayList<>();
    for (String name : names) {
      PiiType type = types.get(name);
      if (type == null) {
        members.refuse(
            key + ": " + name + " (expected: a type of docs/content.md, or a custom one)");
      } else {
        found.add(type);
      }
    }
    return found;
  }
}
