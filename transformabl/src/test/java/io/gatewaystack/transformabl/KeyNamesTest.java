package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyNamesTest {
  private static KeyNames of(String json) {
    return new KeyNames(JsonDocument.parse(json.getBytes(UTF_8)));
  }

  @Test
  void namesAreApartWithinTheirObjectOnly() {
    KeyNames names = of("{\"a\":{\"p\":1,\"q\":2},\"b\":{\"p\":1}}");
    assertThat(names.unique("/a", "[EMAIL]")).isEqualTo("[EMAIL]");
    assertThat(names.unique("/a", "[EMAIL]")).isEqualTo("[EMAIL]_2");
    assertThat(names.unique("/b", "[EMAIL]")).isEqualTo("[EMAIL]");
  }

  @Test
  void noNameIsOneThatIsThereAlready() {
    KeyNames names = of("{\"x\":1,\"y\":2,\"[EMAIL]\":3,\"[EMAIL]_2\":4,\"[EMAIL]_5\":5}");
    Set<String> given = new HashSet<>(Set.of("[EMAIL]", "[EMAIL]_2", "[EMAIL]_5"));
    assertThat(given.add(names.unique("", "[EMAIL]"))).isTrue();
    assertThat(given.add(names.unique("", "[EMAIL]"))).isTrue();
  }

  @Test
  void aNumberThatWasPartOfANameIsNotGivenAgain() {
    KeyNames names = of("{\"joe@example.com_2\":1,\"ann@example.com\":2,\"bob@example.com\":3}");
    assertThat(names.unique("", "[EMAIL]_2")).isEqualTo("[EMAIL]_2");
    assertThat(names.unique("", "[EMAIL]")).isEqualTo("[EMAIL]");
    assertThat(names.unique("", "[EMAIL]")).isEqualTo("[EMAIL]_4");
  }
}
