package io.gatewaystack.example.command;

import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a key that is to be made stands for. */
final class NewKey {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "What people call the key.")
  private String name = "";

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "Who is identified; the key itself unless given.")
  private @Nullable String subject;

  @Option(
      names = "--issuer",
      paramLabel = "ISSUER",
      description = "Whose subject that is: the issuer of the person's tokens.")
  private @Nullable String issuer;

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "The organisation the caller acts for.")
  private @Nullable String tenant;

  @Option(
      names = "--scopes",
      paramLabel = "SCOPES",
      defaultValue = "",
      description = "Scopes granted, separated by spaces or commas.")
  private String scopes = "";

  @Option(
      names = "--roles",
      paramLabel = "ROLES",
      defaultValue = "",
      description = "Roles granted, separated by spaces or commas.")
  private String roles = "";

  @Option(names = "--plan", paramLabel = "PLAN", description = "The commercial plan.")
  private @Nullable String plan;

  @Option(
      names = "--expires-in",
      paramLabel = "DURATION",
      converter = Lifetime.class,
      description = "ISO 8601, e.g. P90D or PT12H, at most P36500D; never unless given.")
  private @Nullable Duration expiresIn;

  /** Reads a duration, and says in words of ours what it expects. */
  private static final class Lifetime implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            text + " (expected: days, hours or minutes, e.g. P90D or PT12H)");
      }
    }
  }

  ApiKeyTerms terms(Instant now) {
    if (issuer != null && subject == null) {
      throw new IllegalArgumentException("--issuer: (expected: with --subject)");
    }
    return ApiKeyTerms.builder(name)
        .subject(subject)
        .issuer(issuer)
        .tenantId(tenant)
        .scopes(words(scopes))
        .roles(words(roles))
        .plan(plan)
        .expiresAt(expiresIn == null ? null : end(now, expiresIn))
        .build();
  }

  private static String[] words(String list) {
    return Arrays.stream(list.split("[ ,]+")).filter(s -> !s.isEmpty()).toArray(String[]::new);
  }

  private static Instant end(Instant now, Duration expiresIn) {
    if (expiresIn.isZero() || expiresIn.isNegative() || expiresIn.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--expires-in: " + expiresIn + " (expected: > 0, at most P36500D)");
    }
    return now.plus(expiresIn);
  }
}
