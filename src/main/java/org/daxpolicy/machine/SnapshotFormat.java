package org.daxpolicy.machine;

import java.io.IOException;

/** A notation of snapshots that come as a stream of bytes. */
interface SnapshotFormat {
  /** Whether a snapshot looks like one of this format. */
  boolean holds(Snapshot snapshot);

  /** Reads all of it. What is wrong goes to the findings; only a failing stream throws. */
  void read(Snapshot snapshot, Assembly assembly, Findings findings) throws IOException;
}
