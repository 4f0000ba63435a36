package io.gatewaystack.context.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Estimates what an expression becomes when its repetitions are written out. */
public final class RegexSize {
  /** Repetitions multiply: {@code ((a{100}){100}){100}} would be a million steps. */
  private static final long MAX_STEPS = 10_000;

  private long steps;
  private long last;

  private RegexSize() {}

  /** Whether the expression would take much memory. */
  public static boolean isTooLarge(List<RegexToken> tokens) {
    Deque<RegexSize> groups = new ArrayDeque<>();
    groups.push(new RegexSize());
    for (RegexToken token : tokens) {
      switch (token.kind()) {
        case OPEN -> groups.push(new RegexSize());
        case CLOSE -> {
          long inner = groups.pop().steps;
          groups.push(groups.isEmpty() ? new RegexSize() : groups.pop()); // one too many is invalid
          groups.element().add(inner);
        }
        case REPEAT -> groups.element().repeat(token.times());
        case CHARACTER, STEP -> groups.element().add(1);
        case QUOTE -> groups.element().add(token.text().length());
        case BAR -> groups.element().add(0);
        case FLAGS -> {} // what follows may still repeat what stands before
      }
      if (groups.element().steps > MAX_STEPS) {
        return true;
      }
    }
    return false;
  }

  private void add(long piece) {
    steps += piece;
    last = piece;
  }

  private void repeat(int times) {
    steps += last * (times - 1);
    last *= times;
  }
}
