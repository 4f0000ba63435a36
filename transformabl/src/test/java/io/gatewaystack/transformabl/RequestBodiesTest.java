package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.Bodies.FORM;
import static io.gatewaystack.transformabl.Bodies.content;
import static io.gatewaystack.transformabl.Bodies.decide;
import static io.gatewaystack.transformabl.Bodies.denied;
import static io.gatewaystack.transformabl.Bodies.passed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Content;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not JSON: text, and multipart forms where they may be read. */
class RequestBodiesTest {
  private static final String PARTS = "multipart/form-data; boundary=b";
  private static final Transformabl REDACTS =
      Transformabl.builder().redact(Redaction.placeholder()).multipart("/x", "/up").build();
  private static final Transformabl LABELS = Transformabl.builder().multipart("/x").build();
  private static final Transformabl BLOCKS = Transformabl.builder().blockThreshold(25).build();

  private static String redacted(String type, String body) {
    return new String(passed(REDACTS, type, body.getBytes(UTF_8)).body().multipart(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/csv; charset=utf-8",
        "TEXT/HTML; charset=\"UTF-8\"",
        "application/xml",
        "application/soap+xml",
        "text/plain; charset=us-ascii",
        "text/plain; charset=windows-1252"
      })
  void textIsRedacted(String type) {
    assertThat(redacted(type, "a joe@example.com, b\r\n\t4111111111111111"))
        .isEqualTo("a [EMAIL], b\r\n\t[CREDIT_CARD]");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain,UTF-8",
    "text/plain;charset=ISO-8859-1,ISO-8859-1",
    "text/plain;charset=iso-8859-15,ISO-8859-15",
    "text/plain;charset=latin1,ISO-8859-1",
    "text/plain;charset=windows-1252,windows-1252",
    "text/plain;charset=utf-16,UTF-16",
    "text/plain;charset=utf-16le,UTF-16LE",
    "application/xml;charset=\"UTF-16BE\",UTF-16BE",
  })
  void textIsReadInTheCharacterSetItIsDeclaredIn(String type, Charset charset) {
    byte[] body = "caf\u00e9 joe@example.com \u00fc".getBytes(charset);
    assertThat(passed(REDACTS, type, body).body().bytes())
        .isEqualTo("caf\u00e9 [EMAIL] \u00fc".getBytes(charset));
  }

  @Test
  void aByteOrderMarkStaysAndTellsTheOrder() {
    String type = "text/plain;charset=utf-16";
    byte[] body = "\uFEFFjoe@example.com".getBytes(UTF_16LE);
    assertThat(passed(REDACTS, type, body).body().bytes())
        .isEqualTo("\uFEFF[EMAIL]".getBytes(UTF_16LE));
    assertThat(redacted("text/plain", "\uFEFF{\"card\": 4111111111111111}"))
        .isEqualTo("\uFEFF{\"card\": \"[CREDIT_CARD]\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain,ISO-8859-1",
    "text/plain;charset=us-ascii,ISO-8859-1",
    "text/plain;charset=utf-8,ISO-8859-1",
    "text/plain,UTF-16",
    "text/plain,UTF-16LE",
    "application/xml,UTF-16BE",
    "text/plain,UTF-32",
    "text/plain;charset=iso-8859-1,UTF-16LE",
    "text/plain;charset=utf-16,UTF-16LE",
    "text/plain;charset=utf-7,UTF-8",
    "text/plain;charset=shift_jis,UTF-8",
    "text/plain;charset=,UTF-8",
  })
  void textThatIsNotWhatItIsDeclaredIsNotScanned(String type, Charset charset) {
    byte[] body = "caf\u00e9 joe@example.com \u00fc".getBytes(charset);
    RequestContext context = passed(REDACTS, type, body);
    assertThat(context.body().bytes()).isSameAs(body);
    assertThat(content(context).labels()).containsExactly("unscanned");
  }

