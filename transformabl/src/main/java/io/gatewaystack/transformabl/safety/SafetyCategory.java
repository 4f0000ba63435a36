package io.gatewaystack.transformabl.safety;

/** What this library itself can find unsafe in a text. */
public enum SafetyCategory {
  /** Somebody who is not in charge gives orders to a model or an agent. */
  PROMPT_INJECTION("prompt_injection"),
  /** A model is talked out of its rules. */
  JAILBREAK_ATTEMPT("jailbreak_attempt"),
  /** A value would run as code where it is pasted: shell, SQL, script or template. */
  CODE_INJECTION("code_injection"),
  /** Something is written so that a model reads it and a person does not. */
  HIDDEN_INSTRUCTIONS("hidden_instructions");

  private final String label;

  SafetyCategory(String label) {
    this.label = label;
  }

  /** The label's stable name. */
  public String label() {
    return label;
  }
}
