package io.gatewaystack.explicabl;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A queue in one array, from any number of threads to one. Whoever adds must know that there is a
 * place, so nobody ever waits; and an element costs no memory of its own, which the reader, some
 * milliseconds later, would have to fetch again.
 */
final class Ring<E> {
  private final AtomicReferenceArray<@Nullable E> places;
  private final AtomicLong added = new AtomicLong();
  private long taken;

  /** A queue with so many places. */
  Ring(int capacity) {
    places = new AtomicReferenceArray<>(capacity);
  }

  /** Adds an element; fewer than the capacity have not been taken yet. */
  void add(E element) {
    places.setRelease(place(added.getAndIncrement()), element);
  }

  /** Takes the oldest element, always by the same thread; null when there is none yet. */
  @Nullable E poll() {
    int place = place(taken);
    E element = places.getAcquire(place);
    if (element != null) {
      places.setRelease(place, null);
      taken++;
    }
    return element;
  }

  private int place(long number) {
    return (int) (number % places.length());
  }
}
