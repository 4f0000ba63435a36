package io.gatewaystack.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule reports what it is there for, and only that. */
class HouseRulesTest {
  private static final String FIXTURES = "io.gatewaystack.architecture.fixture.";

  @Test
  void reportsServletTypesOutsideOfAnAdapter() {
    assertThat(violations(HouseRules.SERVLET_TYPES_STAY_IN_THE_ADAPTER, "core"))
        .isNotEmpty()
        .allMatch(v -> v.contains("KnowsTheContainer"));
  }

  @Test
  void reportsLayersThatKnowASibling() {
    assertThat(violations(HouseRules.LAYERS_KNOW_NO_SIBLING, "identifiabl", "limitabl", "context"))
        .anyMatch(v -> v.contains("AsksTheLimiter"))
        .anyMatch(v -> v.contains("KnowsALayer"))
        .noneMatch(v -> v.contains("fixture.context.Word"));
  }

  @Test
  void reportsPackagesInACycle() {
    assertThat(violations(HouseRules.PACKAGES_HAVE_NO_CYCLES, "left", "right"))
        .singleElement()
        .asString()
        .contains("fixture.left", "fixture.right");
    assertThat(violations(HouseRules.PACKAGES_HAVE_NO_CYCLES, "core", "time")).isEmpty();
  }

  @Test
  void reportsLibrariesInPublicSignatures() {
    assertThat(violations(HouseRules.SIGNATURES_NAME_NO_LIBRARY, "signature"))
        .allMatch(v -> v.contains("ShowsItsLibraries"))
        .noneMatch(v -> v.contains("welcome") || v.contains("unseen"))
        .anyMatch(v -> v.contains("extends tools.jackson.databind.module.SimpleModule"))
        .anyMatch(v -> v.contains("field exposes org.slf4j.Logger"))
        .anyMatch(v -> v.contains("<init>") && v.endsWith("json.JsonMapper"))
        .anyMatch(v -> v.contains("argument() exposes tools.jackson.databind.node.ObjectNode"))
        .anyMatch(v -> v.contains("component() exposes tools.jackson.databind.node.ObjectNode"));
  }

  @Test
  void reportsStaticState() {
    assertThat(violations(HouseRules.STATICS_ARE_IMMUTABLE, "statics"))
        .extracting(v -> v.replaceAll(".*Remembers\\.(\\w+) can change", "$1"))
        .containsExactlyInAnyOrder(
            "open", "COUNT", "SHARED", "CACHE", "DISGUISED", "NAMES", "OTHERS");
  }

  @Test
  void reportsThreadLocals() {
    assertThat(violations(HouseRules.NOTHING_HANGS_ON_A_THREAD, "thread"))
        .anyMatch(v -> v.contains("HangsOnAThread"));
  }

  @Test
  void reportsUseOfTheProcess() {
    assertThat(violations(HouseRules.THE_PROCESS_BELONGS_TO_THE_APPLICATION, "process"))
        .anyMatch(v -> v.contains("OwnsTheProcess.print()"))
        .anyMatch(v -> v.contains("OwnsTheProcess.complain()"))
        .anyMatch(v -> v.contains("OwnsTheProcess.all()"))
        .anyMatch(v -> v.contains("OwnsTheProcess.one()"));
  }

  @Test
  void reportsTimeThatWasNotInjected() {
    assertThat(violations(HouseRules.TIME_IS_INJECTED, "time"))
        .hasSize(8)
        .allMatch(v -> v.contains("AsksTheSystem"));
  }

  @Test
  void reportsPackagesThatAreNotNullMarked() {
    assertThat(violations(HouseRules.PACKAGES_ARE_NULL_MARKED, "unmarked"))
        .singleElement()
        .asString()
        .contains("Unmarked");
    assertThat(violations(HouseRules.PACKAGES_ARE_NULL_MARKED, "core"))
        .allMatch(v -> v.contains("fixture.core.servlet"));
  }

  @Test
  void reportsCrowdedPackages() {
    assertThat(violations(classes().should(new ShowFewPublicTypes(1)), "crowded"))
        .singleElement()
        .asString()
        .contains("crowded shows 2 public types");
    assertThat(violations(classes().should(new ShowFewPublicTypes(2)), "crowded")).isEmpty();
  }

  @Test
  void reportsNamesThatSayNothing() {
    assertThat(violations(HouseRules.NAMES_SAY_WHAT_A_TYPE_IS, "names"))
        .hasSize(5)
        .noneMatch(v -> v.contains("ImplicitUtility"));
  }

  private static List<String> violations(HouseRules rule, String... fixtures) {
    return violations(rule.rule(), fixtures);
  }

  private static List<String> violations(ArchRule rule, String... fixtures) {
    String[] packages = Arrays.stream(fixtures).map(FIXTURES::concat).toArray(String[]::new);
    JavaClasses bad = new ClassFileImporter().importPackages(packages);
    return rule.evaluate(bad).getFailureReport().getDetails();
  }
}
