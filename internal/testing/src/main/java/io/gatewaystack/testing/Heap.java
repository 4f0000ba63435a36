package io.gatewaystack.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/** What tests ask of the heap. */
public final class Heap {
  private static final int COLLECTIONS = 3; // what waits to be finalised or cleaned goes, too

  private Heap() {}

  /**
   * Bytes of objects in use. All others are collected first; what this and other threads allocate
   * from then on, and the buffers they allocate it in, do not count.
   */
  public static long inUse() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}