  @Test
  void aCharacterThatTheCapCutsIsNoReasonNotToLook() {
    byte[] body = "joe@example.com \u20ac \u20ac".getBytes(UTF_8);
    for (int cap = 16; cap < body.length; cap++) {
      Transformabl labels = Transformabl.builder().scanCap(cap).build();
      Content content = content(passed(labels, "text/plain", body));
      assertThat(content.truncated()).isTrue();
      assertThat(content.matches()).containsEntry("email", 1);
    }
  }

  @Test
  void textThatIsJsonIsTreatedAsJson() {
    assertThat(redacted("text/plain", "{\"card\": 4111111111111111, \"n\": 1.00}"))
        .isEqualTo("{\"card\": \"[CREDIT_CARD]\", \"n\": 1.00}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json;x", "application/json; a=1; a=2", "application/ld+json;a=\"b"})
  void jsonIsJsonWhateverStandsBehindItsType(String type) {
    RequestContext context = passed(REDACTS, type, "{\"a\":\"joe@example.com\"}".getBytes(UTF_8));
    assertThat(Requests.text(context)).isEqualTo("{\"a\":\"[EMAIL]\"}");
  }

  private static RequestContext encoded(String coding) {
    byte[] body = "joe@example.com".getBytes(ISO_8859_1);
    return Requests.post(
        Route.HTTP,
        body,
        Map.of("Content-Type", "text/plain", "Content-Encoding", coding, "Content-Length", "15"));
  }

  @Test
  void compressedTextPassesUnseen() {
    RequestContext after = REDACTS.before(encoded("gzip")).context();
    assertThat(content(after).labels()).containsExactly("unscanned");
  }

  @Test
  void textThatIsSaidToBeAsItIsIsRead() {
    assertThat(Requests.text(REDACTS.before(encoded("Identity")).context())).isEqualTo("[EMAIL]");
  }

