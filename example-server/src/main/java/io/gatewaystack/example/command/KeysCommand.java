package io.gatewaystack.example.command;

import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private static final String ROW = "%-36s %-8s %-20s %-24s %-14s %-24s %s%n";

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
  int create(@Mixin NewKey wanted) throws IOException {
    ApiKeyTerms terms = wanted.terms(clock.instant());
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
