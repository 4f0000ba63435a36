package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.document.DocumentReader;
import io.gatewaystack.validatabl.document.Problems;
import io.gatewaystack.validatabl.file.FollowedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Policies in YAML, and so in JSON:
 *
 * <pre>{@code
 * name: main
 * rules:
 *   - id: no-cards
 *     priority: 10
 *     effect: deny
 *     reason: card numbers stay in the payment system
 *     conditions:
 *       - {field: content.labels, operator: contains, value: pci}
 *   - id: staff
 *     effect: allow
 *     conditions:
 *       - {field: role, operator: contains, value: staff}
 * }</pre>
 *
 * <p>A file is refused whole, with every problem at once, when anything in it is unknown,
 * contradictory or readable in two ways: unknown or duplicate keys, unfit values, rules that can
 * never decide. Of aliases, tags, several documents and what is no YAML only the first is told.
 * {@link #schema} describes it to editors. What begins with a brace is read as JSON, everything
 * else as YAML.
 */
public final class PolicyFile {

  /** Most bytes a file may have. */
  public static final int MAX_BYTES = 2 << 20;

  private static final int MAX_DEPTH = 8;

  private PolicyFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidPolicy naming file, line, rule and key of everything that is wrong
   * @throws IOException when the file cannot be read
   */
  public static Policy load(Path file) throws IOException {
    return parse(String.valueOf(file.getFileName()), FollowedFile.bytes(file, MAX_BYTES));
  }

  /**
   * Reads the content of a file.
   *
   * @param name what messages call it
   * @param content YAML or JSON in UTF-8
   * @throws InvalidPolicy naming line, rule and key of everything that is wrong
   */
  public static Policy parse(String name, byte[] content) {
    Problems problems = new Problems(name);
    Optional<Policy> policy =
        DocumentReader.read(content, MAX_BYTES, MAX_DEPTH, problems)
            .map(new PolicyReader(problems)::read);
    return policy.orElseThrow(() -> new InvalidPolicy(problems.found()));
  }

  /** The JSON Schema (draft 2020-12) of policy files; close it. */
  public static InputStream schema() {
    return Objects.requireNonNull(
        PolicyFile.class.getResourceAsStream("policy.schema.json"), "policy.schema.json");
  }
}