  private static String parts(String... parts) {
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      body.append("--b\r\n").append(part).append("\r\n");
    }
    return body.append("--b--\r\n").toString();
  }

  private static String part(String name, String moreHead, String content) {
    return "Content-Disposition: form-data; name=\""
        + name
        + "\""
        + moreHead
        + "\r\n\r\n"
        + content;
  }

  @Test
  void partsWithTextAreRedactedAndOthersStay() {
    String body =
        parts(
            part("note", "", "to joe@example.com\r\n-b --b"),
            part("j", "\r\nContent-Type: application/json", "{\"c\":4111111111111111}"),
            part(
                "f", "; filename=\"a;b.png\"\r\ncontent-type: image/png", "\u0000joe@example.com"));
    assertThat(redacted(PARTS, body))
        .isEqualTo(
            body.replace("to joe@example.com", "to [EMAIL]")
                .replace("4111111111111111", "\"[CREDIT_CARD]\""));
    RequestContext context = passed(REDACTS, PARTS, body.getBytes(UTF_8));
    assertThat(content(context).labels()).contains("unscanned", "gdpr", "pci");
  }

  @Test
  void partsWithoutPersonalDataKeepTheirBytes() {
    byte[] body = parts(part("a", "", "caf\u00e9"), part("b", "", "")).getBytes(UTF_8);
    RequestContext context = passed(REDACTS, PARTS, body);
    assertThat(context.body().multipart()).isSameAs(body);
    assertThat(content(context).labels()).isEmpty();
  }

  @Test
  void partsHavePlacesAndNames() {
    Transformabl keeps =
        Transformabl.builder()
            .multipart("/x")
            .redact(RedactionRules.builder().otherwise(Redaction.remove()).keep("/to").build())
            .build();
    String body = parts(part("to", "", "joe@example.com"), part("cc", "", "joe@example.com"));
    assertThat(new String(passed(keeps, PARTS, body.getBytes(UTF_8)).body().multipart(), UTF_8))
        .isEqualTo(parts(part("to", "", "joe@example.com"), part("cc", "", "")));
  }

  /** A caller chooses the boundary, and what would be left of it when something is removed. */
  @Test
  void whatIsReplacedMakesNoNewPart() {
    Transformabl removes =
        Transformabl.builder().multipart("/x").redact(Redaction.remove()).build();
    for (String boundary : new String[] {" b", "b b"}) {
      String hidden = "\r\n--" + "joe@example.com b\r\nContent-Disposition: form-data; name=\"x\"";
      String body = parts(part("a", "", "1" + hidden)).replace("--b", "--" + boundary);
      Decision decision =
          decide(
              removes, "multipart/form-data; boundary=\"" + boundary + "\"", body.getBytes(UTF_8));
      assertThat(decision instanceof Decision.Deny).isEqualTo(boundary.equals(" b"));
    }
  }

  @Test
  void fileNamesAreLabelled() {
    String body = parts(part("f", "; filename=\"joe@example.com.txt\"", "x"));
    assertThat(content(passed(LABELS, PARTS, body.getBytes(UTF_8))).matches())
        .containsEntry("email", 1);
  }

  @Test
  void encodedPartsAreNotScanned() {
    String body = parts(part("a", "\r\nContent-Transfer-Encoding: base64", "am9l"));
    assertThat(content(passed(REDACTS, PARTS, body.getBytes(UTF_8))).labels())
        .containsExactly("unscanned");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "--b--x",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\njoe",
        "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\nepilogue",
        "--b \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\nContent-Disposition: form-data; name=\"a\"\n\nx\n--b--",
        "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb\r\n--b--",
        "--b\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain\r\n"
            + "Content-Type: image/png\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n folded: x\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n--b--",
      })
  void malformedMultipartIsRefusedWhereItCouldHideSomething(String body) {
    if (!body.isEmpty()) {
      assertThat(denied(REDACTS, PARTS, body).code()).isEqualTo("invalid_form");
      assertThat(content(passed(LABELS, PARTS, body.getBytes(UTF_8))).labels())
          .contains("unscanned");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=c",
        "multipart/form-data; boundary=b; boundary=c"
      })
  void aBoundaryThatIsNotSureIsNoBoundary(String type) {
    Decision decision = decide(REDACTS, type, parts(part("a", "", "joe@x.co")).getBytes(UTF_8));
    boolean unseen =
        decision instanceof Decision.Deny
            || content(decision.context()).labels().contains("unscanned");
    assertThat(unseen).isTrue();
  }

  @Test
  void multipartIsLeftToTheApplicationElsewhere() {
    Transformabl layer =
        Transformabl.builder().redact(Redaction.mask()).multipart("/x/y", "/xx").build();
    byte[] body = parts(part("a", "", "joe@example.com")).getBytes(UTF_8);
    RequestContext context =
        Requests.request(
            "POST",
            Route.HTTP,
            Map.of("Content-Type", PARTS, "Content-Length", "" + body.length),
            () -> {
              throw new AssertionError("read");
            });
    RequestContext after = layer.before(context).context();
    assertThat(after.body().loaded()).isFalse();
    assertThat(content(after).labels()).containsExactly("unscanned");
  }

  @Test
  void textThatScoresTooHighIsRefused() {
    Denial denial = denied(BLOCKS, "text/plain", "joe@example.com");
    assertThat(denial.error()).isEqualTo("content_blocked");
    assertThat(denial.toString()).doesNotContain("joe");
    assertThat(denied(BLOCKS, FORM, "a=joe%40example.com").status()).isEqualTo(403);
  }

  @Test
  void textOverTheCapIsRefusedOrMarked() {
    String body = "joe@example.com " + "x".repeat(40);
    Transformabl labels = Transformabl.builder().scanCap(20).build();
    Transformabl redacts = Transformabl.builder().scanCap(20).redact(Redaction.mask()).build();
    assertThat(denied(redacts, "text/plain", body).status()).isEqualTo(413);
    RequestContext context = passed(labels, "text/plain", body.getBytes(UTF_8));
    assertThat(content(context).truncated()).isTrue();
    assertThat(content(context).matches()).containsEntry("email", 1);
    assertThat(context.body().bytes()).isEqualTo(body.getBytes(UTF_8));
  }
}
