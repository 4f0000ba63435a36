package io.gatewaystack.transformabl;

/** Counts the matches of a text that comes in pieces, and lets it pass as it comes. */
record CountFlow(TextFlow scan) implements TextFlow {

  @Override
  public String more(String piece) {
    scan.more(piece);
    return piece;
  }

  @Override
  public String rest() {
    scan.rest();
    return "";
  }

  @Override
  public int held() {
    return 0;
  }

  @Override
  public boolean mayEnd() {
    return true;
  }

  @Override
  public int memory() {
    return Footprint.OBJECT + scan.memory();
  }
}
