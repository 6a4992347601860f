package org.daxpolicy.compile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a compilation makes: files by path relative to the target's root ({@code
 * etc/udev/rules.d/60-daxpolicy-spr-hbm.rules}) with their text (written as UTF-8).
 *
 * @param files path to artifact, sorted
 */
public record Artifacts(SortedMap<String, Artifact> files) {
  /**
   * One file.
   *
   * @param text its content, with a final newline
   * @param executable whether it is a program
   */
  public record Artifact(String text, boolean executable) {}

  public Artifacts {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
