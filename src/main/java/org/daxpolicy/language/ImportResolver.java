package org.daxpolicy.language;

import org.daxpolicy.text.Result;
import org.daxpolicy.text.SourceFile;

/** Finds the file that an {@code import} names. */
@FunctionalInterface
public interface ImportResolver {
  /**
   * Reads a file. Two imports mean one file when the resolved names are equal, so a resolver gives
   * a file the same name however it was reached.
   *
   * @param from the importing file
   * @param path what it says, never empty
   * @return the file, or findings; a finding without a place is put at the {@code import}
   */
  Result<SourceFile> resolve(SourceFile from, String path);
}
