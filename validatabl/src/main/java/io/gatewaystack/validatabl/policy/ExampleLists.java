package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.Constants;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes lists at random, mostly of different items: first those that must be there are put
 * somewhere, then the places between are filled. For one thread.
 *
 * @param values makes the items
 * @param random the source of chance
 */
record ExampleLists(ExampleValues values, SplittableRandom random) {
  private static final int MOST_ITEMS = 1_000;
  private static final int TRIES = 4;

  /**
   * A list; empty when none was made.
   *
   * @param members what policies ask for
   */
  Optional<JsonNode> of(Items some, Set<Object> members, int depth) {
    int needed = members.size() + some.wanted().size();
    int extra = random.nextInt(3);
    int size = (int) Math.min(some.most(), Math.max(some.least(), (long) needed + extra));
    if (size > MOST_ITEMS || needed > size) {
      return Optional.empty();
    }
    values.effort().spend(size);
    @Nullable JsonNode[] items = new JsonNode[size];
    for (Object member : members) {
      if (!put(ExampleValues.scalar(member), member, some, items)) {
        return Optional.empty();
      }
    }
    boolean distinct = random.nextInt(4) > 0;
    for (Supplier<Form> wanted : some.wanted()) {
      if (!put(wanted.get(), some, items, distinct, depth)) {
        return Optional.empty();
      }
    }
    return filled(some, items, distinct, depth);
  }

  private boolean put(JsonNode node, Object member, Items some, @Nullable JsonNode[] items) {
    for (int place : freePlaces(items)) {
      if (FormValues.accepts(some.form(place), member)) {
        items[place] = node;
        return true;
      }
    }
    return false;
  }

  private boolean put(
      Form wanted, Items some, @Nullable JsonNode[] items, boolean distinct, int depth) {
    for (int place : freePlaces(items)) {
      Optional<JsonNode> made = item(some.form(place).and(wanted), items, distinct, depth);
      if (made.isPresent()) {
        items[place] = made.get();
        return true;
      }
    }
    return false;
  }

  private List<Integer> freePlaces(@Nullable JsonNode[] items) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < items.length; i++) {
      if (items[i] == null) {
        free.add(i);
      }
    }
    return values.shuffled(free);
  }

  private Optional<JsonNode> filled(
      Items some, @Nullable JsonNode[] items, boolean distinct, int depth) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int place = 0; place < items.length; place++) {
      JsonNode item = items[place];
      if (item == null) {
        item = item(some.form(place), items, distinct, depth).orElse(null);
        items[place] = item;
      }
      if (item == null) {
        return Optional.empty();
      }
      list.add(item);
    }
    return Optional.of(list);
  }

  /** An item, of those that are not in a list if that can be. */
  private Optional<JsonNode> item(
      Form form, @Nullable JsonNode[] items, boolean distinct, int depth) {
    List<JsonNode> taken = new ArrayList<>();
    for (JsonNode item : items) {
      if (distinct && item != null) {
        taken.add(item);
      }
    }
    List<JsonNode> scalars = taken.stream().filter(JsonNode::isValueNode).toList();
    Form free = scalars.isEmpty() ? form : form.and(Constants.any(scalars).not());
    Optional<JsonNode> made = values.of(free, null, depth + 1);
    for (int i = 0; i < TRIES && made.filter(taken::contains).isPresent(); i++) {
      made = values.of(free, null, depth + 1);
    }
    return made;
  }
}
