package io.tracklayer.local.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Everything that must survive a local run, used by one process at a time. The lock ends with the
 * process, however that ends.
 */
final class DataDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Locks the directory, which is created when missing.
   *
   * @throws StartFailure when another process uses it, or it cannot be written
   */
  static DataDirectory take(Path directory) throws StartFailure {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        String holder = read(channel);
        channel.close();
        throw new StartFailure(
            "another TrackLayer"
                + (holder.isBlank() ? "" : " (process " + holder.strip() + ")")
                + " is running in "
                + root
                + "; stop it first, or choose another directory with --data",
            null);
      }
      channel.truncate(0);
      channel.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw new StartFailure("cannot write to " + root + ": " + e.getMessage(), e);
    }
  }

  Path root() {
    return root;
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path flink() {
    return root.resolve("flink");
  }

  Path secrets() {
    return root.resolve("secrets");
  }

  Path sandboxRequests() {
    return root.resolve("sandbox").resolve("requests.ndjson");
  }

  Path view() {
    return root.resolve("view");
  }

  /** A copy of the built-in configuration, if the run uses that. */
  Path config() {
    return root.resolve("config.yaml");
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      // the lock ends with the process anyway
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    return UTF_8.decode(text.flip()).toString();
  }
}
