package io.gatewaystack.transformabl.text;

/**
 * What a text is called, worked out only when a value in the text asks for it: the member of an
 * object that holds it, say.
 */
public interface Name {
  /** The name of a text that has none. */
  Name NONE = of("");

  /**
   * The name; its words count as if they stood right in front of the text.
   *
   * @return valid until the text changes
   */
  CharSequence words();

  /** What the words of a name say about a value. */
  enum Says {
    /** Not known yet. */
    UNKNOWN,
    /** Nothing. */
    NOTHING,
    /** That it is nobody's. */
    IMPERSONAL,
    /** What it is, or that it depends on what stands around it. */
    SOMETHING
  }

  /** What its words are known to say without reading them. */
  default Says known() {
    return Says.UNKNOWN;
  }

  /** Notes what the words that {@link #words} gave last say. */
  default void says(Says what) {}

  /** Whether the name may be that of a password, key or token; false is certain. */
  boolean mayNameCredential();

  /** A name that is known. */
  static Name of(String words) {
    return new Name() {
      @Override
      public String words() {
        return words;
      }

      @Override
      public boolean mayNameCredential() {
        return !words.isEmpty();
      }
    };
  }
}
