package org.daxpolicy.machine.host;

import java.util.Arrays;
import java.util.Optional;

/** How a kernel module can be had on a host. */
public enum ModuleState {
  /** Part of the kernel image. */
  BUILT_IN("builtin"),
  /** A module that was loaded when the snapshot was taken. */
  LOADED("loaded"),
  /** A module that is installed but was not loaded. */
  INSTALLED("installed"),
  /** Neither built in nor among the installed modules. */
  ABSENT("absent");

  private final String word;

  ModuleState(String word) {
    this.word = word;
  }

  /** The word snapshots and reports use. */
  public String word() {
    return word;
  }

  /** The state of this word. */
  public static Optional<ModuleState> parse(String word) {
    return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
  }
}
