package org.daxpolicy.simulate;

import java.util.List;
import java.util.Map;
import org.daxpolicy.dax.KernelModel;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.Sysfs;

/**
 * Everything that is the same for all devices of one simulation.
 *
 * @param sysfs the snapshot's tree
 * @param observed all dax devices as the snapshot shows them
 * @param boots what the kernel made of each, in the same order
 * @param at what is gone by
 * @param rules the installed rules
 * @param installed their texts and the units
 * @param memoryRules what the rules do to memory blocks
 * @param records the udev database, dax devices left out
 * @param risks makes findings
 */
record Boot(
    Sysfs sysfs,
    List<ObservedDevice> observed,
    List<KernelModel.Boot> boots,
    Surroundings at,
    RuleSet rules,
    Installed installed,
    MemoryRules memoryRules,
    Map<String, DeviceRecord> records,
    Risks risks) {}
