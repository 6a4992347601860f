<#list header as line>
# ${line}
</#list>
#
# What it is for: ${why}
#
# Apply: run "update-grub" (Debian, Ubuntu) and reboot. Where GRUB does not read this directory add the
# parameter by hand: "grubby --update-kernel=ALL --args=${parameter}" (Fedora, RHEL), or in
# /etc/kernel/cmdline followed by "kernel-install add-all" (systemd-boot, unified kernel images).
# Undo: delete this file, run "update-grub" and reboot.
#
<#if protection == "idle">
# It holds for soft-reserved memory (HBM), all of it or none, and not for CXL regions.
<#else>
# It holds for all memory that is added while the system runs, also for that of virtual machines'
# balloons.<#if protection == "offline"> Devices the policy keeps in the hands of kmem stay offline until someone onlines them.
# Distributions with a udev rule that onlines every block (RHEL's 40-redhat*.rules, SUSE's and Proxmox'
# 80-hotplug-cpu-mem.rules) defeat it: mask that rule.</#if>
</#if>
GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${parameter}"
