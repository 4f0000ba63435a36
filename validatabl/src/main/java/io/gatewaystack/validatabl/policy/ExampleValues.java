package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Numbers;
import io.gatewaystack.validatabl.form.Texts;
import io.gatewaystack.validatabl.policy.FieldValues.Choice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes values of a form at random, those preferred that conditions ask for. A form may hold more
 * than is wanted, so they vary: in kind, in what may be left out, and in length. For one thread.
 */
final class ExampleValues {
  private static final List<BigDecimal> FRACTIONS =
      Stream.of("1", "0.5", "0.1").map(BigDecimal::new).toList();
  private static final int MOST_FILLER = 1 << 16;
  private static final int MOST_OF_A_KIND = 3;

  private final TextGraphs graphs;
  private final SplittableRandom random;
  private final int plenty;

  /**
   * Prepares to make a value.
   *
   * @param demands what policies ask
   * @param plenty how much of what may be left out is there: 0 nothing, 1 half of it, 2 all of it
   */
  ExampleValues(FieldDemands demands, SplittableRandom random, int plenty) {
    this.graphs = demands.graphs();
    this.random = random;
    this.plenty = plenty;
  }

  /**
   * A value; empty when none was made.
   *
   * @throws Effort.Exhausted when there is too much to try
   */
  Optional<JsonNode> of(Form form, ArgumentNode about) {
    return of(form, about, 0);
  }

  /**
   * A value.
   *
   * @param about what policies ask of it; null for nothing
   */
  Optional<JsonNode> of(Form form, @Nullable ArgumentNode about, int depth) {
    if (depth > JsonDocument.MAX_DEPTH) {
      return Optional.empty();
    }
    FieldValues values =
        about == null ? new FieldValues(List.of(), Map.of(), graphs) : about.values();
    List<Option> options = shuffled(options(form, values, about == null));
    if (about != null && chance(2)) {
      boolean deep = !about.inside().isEmpty();
      options.sort(Comparator.comparingInt(option -> option.badness(deep)));
    }
    for (Option option : options) {
      Optional<JsonNode> value = make(option, about, depth);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** One kind of value, and what stands for it. */
  private record Option(Form part, Choice choice) {
    /** How many parts of denials it fulfils; what has nothing inside is worse, if that matters. */
    int badness(boolean deep) {
      return 2 * choice.fulfilled().cardinality() + (deep && !choice.isObject() ? 1 : 0);
    }
  }

  private List<Option> options(Form form, FieldValues values, boolean free) {
    List<Option> options = new ArrayList<>();
    for (Form part : form.alternatives()) {
      Stream<Choice> choices;
      if (!part.members().isEmpty()) {
        choices = values.fitting(Stream.of(Sample.Thing.INSTANCE));
      } else if (!part.items().isEmpty()) {
        choices = values.fitting(Stream.of(new Sample.Listed(values.members())));
      } else if (free && !part.texts().isEmpty() && filler(part.texts().get(0)).isPresent()) {
        choices = values.fitting(Stream.of(Fact.of("")));
      } else {
        List<Choice> scalars = new FormValues(part, values, graphs).of(false);
        choices = shuffled(scalars).stream().limit(MOST_OF_A_KIND);
      }
      choices.forEach(choice -> options.add(new Option(part, choice)));
    }
    return options;
  }

  private Optional<JsonNode> make(Option option, @Nullable ArgumentNode about, int depth) {
    Fact fact = option.choice().value();
    if (fact == Sample.Thing.INSTANCE) {
      return new ExampleObjects(this, random, plenty)
          .of(option.part().members().get(0), about, depth);
    }
    if (fact instanceof Sample.Listed list) {
      return new ExampleLists(this, random).of(option.part().items().get(0), list.members(), depth);
    }
    if (fact instanceof Fact.Text && (about == null || chance(1))) {
      Optional<JsonNode> filler = filler(option.part().texts().get(0));
      if (filler.isPresent()) {
        return filler;
      }
    }
    return Optional.of(scalar(fact, option.part(), about));
  }

  private JsonNode scalar(Fact fact, Form part, @Nullable ArgumentNode about) {
    if (fact instanceof Fact.Text text) {
      return scalar(text.text());
    }
    if (fact instanceof Fact.Decimal number) {
      boolean vary = about == null || chance(1);
      return scalar(vary ? varied(number.number(), part.numbers().get(0)) : number.number());
    }
    return fact instanceof Fact.Flag flag ? scalar(flag.flag()) : NullNode.getInstance();
  }

  /** A text, a number or a boolean. */
  static JsonNode scalar(Object value) {
    if (value instanceof BigDecimal number) {
      return DecimalNode.valueOf(number);
    }
    return value instanceof Boolean flag
        ? BooleanNode.valueOf(flag)
        : StringNode.valueOf((String) value);
  }

  /** Another number nearby, now and then. */
  private BigDecimal varied(BigDecimal number, Numbers some) {
    BigDecimal step = some.step() == null ? FRACTIONS.get(random.nextInt(3)) : some.step();
    BigDecimal other = number.add(step.multiply(BigDecimal.valueOf(random.nextInt(-5, 12))));
    return some.accept(other) ? other : number;
  }

  /** A text where little is asked, of any length. */
  private Optional<JsonNode> filler(Texts some) {
    if (some.among() != null || some.least() > MOST_FILLER || !some.matching().isEmpty()) {
      return Optional.empty();
    }
    effort().spend(some.least());
    String text = "x".repeat(Math.max(some.least(), Math.min(some.most(), random.nextInt(4))));
    return some.accept(text) ? Optional.of(scalar(text)) : Optional.empty();
  }

  /** Whether so many of four coins fall well. */
  private boolean chance(int ofFour) {
    return random.nextInt(4) < ofFour;
  }

  /** The same in any order. */
  <T> List<T> shuffled(Collection<T> some) {
    List<T> mixed = new ArrayList<>(some);
    for (int i = mixed.size() - 1; i > 0; i--) {
      mixed.set(i, mixed.set(random.nextInt(i + 1), mixed.get(i)));
    }
    return mixed;
  }

  Effort effort() {
    return graphs.effort();
  }
}
