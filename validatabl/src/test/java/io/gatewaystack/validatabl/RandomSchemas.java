package io.gatewaystack.validatabl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Schemas that say something, and now and then nothing that could be. */
final class RandomSchemas {
  /** Schemas for the other argument. */
  private static final List<String> OTHER =
      List.of(
          "true",
          "false",
          "{\"type\":\"boolean\"}",
          "{\"enum\":[\"a\",1]}",
          "{\"type\":\"integer\",\"minimum\":2}",
          "{\"const\":true}",
          "{\"type\":[\"string\",\"null\"]}",
          "{\"minLength\":1}",
          "{\"type\":\"object\",\"required\":[\"y\"]}",
          "{\"type\":\"array\",\"minItems\":1,\"items\":{\"const\":\"a\"}}");

  private final Random random;

  RandomSchemas(Random random) {
    this.random = random;
  }

  /** A schema for all arguments. */
  String root(Supplier<String> value) {
    List<String> members = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      members.add("\"type\":\"object\"");
    }
    members.add("\"properties\":{\"x\":%s,\"w\":%s}".formatted(value.get(), pick(OTHER)));
    if (random.nextInt(3) > 0) {
      members.add(
          "\"required\":%s".formatted(pick(List.of("[\"x\"]", "[\"x\",\"w\"]", "[\"w\"]"))));
    }
    if (random.nextInt(3) == 0) {
      members.add("\"additionalProperties\":false");
    }
    members.add("\"$defs\":{\"d\":" + plain(1) + "}");
    return "{" + String.join(",", members) + "}";
  }

  private String keyword() {
    return switch (random.nextInt(17)) {
      case 0, 1, 2 -> "\"type\":" + pick(TYPES);
      case 3 -> "\"enum\":" + pick(List.of("[\"a\",1]", "[\"a\",\"b\",null]", "[1,2,[\"a\"]]"));
      case 4 -> "\"const\":" + pick(List.of("\"a\"", "1", "true", "null", "{\"y\":1}", "[1,2]"));
      case 5 -> "\"minimum\":" + pick(List.of("1", "1.5", "3"));
      case 6 -> "\"maximum\":" + pick(List.of("1", "2.0", "0"));
      case 7 -> "\"exclusiveMinimum\":" + pick(List.of("1", "2"));
      case 8 -> "\"exclusiveMaximum\":" + pick(List.of("1", "3"));
      case 9 -> "\"multipleOf\":" + pick(List.of("2", "0.5", "1.0"));
      case 10 -> "\"minLength\":" + pick(List.of("1", "2"));
      case 11 -> "\"maxLength\":" + pick(List.of("1", "2"));
      case 12 -> "\"pattern\":\"" + pick(List.of("^a", "b$", "^[ab]+$", "c", "^.$", "z")) + "\"";
      case 13 -> "\"minItems\":" + pick(List.of("1", "2"));
      case 14 -> "\"maxItems\":" + pick(List.of("0", "1", "2"));
      case 15 -> "\"required\":[\"y\"]";
      default -> "\"additionalProperties\":false";
    };
  }

  private static final List<String> TYPES =
      List.of(
          "\"string\"",
          "\"integer\"",
          "\"number\"",
          "\"boolean\"",
          "\"array\"",
          "\"object\"",
          "[\"string\",\"null\"]",
          "[\"boolean\",\"array\"]",
          "[\"integer\",\"string\"]",
          "\"null\"");

  /** Of the keywords that are wholly understood. */
  String plain(int depth) {
    if (random.nextInt(20) == 0) {
      return random.nextBoolean() ? "true" : "false";
    }
    List<String> members = new ArrayList<>(List.of(keyword()));
    while (random.nextInt(3) > 0) {
      members.add(keyword());
    }
    if (depth > 0) {
      while (random.nextInt(3) == 0) {
        members.add(nested(() -> plain(depth - 1)));
      }
    }
    return object(members);
  }

  private String nested(Supplier<String> inside) {
    return switch (random.nextInt(8)) {
      case 0 -> "\"properties\":{\"y\":" + inside.get() + "}";
      case 1 -> "\"items\":" + inside.get();
      case 2 -> "\"allOf\":[%s,%s]".formatted(inside.get(), inside.get());
      case 3, 4 -> "\"anyOf\":[%s,%s]".formatted(inside.get(), inside.get());
      case 5 -> "\"patternProperties\":{\"^y\":" + inside.get() + "}";
      case 6 -> "\"propertyNames\":" + pick(List.of("{\"maxLength\":0}", "{\"const\":\"y\"}"));
      default -> "\"not\":" + pick(NEGATED);
    };
  }

  private static final List<String> NEGATED =
      List.of(
          "{\"type\":\"string\"}",
          "{\"type\":[\"number\",\"object\"]}",
          "{\"enum\":[\"a\",1,true]}",
          "{\"const\":null}",
          "{\"minimum\":2}",
          "{\"maxLength\":1}",
          "{\"pattern\":\"a\"}",
          "{\"required\":[\"y\"]}",
          "{\"required\":[\"y\"],\"properties\":{\"y\":{\"type\":\"string\"}}}",
          "{\"type\":\"object\",\"properties\":{\"y\":{\"minimum\":2}}}");

  /** Of all keywords. */
  String any(int depth) {
    List<String> members = new ArrayList<>(List.of(keyword()));
    while (random.nextInt(3) > 0) {
      members.add(depth > 0 && random.nextBoolean() ? other(depth - 1) : keyword());
    }
    return object(members);
  }

  private String other(int depth) {
    return switch (random.nextInt(18)) {
      case 0 -> "\"oneOf\":[%s,%s]".formatted(any(depth), any(depth));
      case 1 -> "\"if\":%s,\"then\":%s".formatted(any(depth), any(depth));
      case 2 -> "\"if\":%s,\"else\":%s".formatted(any(depth), any(depth));
      case 3 -> "\"not\":" + any(depth);
      case 4 -> "\"dependentRequired\":{\"y\":[\"z\"]}";
      case 5 -> "\"dependentSchemas\":{\"y\":%s}".formatted(any(depth));
      case 6 -> "\"minProperties\":" + (1 + random.nextInt(2));
      case 7 -> "\"maxProperties\":" + random.nextInt(2);
      case 8 -> "\"uniqueItems\":true";
      case 9 -> "\"contains\":" + any(depth);
      case 10 -> "\"prefixItems\":[%s]".formatted(any(depth));
      case 11 -> "\"unevaluatedProperties\":false";
      case 12 -> "\"$ref\":\"#/$defs/d\"";
      case 13 -> "\"unevaluatedItems\":" + any(depth);
      case 14 -> "\"minContains\":" + random.nextInt(3);
      case 15 -> "\"maxContains\":1";
      case 16 -> "\"contains\":" + any(depth);
      default -> nested(() -> any(depth));
    };
  }

  /** Of two keywords of one name the first counts. */
  private static String object(List<String> members) {
    List<String> once = new ArrayList<>();
    for (String member : members) {
      String name = member.substring(0, member.indexOf(':'));
      if (once.stream().noneMatch(other -> other.contains(name + ":"))) {
        once.add(member);
      }
    }
    return "{" + String.join(",", once) + "}";
  }

  private <T> T pick(List<? extends T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
