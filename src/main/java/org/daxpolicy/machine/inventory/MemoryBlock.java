package org.daxpolicy.machine.inventory;

import java.util.Optional;

/**
 * One memory block.
 *
 * @param number its number: its address by the size of blocks
 * @param state {@code online}, {@code offline} or {@code going-offline}
 * @param zone the zone of an online block, {@code mixed} if it spans several; empty while it is
 *     offline or if the snapshot does not tell
 * @param node the node it belongs to, if the snapshot tells
 */
record MemoryBlock(long number, String state, Optional<String> zone, Optional<Integer> node) {
  boolean isOnline() {
    return state.equals("online");
  }
}
