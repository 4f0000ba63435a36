package io.gatewaystack.identifiabl;

import io.gatewaystack.context.net.AddressPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Refuses settings, naming the setting and what would do. */
final class Expect {
  /** Any address, because these are the operator's own words; but encrypted beyond this machine. */
  private static final AddressPolicy SECURE =
      AddressPolicy.builder().allowLoopback().allowNetworks(List.of("0.0.0.0/0", "::/0")).build();

  private Expect() {}

  static void between(String setting, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          setting + ": " + value + " (expected: " + least + ".." + most + ")");
    }
  }

  static void between(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          setting + ": " + value + " (expected: " + least + ".." + most + ")");
    }
  }

  static void notBlank(String setting, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(setting + ": blank (expected: not blank)");
    }
  }

  /** An absolute {@code https} URI, or {@code http} to this machine. */
  static void secure(String setting, String uri) {
    notBlank(setting, uri);
    boolean secure;
    try {
      secure = SECURE.refuses(URI.create(uri)).isEmpty();
    } catch (IllegalArgumentException e) {
      secure = false;
    }
    if (!secure) {
      throw new IllegalArgumentException(
          setting
              + (uri.contains("@") ? "" : ": " + uri) // what stands before an @ may be a secret
              + " (expected: https://…, or http:// to this machine)");
    }
  }
}
