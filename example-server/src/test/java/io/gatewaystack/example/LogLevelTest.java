package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.gatewaystack.example.config.InvalidConfig;
import io.gatewaystack.example.config.ServerConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code LOG_LEVEL}, which logback.xml reads. */
class LogLevelTest {
  /** The server's own configuration, in place of that of tests. */
  static LoggerContext configured(String level) throws JoranException {
    LoggerContext context = new LoggerContext();
    context.putProperty("LOG_LEVEL", level);
    JoranConfigurator logback = new JoranConfigurator();
    logback.setContext(context);
    logback.doConfigure(Path.of("src", "main", "resources", "logback.xml").toFile());
    return context;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"'', INFO", "INFO, INFO", "debug, DEBUG", "Warn, WARN", "off, OFF"})
  void isWhatItSaysAndInfoWhenItIsEmpty(String level, String root) throws Exception {
    assertThat(configured(level).getLogger(Logger.ROOT_LOGGER_NAME).getLevel())
        .isEqualTo(Level.valueOf(root));
    assertThat(ServerConfig.from(Map.of("DEMO_MODE", "true", "LOG_LEVEL", level))).isNotNull();
  }

  @Test
  void oneThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> ServerConfig.from(Map.of("DEMO_MODE", "true", "LOG_LEVEL", "chatty")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage("LOG_LEVEL: (expected: one of OFF, ERROR, WARN, INFO, DEBUG, TRACE, ALL)");
  }
}
