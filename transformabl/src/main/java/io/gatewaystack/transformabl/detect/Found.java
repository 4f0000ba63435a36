package io.gatewaystack.transformabl.detect;

/**
 * Something that was found in a text.
 *
 * @param detector index of the detector that found it
 * @param start position of its first character in the original text
 * @param end position behind its last character
 * @param strength how well it is confirmed
 * @param why what confirmed it, a stable word
 */
public record Found(int detector, int start, int end, Strength strength, String why) {}
