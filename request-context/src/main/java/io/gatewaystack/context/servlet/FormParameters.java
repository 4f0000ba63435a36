package io.gatewaystack.context.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a form whose body was read before the container could parse it. */
record FormParameters(Map<String, String[]> map) {
  /** As many as containers accept by default. */
  private static final int MAX_PARAMETERS = 1000;

  /**
   * Parameters of the query, then of the body.
   *
   * @throws Refused when there are too many or one is malformed
   */
  static FormParameters parse(@Nullable String query, byte[] body, Charset charset) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query != null) {
      add(parameters, query, StandardCharsets.UTF_8);
    }
    add(parameters, new String(body, charset), charset);
    Map<String, String[]> map = new LinkedHashMap<>();
    parameters.forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
    return new FormParameters(Collections.unmodifiableMap(map));
  }

  private static void add(Map<String, List<String>> parameters, String encoded, Charset charset) {
    for (String pair : encoded.split("&", MAX_PARAMETERS + 2)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (parameters.size() == MAX_PARAMETERS || pair.indexOf('&') >= 0) {
        throw new Refused(
            Denial.of(413, "payload_too_large", 41301, "The form has too many parameters"));
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals), charset);
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), charset);
      parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  private static String decoded(String text, Charset charset) {
    try {
      return URLDecoder.decode(text, charset);
    } catch (IllegalArgumentException e) {
      throw new Refused(Denial.invalidRequest("invalid_form", "A form parameter is malformed"));
    }
  }
}
