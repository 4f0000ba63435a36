package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a field holds in one request, as the operators see it. Where nothing else is said a fact is
 * present and of another type than the operator compares.
 */
sealed interface Fact
    permits Fact.Absent,
        Fact.Unknown,
        Fact.Text,
        Fact.Texts,
        Fact.Decimal,
        Fact.Flag,
        Fact.Address,
        TextBeginning,
        SomeMethod,
        SomeTexts,
        NetworkFact,
        Sample,
        JsonFact {

  /** A text; null is absent. */
  static Fact of(@Nullable String text) {
    return text == null ? Absent.INSTANCE : new Text(text);
  }

  /** A set of texts. */
  static Fact of(Set<String> members) {
    return new Texts(members, Set.of());
  }

  /** Whether all of it is known, so that no test leaves a doubt. */
  default boolean whole() {
    return true;
  }

  /** The text it is; null when it is none, or not wholly known. */
  default @Nullable String text() {
    return null;
  }

  /** Takes the members of a list of any values. */
  default void eachMember(Consumer<JsonNode> take) {}

  /** Whether there is anything. */
  default Truth exists() {
    return Truth.TRUE;
  }

  /** Whether it is this text, number ({@link NamedNumber}) or boolean. */
  default Truth is(Object value) {
    return Truth.FALSE;
  }

  /** Whether this is a member or, for a text, a token of it. */
  default Truth contains(Object value) {
    return Truth.FALSE;
  }

  /** Whether it is one of these texts. */
  default Truth in(Set<String> texts) {
    return Truth.FALSE;
  }

  /** Whether it is a text that begins so. */
  default Truth startsWith(String prefix) {
    return Truth.FALSE;
  }

  /** Whether it is a text that matches. */
  default Truth matches(TextPattern pattern) {
    return Truth.FALSE;
  }

  /** Whether it is a number whose order relative to another is accepted. */
  default Truth compares(NamedNumber other, IntPredicate accepted) {
    return Truth.FALSE;
  }

  /** Whether it is an address in one of these blocks. */
  default Truth within(List<Block> blocks) {
    return Truth.FALSE;
  }

  /** Nothing: the field is absent. */
  enum Absent implements Fact {
    INSTANCE;

    @Override
    public Truth exists() {
      return Truth.FALSE;
    }
  }

  /** Anything or nothing: only the call itself will tell. */
  enum Unknown implements Fact {
    INSTANCE;

    @Override
    public boolean whole() {
      return false;
    }

    @Override
    public Truth exists() {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth is(Object value) {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth contains(Object value) {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth in(Set<String> texts) {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth startsWith(String prefix) {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth matches(TextPattern pattern) {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth compares(NamedNumber other, IntPredicate accepted) {
      return Truth.UNKNOWN;
    }

    @Override
    public Truth within(List<Block> blocks) {
      return Truth.UNKNOWN;
    }
  }

  /** One text. */
  record Text(String text) implements Fact {
    @Override
    public Truth is(Object value) {
      return Truth.of(text.equals(value));
    }

    @Override
    public Truth contains(Object value) {
      return Truth.of(value instanceof String token && hasToken(text, token));
    }

    @Override
    public Truth in(Set<String> texts) {
      return Truth.of(texts.contains(text));
    }

    @Override
    public Truth startsWith(String prefix) {
      return Truth.of(text.startsWith(prefix));
    }

    @Override
    public Truth matches(TextPattern pattern) {
      return Truth.of(pattern.matches(text));
    }

    private static boolean hasToken(String text, String token) {
      int at = text.indexOf(token);
      while (at >= 0) {
        int end = at + token.length();
        if ((at == 0 || Character.isWhitespace(text.charAt(at - 1)))
            && (end == text.length() || Character.isWhitespace(text.charAt(end)))) {
          return true;
        }
        at = text.indexOf(token, at + 1);
      }
      return false;
    }
  }

  /** A set of texts, or two that count as one; an empty one does not exist. */
  record Texts(Set<String> members, Set<String> more) implements Fact {
    @Override
    public Truth exists() {
      return Truth.of(!members.isEmpty() || !more.isEmpty());
    }

    @Override
    public Truth contains(Object value) {
      return Truth.of(
          value instanceof String text && (members.contains(text) || more.contains(text)));
    }
  }

  /** One number. */
  record Decimal(BigDecimal number) implements Fact {
    @Override
    public Truth is(Object value) {
      return Truth.of(value instanceof NamedNumber other && number.compareTo(other.decimal()) == 0);
    }

    @Override
    public Truth compares(NamedNumber other, IntPredicate accepted) {
      return Truth.of(accepted.test(number.compareTo(other.decimal())));
    }
  }

  /** True or false. */
  record Flag(boolean flag) implements Fact {
    @Override
    public Truth is(Object value) {
      return Truth.of(value instanceof Boolean other && flag == other);
    }
  }

  /** One address. */
  record Address(InetAddress address) implements Fact {
    @Override
    public Truth within(List<Block> blocks) {
      for (Block block : blocks) {
        if (block.contains(address)) {
          return Truth.TRUE;
        }
      }
      return Truth.FALSE;
    }
  }
}
