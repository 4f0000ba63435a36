package io.gatewaystack.context.section;

/**
 * A part of the request context that one layer writes and others read. Sections are immutable; a
 * section that is not {@link Mergeable} can be written once. Their {@code toString} shows neither
 * tokens nor claims nor content.
 */
public interface Section {}
