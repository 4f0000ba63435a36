package io.gatewaystack.explicabl;

/**
 * What became of the events offered to one sink since the start. When nothing is in flight, {@code
 * accepted = written + lost + queued}, and {@code accepted + dropped} is the number of requests
 * recorded.
 *
 * @param sink the sink's name
 * @param accepted events taken into the queue
 * @param written events the sink has written
 * @param dropped events refused because the queue was full or closed
 * @param lost events taken but not written: the sink failed, or did not end in time at the close
 * @param failures how often the sink failed
 * @param queued events waiting or being written now
 */
public record SinkStats(
    String sink, long accepted, long written, long dropped, long lost, long failures, int queued) {}
