package io.gatewaystack.identifiabl.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.testing.Mutations;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which documents are key files. */
class KeyFileFormatTest extends KeyFiles {
  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("", "The document is empty"),
        arguments("[]", "file: "),
        arguments("{\"keys\":[]}", "file: "),
        arguments("{\"version\":2,\"keys\":[]}", "file: "),
        arguments("{\"version\":1}", "file: "),
        arguments("{\"version\":1,\"keys\":{}}", "file: "),
        arguments("{\"version\":1,\"keys\":[],\"more\":1}", "file: "),
        arguments(keys("7"), "keys[0].key: "),
        arguments(keys(key("\"expire\":\"2027-01-31T00:00:00Z\"")), "keys[0].key: "),
        arguments(keys(key("\"expires\":\"tomorrow\"")), "keys[0].expires: "),
        arguments(keys(key("\"expires\":1769817600")), "keys[0].expires: "),
        arguments(keys(key("\"expires\":null")), "keys[0].expires: "),
        arguments(keys(key("\"revoked\":true")), "keys[0].revoked: "),
        arguments(keys(key("\"scopes\":\"a b\"")), "keys[0].scopes: "),
        arguments(keys(key("\"scopes\":[\"a b\"]")), "keys[0].scopes: "),
        arguments(keys(key("\"scopes\":[7]")), "keys[0].scopes: "),
        arguments(keys(key("\"scopes\":[\"a\",\"a\"]")), "keys[0].scopes: "),
        arguments(keys(key("\"roles\":{\"a\":1}")), "keys[0].roles: "),
        arguments(keys(key("\"subject\":\" \"")), "keys[0].subject: "),
        arguments(keys(key("\"tenant\":7")), "keys[0].tenant: "),
        arguments(keys("{\"id\":\"k\",\"name\":\"n\"}"), "keys[0].sha256: "),
        arguments(keys("{\"sha256\":\"beef\"}"), "keys[0].sha256: "),
        arguments(keys("{\"sha256\":\"" + HASH + "\"}"), "keys[0].name: "),
        arguments(
            keys("{\"sha256\":\"" + HASH + "\",\"name\":\"n\",\"id\":\"k\"}"), "keys[0].created: "),
        arguments(keys(key("\"plan\":\"a\""), key("\"plan\":\"b\"")), "keys[1].sha256: "),
        arguments(keys(key(""), key("").replace("ab", "cd")), "key: "));
  }

  @ParameterizedTest(name = "{1}{0}")
  @MethodSource("broken")
  void saysWhereAFileIsNotOfTheForm(String json, String where) throws IOException {
    write(json);
    assertThatThrownBy(this::another)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(path() + ": " + where)
        .hasMessageNotContaining("tomorrow");
  }

  @Test
  void takesAChangedFileForAFileOrForNone() {
    byte[] good =
        keys(key("\"scopes\":[\"a\"],\"expires\":\"2027-01-31T00:00:00Z\"")).getBytes(UTF_8);
    Mutations mutations = new Mutations(20_260_301, "\"revoked\":", "\"sha256\":", "\"version\":1");
    int accepted = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = mutations.of(good);
      try {
        KeyTable table = KeyFileFormat.read(changed);
        accepted++;
        assertThat(KeyFileFormat.read(KeyFileFormat.write(table)).all()).isEqualTo(table.all());
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank(); // the only way to say that it is no such file
      }
    }
    assertThat(accepted).isPositive();
  }

  @Test
  void readsTheLeastAKeyNeeds() throws IOException {
    write(keys(key("")));
    assertThat(another().find(CredentialHash.parse(HASH)).orElseThrow().subject()).isEqualTo("k");
  }
}
