package io.tracklayer.cli.output;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The log of commands that end soon: warnings, on the terminal. Log4j says the same, but needs a
 * quarter of a short command's time to start.
 */
public final class TerminalLog implements SLF4JServiceProvider {

  private static final String OURS = "io.tracklayer.";

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter contexts = new NOPMDCAdapter();

  /** Before the first logger of this process is made, and unless it was told otherwise. */
  public static void use() {
    setUnlessSet("slf4j.provider", TerminalLog.class.getName());
    // Otherwise it says that it has been told so.
    setUnlessSet("slf4j.internal.verbosity", "WARN");
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public void initialize() {
    // There is nothing to prepare.
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return TerminalLogger::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return contexts;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  private static final class TerminalLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1;

    TerminalLogger(String name) {
      this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return false;
    }

    @Override
    public boolean isWarnEnabled() {
      return name.startsWith(OURS);
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      String message = MessageFormatter.basicArrayFormat(pattern, arguments);
      System.err.println("%-5s %s".formatted(level, message));
      if (thrown != null) {
        thrown.printStackTrace();
      }
    }
  }
}
