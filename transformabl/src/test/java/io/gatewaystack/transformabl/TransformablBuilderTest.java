package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.PiiType.EMAIL;
import static io.gatewaystack.transformabl.PiiType.SSN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that are wrong are refused when the layer is built; tenants have their own. */
class TransformablBuilderTest {
  private static final String EMAILED = "[\"joe@example.com\"]";

  private static Arguments wrong(String message, UnaryOperator<TransformablBuilder> settings) {
    return Arguments.of(Named.of(message, settings), message);
  }

  static Stream<Arguments> wrongSettings() {
    RedactionRules ssn = RedactionRules.builder().type(SSN, Redaction.mask()).build();
    RedactionRules keeps =
        RedactionRules.builder().otherwise(Redaction.mask()).keep("/a", SSN).build();
    return Stream.of(
        wrong("blockThreshold: 0 (expected: 1..100)", b -> b.blockThreshold(0)),
        wrong("blockThreshold: 101 (expected: 1..100)", b -> b.blockThreshold(101)),
        wrong("blockResponses: 0 (expected: 1..100)", b -> b.blockResponses(0)),
        wrong("scanCap: 0 (expected: > 0)", b -> b.scanCap(0)),
        wrong("multipart: proxy (expected: e.g. /proxy)", b -> b.multipart("proxy")),
        wrong("multipart: /proxy/ (expected: e.g. /proxy)", b -> b.multipart("/proxy/")),
        wrong("redact: ssn (expected: of [email])", b -> b.types(EMAIL).redact(ssn)),
        wrong(
            "redactResponses: ssn (expected: of [email])",
            b -> b.types(EMAIL).redactResponses(keeps)),
        wrong(
            "redactResponses: pseudonym (expected: a redaction that nobody has to restore)",
            b -> b.redactResponses(Redaction.pseudonym())),
        wrong(
            "pseudonyms: set (expected: a rule that redacts to pseudonyms)",
            b -> b.redact(Redaction.mask()).pseudonyms(Pseudonyms.perRequest())),
        wrong(
            "tenant: acme (expected: no tenants in it)",
            b -> b.tenant("acme", Transformabl.builder().tenant("x", Transformabl.builder()))),
        wrong(
            "tenant acme: scanCap: -1 (expected: > 0)",
            b -> b.tenant("acme", Transformabl.builder().scanCap(-1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongSettings")
  void refusesWrongSettings(UnaryOperator<TransformablBuilder> settings, String message) {
    TransformablBuilder builder = settings.apply(Transformabl.builder());
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  @Test
  void refusesATenantWithoutNameOrTwice() {
    TransformablBuilder builder = Transformabl.builder().tenant("a", Transformabl.builder());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.tenant("a", Transformabl.builder()))
        .withMessage("tenant: a (expected: a name, once)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.tenant(" ", Transformabl.builder()));
  }

  @Test
  void refusesSessionsThatNeverLast() {
    for (Duration idle : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Pseudonyms.perSession(idle));
    }
  }

  @Test
  void refusesToPutSomethingInPlaceThatWouldBeFoundAgain() {
    PiiType tag = new PiiType("tag", Set.of());
    TextScanner tags =
        TextScanner.builder()
            .types(List.of(EMAIL))
            .custom(CustomDetector.pattern(tag, "\\[[A-Z]+]"))
            .build();
    TransformablBuilder builder =
        Transformabl.builder().scanner(tags).redact(Redaction.placeholder());
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("redact: [EMAIL] for email (expected: a text that is not found itself)");
    assertThat(Transformabl.builder().scanner(tags).redact(Redaction.pseudonym()).build())
        .isNotNull();
  }

  private static String sent(Transformabl layer, @Nullable String tenant) {
    Identity identity = Identity.builder("sub", "iss").tenantId(tenant).build();
    RequestContext context = Requests.post(Route.HTTP, EMAILED).with(identity);
    Decision decision = layer.before(context);
    return decision instanceof Decision.Deny ? "denied" : Requests.text(decision.context());
  }

  @Test
  void eachTenantHasItsOwnSettings() {
    Transformabl layer =
        Transformabl.builder()
            .redact(Redaction.placeholder())
            .tenant("masks", Transformabl.builder().redact(Redaction.mask()))
            .tenant("blocks", Transformabl.builder().blockThreshold(1))
            .tenant("labels", Transformabl.builder())
            .build();
    assertThat(sent(layer, "masks")).isEqualTo("[\"jo***********om\"]");
    assertThat(sent(layer, "blocks")).isEqualTo("denied");
    assertThat(sent(layer, "labels")).isEqualTo(EMAILED);
    assertThat(sent(layer, "other")).isEqualTo("[\"[EMAIL]\"]");
    assertThat(sent(layer, null)).isEqualTo("[\"[EMAIL]\"]");
  }

  @Test
  void aTenantIsKnownByItsIdentityOnly() {
    Transformabl layer =
        Transformabl.builder().blockThreshold(1).tenant("acme", Transformabl.builder()).build();
    assertThat(layer.before(Requests.post(Route.HTTP, EMAILED))).isInstanceOf(Decision.Deny.class);
    assertThat(sent(layer, "acme")).isEqualTo(EMAILED);
    assertThat(sent(layer, "ACME")).isEqualTo("denied");
  }

  @Test
  void ownScannersAreAsked() {
    Transformabl layer =
        Transformabl.builder()
            .scanner(TextScanner.of(List.of(SSN)))
            .redact(Redaction.mask())
            .build();
    Decision decision = layer.before(Requests.post(Route.HTTP, EMAILED));
    assertThat(Requests.text(decision.context())).isEqualTo(EMAILED);
    assertThat(decision.context().require(Content.class).piiTypes()).isEmpty();
  }
}
