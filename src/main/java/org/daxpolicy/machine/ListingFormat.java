package org.daxpolicy.machine;

import java.io.IOException;
import java.util.regex.Pattern;
import org.daxpolicy.text.Code;

/**
 * Devices as blocks of lines, a letter and a value each: what {@code udevadm info --export-db}
 * prints, and what umockdev records. Letters mean the same in both, but {@code L:} is a link's
 * priority in the one and {@code name=target} in the other, and only umockdev has attributes
 * ({@code A:}, {@code H:}); so each line tells its notation itself.
 */
final class ListingFormat implements SnapshotFormat {
  private static final Pattern FIRST = Pattern.compile("(?m)^P: ?/");
  private static final int LONGEST_LINE = 1 << 20;
  private static final long LIMIT = 256L << 20;

  @Override
  public boolean holds(Snapshot snapshot) {
    String text = snapshot.headText();
    return text.indexOf('\0') < 0 && FIRST.matcher(text).find();
  }

  @Override
  public void read(Snapshot snapshot, Assembly assembly, Findings findings) throws IOException {
    snapshot.limit(LIMIT);
    Listing listing = new Listing(assembly, findings);
    StringBuilder line = new StringBuilder();
    byte[] buffer = new byte[1 << 13];
    long offset = 0;
    int number = 1;
    for (int got = snapshot.read(buffer); got > 0; got = snapshot.read(buffer)) {
      for (int i = 0; i < got && !findings.areEnough(); i++) {
        if (buffer[i] == '\n') {
          listing.line(line.toString(), offset, number++);
          offset += line.length() + 1;
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append((char) (buffer[i] & 0xff));
        } else {
          findings.at(
              Code.SNAPSHOT_LINE, offset, offset + 40, "line " + number + " is longer than 1 MiB");
          return;
        }
      }
      if (findings.areEnough()) {
        return;
      }
    }
    listing.line(line.toString(), offset, number);
    listing.end();
  }
}
