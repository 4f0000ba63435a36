package io.gatewaystack.identifiabl.apikey;

import io.gatewaystack.context.denial.Challenge;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API key stands for.
 *
 * @param name what people call the key, e.g. {@code nightly report}
 * @param subject who is identified by it, e.g. an agent; null for the key itself
 * @param issuer who vouches for the subject: the issuer of a person's tokens when the key is to
 *     identify that person; null for {@link ApiKey#ISSUER}
 * @param tenantId the organisation the caller acts for
 * @param scopes scopes granted
 * @param roles roles granted
 * @param plan the commercial plan
 * @param expiresAt when the key stops working; null for never
 */
public record ApiKeyTerms(
    String name,
    @Nullable String subject,
    @Nullable String issuer,
    @Nullable String tenantId,
    Set<String> scopes,
    Set<String> roles,
    @Nullable String plan,
    @Nullable Instant expiresAt) {
  private static final int MOST_CHARACTERS = 256;
  private static final int MOST_GRANTS = 200;

  /** Copies the sets; refuses texts that are blank, long or hold control characters. */
  public ApiKeyTerms {
    requireText("name", name);
    requireText("subject", subject);
    requireText("issuer", issuer);
    requireText("tenant", tenantId);
    requireText("plan", plan);
    scopes = grants("scopes", scopes);
    roles = grants("roles", roles);
    scopes.forEach(
        scope -> {
          if (!Challenge.isScopeToken(scope)) {
            throw new IllegalArgumentException("scopes: (expected: scope tokens of RFC 6749)");
          }
        });
    roles.forEach(role -> requireText("roles", role));
  }

  /** Starts terms that grant nothing and never expire. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Names no person. */
  @Override
  public String toString() {
    return "ApiKeyTerms";
  }

  private static void requireText(String member, @Nullable String text) {
    boolean usable =
        text == null
            || (!text.isBlank()
                && text.length() <= MOST_CHARACTERS
                && text.chars().noneMatch(Character::isISOControl));
    if (!usable) {
      throw new IllegalArgumentException(
          member + ": (expected: not blank, at most 256 characters, no control characters)");
    }
  }

  private static Set<String> grants(String member, Set<String> names) {
    if (names.size() > MOST_GRANTS) {
      throw new IllegalArgumentException(
          member + ": " + names.size() + " (expected: at most " + MOST_GRANTS + ")");
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  /** Collects terms; not safe for use by several threads. */
  public static final class Builder {
    private final String name;
    private @Nullable String subject;
    private @Nullable String issuer;
    private @Nullable String tenantId;
    private Set<String> scopes = Set.of();
    private Set<String> roles = Set.of();
    private @Nullable String plan;
    private @Nullable Instant expiresAt;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets who is identified; by default the key itself. */
    public Builder subject(@Nullable String value) {
      subject = value;
      return this;
    }

    /** Sets who vouches for the subject; by default {@link ApiKey#ISSUER}. */
    public Builder issuer(@Nullable String value) {
      issuer = value;
      return this;
    }

    /** Sets the organisation the caller acts for. */
    public Builder tenantId(@Nullable String value) {
      tenantId = value;
      return this;
    }

    /** Sets the scopes granted. */
    public Builder scopes(String... values) {
      return scopes(Arrays.asList(values));
    }

    /** Sets the scopes granted. */
    public Builder scopes(Collection<String> values) {
      scopes = new LinkedHashSet<>(values);
      return this;
    }

    /** Sets the roles granted. */
    public Builder roles(String... values) {
      return roles(Arrays.asList(values));
    }

    /** Sets the roles granted. */
    public Builder roles(Collection<String> values) {
      roles = new LinkedHashSet<>(values);
      return this;
    }

    /** Sets the commercial plan. */
    public Builder plan(@Nullable String value) {
      plan = value;
      return this;
    }

    /** Sets when the key stops working; by default never. */
    public Builder expiresAt(@Nullable Instant value) {
      expiresAt = value;
      return this;
    }

    /**
     * The terms collected so far.
     *
     * @throws IllegalArgumentException when one is unusable; the message names it
     */
    public ApiKeyTerms build() {
      return new ApiKeyTerms(name, subject, issuer, tenantId, scopes, roles, plan, expiresAt);
    }
  }
}
