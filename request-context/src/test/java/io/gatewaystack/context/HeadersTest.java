package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void namesAreFoundInAnyCaseAndValuesKeepTheirOrder() {
    Headers headers = Requests.headers("X-A: 1", "x-a: 2", "X-B: 3", "X-a: 4");

    assertThat(headers.all("x-A")).containsExactlyInAnyOrder("1", "2", "4");
    assertThat(Requests.headers("X-A: 1", "X-A: 2").all("x-a")).containsExactly("1", "2");
    assertThat(Requests.headers("X-A: 1", "X-A: 2").first("X-a")).hasValue("1");
    assertThat(headers.names()).hasSize(2);
  }

  @Test
  void aFieldThatWasNotSentIsEmpty() {
    assertThat(Headers.EMPTY.all("X-A")).isEmpty();
    assertThat(Headers.EMPTY.first("X-A")).isEmpty();
    assertThat(Headers.EMPTY.names()).isEmpty();
    assertThat(Requests.headers("X-A: ").first("X-A")).hasValue("");
  }

  @Test
  void nobodyCanChangeThemAfterwards() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    fields.put("X-A", new ArrayList<>(List.of("1")));
    Headers headers = Headers.of(fields);
    fields.get("X-A").add("2");
    fields.put("X-B", List.of("3"));

    assertThat(headers.all("X-A")).containsExactly("1");
    assertThat(headers.names()).containsExactly("x-a");
    assertThatThrownBy(() -> headers.all("X-A").add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> headers.names().remove("x-a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void showNothingOfTheirValues() {
    assertThat(Requests.headers("Authorization: Bearer secret").toString())
        .doesNotContain("secret");
    assertThat(Requests.info("GET", "/users/jane", "Authorization: Bearer secret"))
        .hasToString("RequestInfo[req-1 GET]");
  }
}
