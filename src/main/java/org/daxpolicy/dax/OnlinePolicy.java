package org.daxpolicy.dax;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the kernel does with memory blocks that are added: {@code
 * /sys/devices/system/memory/auto_online_blocks}, {@code memhp_default_state=}.
 */
public enum OnlinePolicy {
  OFFLINE("offline"),
  ONLINE("online"),
  ONLINE_KERNEL("online_kernel"),
  ONLINE_MOVABLE("online_movable");

  private final String word;

  OnlinePolicy(String word) {
    this.word = word;
  }

  /** The kernel's word. */
  public String word() {
    return word;
  }

  /** Whether added blocks come online by themselves. */
  public boolean online() {
    return this != OFFLINE;
  }

  /** The policy of this word; empty for a word the kernel ignores. */
  public static Optional<OnlinePolicy> parse(String word) {
    String text = word.strip();
    return Arrays.stream(values()).filter(p -> p.word.equals(text)).findFirst();
  }
}
