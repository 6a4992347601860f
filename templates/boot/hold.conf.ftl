<#list header as line>
# ${line}
</#list>
#
# What it is for: no device's memory is onlined before the policy has decided about it. kmem is not
# loaded for new devices; ${unit} loads it when the devices of applications are safe.
#
# Apply: rebuild the initramfs where it holds kmem ("update-initramfs -u", "dracut -f"), and reboot.
# Undo: delete this file and the unit, and do the same.
#
# It holds where kmem is a module. A kernel that has it built in (CONFIG_DEV_DAX_KMEM=y) takes no
# notice. Devices that appear later, when kmem is loaded, are not held back.
blacklist kmem
