package io.gatewaystack.example.command;

import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Creates, lists and revokes API keys in a file; a running server notices within a second. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Create, list and revoke API keys; a running server notices within a second.",
    synopsisSubcommandLabel = "(create | list | revoke)")
public final class KeysCommand {
  private static final String ROW = "%-26s %-8s %-20s %-24s %-14s %-24s %s%n";
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Console console;
  private final InstantSource clock;

  @Option(
      names = "--file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "The file of keys; API_KEYS_FILE unless given. 'create' makes it.")
  private @Nullable Path file;

  /** A command that talks to a console. */
  public KeysCommand(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make a key. It is printed once, on standard output, and kept nowhere.")
  int create(
      @Option(names = "--name", required = true, description = "What people call the key.")
          String name,
      @Option(names = "--subject", description = "Who is identified; the key itself unless given.")
          @Nullable String subject,
      @Option(names = "--tenant", description = "The organisation the caller acts for.")
          @Nullable String tenant,
      @Option(
              names = "--scopes",
              defaultValue = "",
              description = "Scopes granted, separated by spaces or commas.")
          String scopes,
      @Option(
              names = "--expires-in",
              paramLabel = "DURATION",
              description = "ISO 8601, e.g. P90D, at most P36500D; never unless given.")
          @Nullable Duration expiresIn)
      throws IOException {
    ApiKeyTerms terms =
        ApiKeyTerms.builder(name)
            .subject(subject)
            .tenantId(tenant)
            .scopes(Arrays.stream(scopes.split("[ ,]+")).filter(s -> !s.isEmpty()).toList())
            .expiresAt(expiresIn == null ? null : end(expiresIn))
            .build();
    IssuedApiKey issued =
        ApiKeyFile.builder(file()).clock(clock).createIfMissing().open().create(terms);
    console.out().println(issued.plaintext());
    console.err().println("Key " + issued.key().id() + ". It will not be shown again.");
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Show all keys and what they stand for; never the keys themselves.")
  int list() throws IOException {
    PrintStream out = console.out();
    List<ApiKey> keys = ApiKeyFile.builder(file()).clock(clock).open().list();
    out.printf(ROW, "ID", "STATE", "NAME", "SUBJECT", "TENANT", "EXPIRES", "SCOPES");
    for (ApiKey key : keys) {
      ApiKeyTerms terms = key.terms();
      out.printf(
          ROW,
          key.id(),
          state(key),
          terms.name(),
          key.subject(),
          Objects.requireNonNullElse(terms.tenantId(), "-"),
          terms.expiresAt() == null ? "never" : terms.expiresAt(),
          String.join(" ", terms.scopes()));
    }
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Make a key useless. It stays in the list, marked.")
  int revoke(@Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id)
      throws IOException {
    boolean revoked = ApiKeyFile.builder(file()).clock(clock).open().revoke(id);
    console.err().println(revoked ? "Revoked: " + id : "No usable key has this id: " + id);
    return revoked ? 0 : 1;
  }

  private Instant end(Duration expiresIn) {
    if (expiresIn.isZero() || expiresIn.isNegative() || expiresIn.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--expires-in: " + expiresIn + " (expected: > 0, at most P36500D)");
    }
    return clock.instant().plus(expiresIn);
  }

  private String state(ApiKey key) {
    Instant now = clock.instant();
    if (key.revokedAt() != null) {
      return "revoked";
    }
    return key.isUsable(now) ? "usable" : "expired";
  }

  private Path file() {
    if (file != null) {
      return file;
    }
    String variable = console.variables().get("API_KEYS_FILE");
    if (variable == null || variable.isBlank()) {
      throw new IllegalArgumentException("--file: not given (expected: it, or API_KEYS_FILE)");
    }
    return Path.of(variable);
  }
}
