package io.gatewaystack.example.config;

import java.util.List;

/** The settings do not fit; every problem found, each naming its variable, one per line. */
public final class InvalidConfig extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Each problem names its variable. */
  public InvalidConfig(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
