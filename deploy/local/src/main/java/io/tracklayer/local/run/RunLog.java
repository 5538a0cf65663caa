package io.tracklayer.local.run;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends the log of this process to a file. {@code -Dtracklayer.log.level=DEBUG} sets the level. */
public final class RunLog {

  private static final String FILE_PROPERTY = "tracklayer.log.file";
  private static final String CONFIGURATION = "/log4j2-run.xml";

  private RunLog() {}

  /** Starts logging, and returns the file. */
  public static Path into(Path directory) throws IOException {
    Path file = directory.toAbsolutePath().normalize().resolve("logs").resolve("tracklayer.log");
    Files.createDirectories(file.getParent());
    System.setProperty(FILE_PROPERTY, file.toString());
    Configurator.reconfigure(configuration());
    return file;
  }

  private static URI configuration() {
    try {
      return RunLog.class.getResource(CONFIGURATION).toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a resource's URL is a URI", e);
    }
  }
}
