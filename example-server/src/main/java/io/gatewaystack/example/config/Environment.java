package io.gatewaystack.example.config;

import io.gatewaystack.validatabl.document.Problems;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Reads variables and collects what is wrong with them instead of stopping at the first. A variable
 * that is empty counts as not set. Values never appear in problems: they may be secret.
 */
final class Environment {
  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The names of all variables that were looked up. */
  Set<String> asked() {
    return asked;
  }

  Optional<String> find(String name) {
    asked.add(name);
    return secret(name);
  }

  String text(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  String require(String name, String expected) {
    return find(name)
        .orElseGet(
            () -> {
              problem(
                  name,
                  "not set (expected: " + expected + "; or DEMO_MODE=true to try things out)");
              return "missing";
            });
  }

  boolean flag(String name) {
    String value = text(name, "false").toLowerCase(Locale.ROOT);
    if (!List.of("true", "false", "1", "0").contains(value)) {
      problem(name, "(expected: true or false)");
    }
    return value.equals("true") || value.equals("1");
  }

  int number(String name, int otherwise, int least, int most) {
    return find(name)
        .map(
            value -> {
              try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                  return number;
                }
              } catch (NumberFormatException e) {
                // told below, like a number out of range
              }
              problem(name, "(expected: a whole number from " + least + " to " + most + ")");
              return otherwise;
            })
        .orElse(otherwise);
  }

  Duration millis(String name, int otherwise) {
    return Duration.ofMillis(number(name, otherwise, 1, 86_400_000));
  }

  /** Words separated by white space or commas. */
  List<String> words(String name, String otherwise) {
    return Arrays.stream(text(name, otherwise).split("[\\s,]+")).filter(w -> !w.isEmpty()).toList();
  }

  Optional<URI> uri(String name) {
    return find(name).flatMap(value -> parseUri(name, value));
  }

  Optional<URI> parseUri(String name, String value) {
    Optional<URI> uri = webUri(value);
    if (uri.isEmpty()) {
      problem(name, "(expected: an absolute http or https URL)");
    }
    return uri;
  }

  /** An absolute URL of the web without user and password; empty when it is none. */
  static Optional<URI> webUri(String value) {
    try {
      URI uri = new URI(value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean port = uri.getPort() == -1 || uri.getPort() >= 1 && uri.getPort() <= 65_535;
      return web && port && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A secret that the file of settings names. */
  Optional<String> secret(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** A URL that tokens or keys are trusted from: https, or this machine. */
  void checkTrusted(String name, Optional<URI> uri) {
    List<String> loopback = List.of("localhost", "127.0.0.1", "[::1]");
    uri.filter(u -> !"https".equals(u.getScheme()) && !loopback.contains(u.getHost()))
        .ifPresent(u -> problem(name, "(expected: https, except on this machine)"));
  }

  /** A file in a folder that exists; whether it is there and readable is for its reader to say. */
  Optional<Path> file(String name) {
    return find(name).flatMap(value -> path(name, value));
  }

  private Optional<Path> path(String name, String value) {
    try {
      Path file = Path.of(value).toAbsolutePath();
      Path folder = file.getParent();
      if (folder != null && Files.isDirectory(folder) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    } catch (InvalidPathException e) {
      // told below, like a path that leads nowhere
    }
    problem(name, "(expected: a file in a folder that exists)");
    return Optional.empty();
  }

  <T> Optional<T> choice(String name, Map<String, T> choices) {
    Optional<String> value = find(name).map(v -> v.toLowerCase(Locale.ROOT));
    if (value.isPresent() && !choices.containsKey(value.get())) {
      problem(name, "(expected: one of " + String.join(", ", choices.keySet()) + ")");
    }
    return value.flatMap(v -> Optional.ofNullable(choices.get(v)));
  }

  /** Lets the layer that will use a value judge it, and says in words of ours what it expects. */
  <T> Optional<T> judged(String name, String expected, Supplier<T> use) {
    try {
      return Optional.of(use.get());
    } catch (IllegalArgumentException e) {
      problem(name, "(expected: " + expected + ")");
      return Optional.empty();
    }
  }

  /** Lets the layer that will use a value judge it; its message names its own setting, not ours. */
  <T> Optional<T> judged(String name, Supplier<T> use) {
    try {
      return Optional.of(use.get());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int expected = message.lastIndexOf("(expected");
      problem(name, expected < 0 ? "(expected: another value)" : message.substring(expected));
      return Optional.empty();
    }
  }

  /**
   * Lets the layer that will use a value judge it, and repeats what it says: for what cannot be
   * secret.
   */
  void told(String name, Supplier<?> use) {
    try {
      var unused = use.get(); // built to see whether it can be
    } catch (IllegalArgumentException | UncheckedIOException e) {
      problem(name, String.valueOf(e.getMessage()));
    }
  }

  /** How much is known to be wrong so far. */
  int problemCount() {
    return problems.size();
  }

  void problem(String name, String expected) {
    problems.add(name + ": " + expected);
  }

  /** What a document says of itself: file, line, place. */
  void problems(Problems document) {
    problems.addAll(document.found());
  }

  void throwIfInvalid() {
    if (!problems.isEmpty()) {
      throw new InvalidConfig(problems);
    }
  }
}
