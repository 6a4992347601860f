package org.daxpolicy.machine.inventory;

import java.util.Optional;
import org.daxpolicy.dax.Origin;

/**
 * What a dax device is at the time of the snapshot.
 *
 * @param origin where its memory comes from, if its ancestors tell
 * @param mode {@code devdax}, {@code system-ram}, {@code famfs}, or {@code unbound}
 * @param driver the driver that is bound
 * @param targetNode the node its memory has or would have as system memory
 * @param blocks its memory blocks, as far as the snapshot holds them
 * @param wholeBlocks how many whole memory blocks its ranges hold
 * @param addressed whether its address is known, without which its blocks are not
 */
public record DaxPart(
    Optional<Origin> origin,
    String mode,
    Optional<String> driver,
    Optional<Integer> targetNode,
    Blocks blocks,
    long wholeBlocks,
    boolean addressed) {}
