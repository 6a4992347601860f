<#list header as line>
# ${line}
</#list>
#
# Loads kmem, which takes every device that may become system memory and has no driver yet. The units
# that make devices devdax come before it. systemd hears of all devices before udev has settled, so
# these units are waiting by then.
<#if onlines>
#
# From here on new memory stays offline, so that the policy alone says in which zone it is onlined.
# Memory of devices the policy keeps stays offline until someone onlines it.
</#if>

[Unit]
Description=Load kmem for the devices that are left, as daxpolicy "${description}" says
DefaultDependencies=no
Wants=systemd-udev-settle.service
After=systemd-udev-trigger.service systemd-udev-settle.service
Conflicts=shutdown.target
Before=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
<#if onlines>
ExecStart=/bin/sh -c 'echo offline >/sys/devices/system/memory/auto_online_blocks && exec modprobe kmem'
<#else>
# by name: that is not what "blacklist" forbids
ExecStart=/usr/sbin/modprobe kmem
</#if>
