package io.tracklayer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Spares processes of tests a third of what their start costs: the first one of a kind to end
 * writes the classes that it has loaded to an archive, and all that start later map it into their
 * memory (the JVM's class data sharing). Nothing else about them changes; the JVM itself ignores an
 * archive that does not match the class path.
 */
public final class SharedClasses {

  private static final Path DIRECTORY = RepositoryFiles.at("target/shared-classes");
  private static final long PATIENCE_SECONDS = 60;

  private final Path archive;
  private final Path claim;
  private boolean isRecording;

  private SharedClasses(Path archive) {
    this.archive = archive;
    this.claim = archive.resolveSibling(archive.getFileName() + ".claim");
  }

  /**
   * @param kind of process, such as {@code broker}
   * @param classPath jars only: the JVM does not share classes beside directories
   */
  public static SharedClasses of(String kind, Collection<Path> classPath) {
    return new SharedClasses(DIRECTORY.resolve(kind + "-" + version(classPath) + ".jsa"));
  }

  /** For the process that is about to start. */
  public List<String> jvmOptions() {
    isRecording = !Files.exists(archive);
    return isRecording
        ? List.of("-XX:+RecordDynamicDumpInfo")
        : List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /**
   * Writes the archive, unless there is one or is about to be. The process stands still meanwhile,
   * for seconds: nothing may be expected of it any more.
   */
  public void learnFrom(Process process) {
    if (!isRecording || !claimed()) {
      return;
    }
    Path unfinished = archive.resolveSibling(archive.getFileName() + "." + process.pid());
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  "-J-XX:TieredStopAtLevel=1",
                  Long.toString(process.pid()),
                  "VM.cds",
                  "dynamic_dump",
                  unfinished.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && Files.exists(unfinished)) {
        Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tests run in several JVMs, and one archive is enough. */
  private boolean claimed() {
    try {
      Files.createDirectories(DIRECTORY);
      Files.createFile(claim);
      claim.toFile().deleteOnExit();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(Collection<Path> classPath) {
    TreeMap<String, Object> state = new TreeMap<>();
    state.put("", Runtime.version());
    for (Path jar : classPath) {
      try {
        state.put(jar.toString(), Files.size(jar) + "@" + Files.getLastModifiedTime(jar));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Integer.toHexString(state.hashCode());
  }
}
