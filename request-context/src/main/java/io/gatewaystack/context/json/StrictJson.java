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

  /** For trees of documents that were checked already. */
  static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  private StrictJson() {}

  static void check(byte[] utf8) {
    checkEncoding(utf8);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() == null) {
        throw new InvalidJson("The document is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new InvalidJson("Something follows the JSON value");
      }
    } catch (StreamConstraintsException e) {
      throw new InvalidJson("The document is nested too deeply or too large");
    } catch (JacksonException e) {
      throw new InvalidJson("The document is not valid JSON");
    }
    checkSurrogates(utf8);
  }

  static byte[] quote(String text) {
    return MAPPER.writeValueAsBytes(text);
  }

  private static void checkEncoding(byte[] utf8) {
    int seen = 0;
    for (byte b : utf8) {
      seen |= b;
    }
    if (seen >= 0) {
      return; // plain ASCII
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
    boolean highOpen = false;
    int i = 0;
    while (i < utf8.length) {
      char escaped = 0;
      int width = 1;
      if (utf8[i] == '\\') { // a checked document: at least one more byte, four hex digits behind u
        if (utf8[i + 1] == 'u') {
          escaped = unicodeEscape(utf8, i + 2);
          width = 6;
        } else {
          width = 2;
        }
      } else if (!highOpen) {
        i++;
        continue;
      }
      if (Character.isLowSurrogate(escaped) != highOpen) {
        throw new InvalidJson("The document holds an unpaired surrogate");
      }
      highOpen = Character.isHighSurrogate(escaped);
      i += width;
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
