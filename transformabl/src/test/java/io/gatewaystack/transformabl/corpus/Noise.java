package io.gatewaystack.transformabl.corpus;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Random values of the kinds that fill logs and JSON and name nobody; reproducible by seed. */
public final class Noise {
  private static final String[] SENTENCES = {
    "%s",
    "value %s logged",
    "got %s from upstream",
    "order %s was shipped",
    "id=%s ok",
    "[%s] done",
    "ref: %s",
    "see %s for more",
    "%s, next",
    "2026-07-28 12:00:01 INFO worker-3 finished %s in 12 ms",
    "GET /v1/items/%s HTTP/1.1",
    "saved as %s.json",
    "the result was %s and nothing else"
  };
  private static final String[] KEYS = {
    "id",
    "order_id",
    "ref",
    "value",
    "uuid",
    "hash",
    "createdAt",
    "total",
    "trace",
    "version",
    "sku",
    "x",
    "result",
    "itemNumber",
    "next",
    "checksum",
    "position",
    "amount",
    "batch"
  };

  private final SplittableRandom random;
  private final Values values;

  /** Noise that follows from a seed. */
  public Noise(long seed) {
    random = new SplittableRandom(seed);
    values = new Values(seed);
  }

  /** So many rows in which nothing is to be found. */
  public List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String noise = value();
      boolean json = random.nextBoolean();
      String text =
          json
              ? "{\"%s\":\"%s\",\"n\":%d}"
                  .formatted(one(KEYS), noise, number(random.nextInt(1, 13)))
              : one(SENTENCES).formatted(noise);
      rows.add(new Row("noise " + i, json, text, List.of()));
    }
    return rows;
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private long number(int digits) {
    return Long.parseLong((1 + random.nextInt(9)) + values.digits(digits - 1));
  }

  private String value() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 2 -> values.hex(40);
      case 3 -> values.hex(64);
      case 4 -> values.hex(one("7", "8", "16", "24", "32").length() == 1 ? 8 : 32);
      case 5 -> String.valueOf(random.nextLong(1_500_000_000L, 1_900_000_000L));
      case 6 -> String.valueOf(random.nextLong(1_500_000_000_000L, 1_900_000_000_000L));
      case 7 -> random.nextInt(10_000) + "." + values.digits(random.nextInt(1, 9));
      case 8 -> "v" + random.nextInt(20) + "." + random.nextInt(30) + "." + random.nextInt(99);
      case 9 -> isbn();
      case 10 -> "%.2f".formatted(random.nextDouble() * 1e6);
      case 11 -> "%.6f, %.6f".formatted(random.nextDouble() * 90, random.nextDouble() * -180);
      case 12 -> base64(random.nextInt(6, 60));
      case 13 -> timestamp();
      case 14 -> String.valueOf(number(random.nextInt(1, 13)));
      case 15 -> "ORD-" + values.digits(5) + "-" + values.digits(6);
      case 16 -> values.digits(3) + "-" + values.digits(7) + "-" + values.digits(7);
      case 17 ->
          "%02d:%02d:%02d.%03d"
              .formatted(
                  random.nextInt(24), random.nextInt(60), random.nextInt(60), random.nextInt(1000));
      case 18 -> "1Z" + values.hex(6).toUpperCase(java.util.Locale.ROOT) + values.digits(10);
      default -> random.nextInt(4000) + "x" + random.nextInt(3000);
    };
  }

  private String isbn() {
    String body = "978" + values.digits(9);
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += (body.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return body + (10 - sum % 10) % 10;
  }

  private String base64(int bytes) {
    byte[] raw = new byte[bytes];
    random.nextBytes(raw);
    return Base64.getEncoder().encodeToString(raw);
  }

  private String timestamp() {
    return "20%02d-%02d-%02dT%02d:%02d:%02d.%sZ"
        .formatted(
            random.nextInt(10, 30),
            random.nextInt(1, 13),
            random.nextInt(1, 29),
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            values.digits(one("3", "6", "9").charAt(0) - '0'));
  }
}
