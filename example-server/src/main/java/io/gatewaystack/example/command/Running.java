package io.gatewaystack.example.command;

/** What goes on running after a command has returned. */
public final class Running {
  /** Returned instead of an exit code when a server goes on running. */
  public static final int CODE = -1;

  private Running() {}

  static int untilShutdown(AutoCloseable running) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "shutdown"));
    return CODE;
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      System.err.println("Not stopped cleanly: " + e.getMessage());
    }
  }
}
