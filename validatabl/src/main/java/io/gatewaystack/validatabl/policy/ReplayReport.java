package io.gatewaystack.validatabl.policy;

import java.util.Collections;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which recorded decisions another policy would have made otherwise.
 *
 * @param candidate the policy that was tried, by name and version
 * @param decided the policies that had decided, by name and version, and how often
 * @param lines how many lines were read
 * @param judged how many of them tell what policies said
 * @param unreadable how many look like events and are none
 * @param unreadableLines the numbers of the first of these, from 1
 * @param unchanged decisions that stay as they were
 * @param changes decisions that would change or cannot be told, the most frequent first
 * @param unknown fields whose values are not on record, and how many decisions depend on each
 */
public record ReplayReport(
    String candidate,
    Map<String, Long> decided,
    long lines,
    long judged,
    long unreadable,
    List<Long> unreadableLines,
    long unchanged,
    List<Change> changes,
    Map<String, Long> unknown) {

  /** How a decision would change. */
  public enum Kind {
    /** Allowed then, refused with the candidate. */
    NOW_DENIED,
    /** Refused then, allowed with the candidate. */
    NOW_ALLOWED,
    /** It depends on what is not on record. */
    UNDECIDED;

    private String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * Decisions that would change alike.
   *
   * @param kind how
   * @param before the policy and the rule that decided then, {@code policy/rule}
   * @param after the policy and the rule that decide with the candidate
   * @param count how many
   * @param requestIds the first of them
   */
  public record Change(
      Kind kind, String before, String after, long count, List<String> requestIds) {}

  /** Copies the collections, maps in the order of their keys. */
  public ReplayReport {
    decided = Collections.unmodifiableMap(new TreeMap<>(decided));
    unreadableLines = List.copyOf(unreadableLines);
    changes = List.copyOf(changes);
    unknown = Collections.unmodifiableMap(new TreeMap<>(unknown));
  }

  /** How many decisions would change in a way, or cannot be told. */
  public long count(Kind kind) {
    return changes.stream().filter(c -> c.kind() == kind).mapToLong(Change::count).sum();
  }

  /** The report for people: the same text for the same lines and the same candidate. */
  public String text() {
    Formatter text = new Formatter(Locale.ROOT);
    text.format("candidate: %s\n", candidate);
    decided.forEach((policy, times) -> text.format("decided by: %s (%d times)\n", policy, times));
    text.format("%d lines, %d judged by policies, %d unreadable\n", lines, judged, unreadable);
    if (unreadable > 0) {
      text.format("first unreadable lines: %s\n", unreadableLines);
    }
    text.format("\n");
    text.format("%8d unchanged\n", unchanged);
    for (Kind kind : Kind.values()) {
      text.format("%8d %s\n", count(kind), kind.words());
    }
    unknown.forEach((field, times) -> text.format("not on record: %s (%d times)\n", field, times));
    for (Change change : changes) {
      text.format("\n");
      text.format("%s: %s -> %s\n", change.kind().words(), change.before(), change.after());
      text.format("%8d e.g. %s\n", change.count(), String.join(", ", change.requestIds()));
    }
    return text.toString();
  }
}
