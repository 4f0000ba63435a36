package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The digest of what a policy decides: ids, effects and conditions in the order of trial. */
final class Digest {
  private final MessageDigest sha256;

  private Digest() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** {@code sha256:} and 64 hexadecimal digits. */
  static String of(List<Rule> rules, Effect otherwise) {
    Digest digest = new Digest();
    digest.add(otherwise.word());
    rules.stream().sorted(PolicyCompiler.ORDER).forEach(digest::add);
    return "sha256:" + HexFormat.of().formatHex(digest.sha256.digest());
  }

  private void add(Rule rule) {
    add(rule.id());
    add(rule.effect().word());
    add(String.valueOf(rule.conditions().size()));
    rule.conditions().forEach(this::add);
  }

  private void add(Condition condition) {
    add(FieldNames.find(condition.field()).orElseThrow().names().get(0));
    add(condition.operator().word());
    if (condition.value() instanceof List<?> members) {
      add("list " + members.size());
      members.stream().map(String.class::cast).sorted(Comparator.naturalOrder()).forEach(this::add);
    } else if (condition.value() instanceof Number number) {
      add("number");
      add(new BigDecimal(number.toString()).stripTrailingZeros().toString());
    } else {
      add(condition.value() instanceof Boolean ? "boolean" : "text");
      add(condition.value().toString());
    }
  }

  /** Each text with its length, so that no two lists of texts are the same bytes. */
  private void add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    sha256.update((bytes.length + ":").getBytes(UTF_8));
    sha256.update(bytes);
  }
}
