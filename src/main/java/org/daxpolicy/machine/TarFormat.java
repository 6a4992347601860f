package org.daxpolicy.machine;

import java.io.IOException;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/**
 * A tar archive of a sysfs tree and of files beside it, as {@code tar} makes it of a root directory
 * or a capture does. Streamed: no file is written, and what is larger than it can be is passed
 * over.
 */
final class TarFormat implements SnapshotFormat {
  private static final long LIMIT = 4L << 30;

  @Override
  public boolean holds(Snapshot snapshot) {
    return TarStream.isHeader(snapshot.head());
  }

  @Override
  public void read(Snapshot snapshot, Assembly assembly, Findings findings) throws IOException {
    snapshot.limit(LIMIT);
    TarMembers members = new TarMembers(assembly, findings);
    try {
      TarStream tar = new TarStream(snapshot);
      for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
        members.take(e.get(), tar);
      }
    } catch (TarStream.Broken e) {
      findings.add(broken(snapshot.name(), e.what()));
      return;
    }
    if (!members.hasDevices()) {
      findings.add(
          Diagnostic.of(
                  Code.SNAPSHOT_FORMAT,
                  "`" + snapshot.name() + "` is an archive without `devices` or `sys/devices`")
              .help("pack a sysfs tree: `tar cf machine.tar -C / sys/devices sys/bus`"));
      return;
    }
    members.move();
  }

  /** The finding that an archive cannot be read. */
  static Diagnostic broken(String name, String why) {
    return Diagnostic.of(Code.SNAPSHOT_ARCHIVE, "cannot read the archive `" + name + "`: " + why)
        .help("pack or copy it again");
  }
}
