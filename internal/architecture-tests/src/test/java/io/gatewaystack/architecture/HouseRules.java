package io.gatewaystack.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** The rules that can be stated in ArchUnit's own words, and the list of all. */
enum HouseRules {
  SERVLET_TYPES_STAY_IN_THE_ADAPTER(
      noClasses()
          .that()
          .resideOutsideOfPackage("..servlet..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.servlet..")
          .because("a core that knows no container is tested without one")),

  LAYERS_KNOW_NO_SIBLING(
      classes()
          .should(new KnowNoSiblingLayer())
          .because("what layers tell each other is vocabulary of request-context")),

  PACKAGES_HAVE_NO_CYCLES(slices().matching("io.gatewaystack.(**)").should().beFreeOfCycles()),

  SIGNATURES_NAME_NO_LIBRARY(
      classes()
          .that()
          .arePublic()
          .and()
          .resideOutsideOfPackage("..internal..")
          .should(new ExposeOnlyOwnTypes())
          .because("a library in a public signature can never be replaced")),

  STATICS_ARE_IMMUTABLE(
      classes()
          .should(new HoldNoStaticState())
          .because("two gateways in one JVM must not share state")),

  NOTHING_HANGS_ON_A_THREAD(
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocal.class)
          .because("a request changes threads, and virtual threads are many")),

  THE_PROCESS_BELONGS_TO_THE_APPLICATION(
      noClasses()
          .should(
              ACCESS_STANDARD_STREAMS
                  .or(callMethod(System.class, "getenv"))
                  .or(callMethod(System.class, "getenv", String.class)))
          .because("a library is configured by its caller and speaks through SLF4J")),

  TIME_IS_INJECTED(
      classes()
          .should(new ReadOnlyInjectedTime())
          .because("tests move the clock, and it must be the only one")),

  PACKAGES_ARE_NULL_MARKED(
      classes().should(new ResideInNullMarkedPackages()).because("NullAway checks nothing else")),

  PACKAGES_SHOW_FEW_TYPES(classes().should(new ShowFewPublicTypes(15))),

  NAMES_SAY_WHAT_A_TYPE_IS(
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
          .because("these words say nothing"));

  @SuppressWarnings("ImmutableEnumChecker") // A rule is configuration, whatever its type promises.
  private final ArchRule rule;

  HouseRules(ArchRule rule) {
    this.rule = rule;
  }

  ArchRule rule() {
    return rule;
  }
}
