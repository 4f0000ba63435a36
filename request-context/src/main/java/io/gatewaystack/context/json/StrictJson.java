package io.gatewaystack.context.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checks behind {@link JsonDocument#parse}: Jackson's grammar plus what it lets through. */
final class StrictJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(
              TokenStreamFactory.Feature.CHARSET_DETECTION) // else UTF-16 and UTF-32 are guessed
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonDocument.MAX_DEPTH)
                  .maxTokenCount(JsonDocument.MAX_TOKENS)
                  .build())
          .build();

  /** For documents that were checked already. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              FACTORY.rebuild().disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private static final String TOO_LARGE = "The document is nested too deeply or too large";

  private StrictJson() {}

  static void check(byte[] utf8, long maxTokens) {
    checkEncoding(utf8);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() == null) {
        throw new InvalidJson("The document is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new InvalidJson("Something follows the JSON value");
      }
      if (parser.currentTokenCount() > maxTokens) {
        throw new InvalidJson(TOO_LARGE);
      }
    } catch (StreamConstraintsException e) {
      throw new InvalidJson(TOO_LARGE);
    } catch (JacksonException e) {
      throw new InvalidJson("The document is not valid JSON");
    }
    checkSurrogates(utf8);
  }

  /** The tree of a document that was checked already. */
  static JsonNode tree(byte[] utf8) {
    try (JsonParser parser = MAPPER.createParser(utf8)) {
      return MAPPER.reader(new WrittenNumbers(parser)).readTree(parser);
    }
  }

  static byte[] quote(String text) {
    return MAPPER.writeValueAsBytes(text);
  }

  private static void checkEncoding(byte[] utf8) {
    if (ByteScan.isAscii(utf8)) {
      return;
    }
    if (utf8.length >= 3
        && (utf8[0] & 0xFF) == 0xEF
        && (utf8[1] & 0xFF) == 0xBB
        && (utf8[2] & 0xFF) == 0xBF) {
      throw new InvalidJson("The document starts with a byte order mark");
    }
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8));
    } catch (CharacterCodingException e) {
      throw new InvalidJson("The document is not valid UTF-8");
    }
  }

  /** Jackson accepts a lone backslash-u surrogate; other parsers replace or refuse it. */
  private static void checkSurrogates(byte[] utf8) {
    int at = ByteScan.backslash(utf8, 0);
    while (at < utf8.length) { // a checked document: more follows, four hex digits behind u
      if (utf8[at + 1] != 'u') {
        at += 2;
      } else if (Character.isSurrogate(unicodeEscape(utf8, at + 2))) {
        checkPair(utf8, at);
        at += 12;
      } else {
        at += 6;
      }
      at = ByteScan.backslash(utf8, at);
    }
  }

  private static void checkPair(byte[] utf8, int at) {
    boolean paired =
        Character.isHighSurrogate(unicodeEscape(utf8, at + 2))
            && utf8[at + 6] == '\\'
            && utf8[at + 7] == 'u'
            && Character.isLowSurrogate(unicodeEscape(utf8, at + 8));
    if (!paired) {
      throw new InvalidJson("The document holds an unpaired surrogate");
    }
  }

  static char unicodeEscape(byte[] utf8, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      value = value << 4 | Character.digit(utf8[i], 16);
    }
    return (char) value;
  }
}
