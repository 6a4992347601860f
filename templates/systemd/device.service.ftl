<#list header as line>
# ${line}
</#list>
#
# Started by udev for every device the policy decides so. It may start again for a device that is
# done already; daxctl then says so and succeeds.
<#if devdax && state>
#
# The device gives up all of its memory at once or none of it. Where it cannot, the unit ends as
# failed, and all of the memory stays online as it was.
<#elseif devdax>
#
# -f takes memory that is online offline first. Where that fails (daxctl exits with 240) the unit
# ends as failed, so that the failure is seen, and the device stays system memory. Some of its blocks
# may be offline by then; "daxctl online-memory --no-movable dax0.0" brings them back.
</#if>
<#if retry>
#
# Every start counts as a try, also one that udev asks for. Once the tries are used up,
# "systemctl reset-failed ${unit}" allows new ones.
</#if>

[Unit]
Description=Make %i ${outcome}, as daxpolicy "${description}" says
DefaultDependencies=no
After=systemd-udevd.service systemd-modules-load.service
Conflicts=shutdown.target
Before=shutdown.target
<#if hold != "" && devdax>
# kmem takes what nothing else has by then
Before=${hold}
<#elseif hold != "">
# daxctl obeys the line that holds kmem back, so it has to be there already
Requires=${hold}
After=${hold}
</#if>
<#if retry>
StartLimitIntervalSec=${window}
StartLimitBurst=${tries}
<#else>
# several events of one device in a row must not be taken for a start loop
StartLimitIntervalSec=0
</#if>

[Service]
Type=oneshot
<#if alone>
# one at a time: whoever gives kmem a device's name gives it every device that has no driver just then
</#if>
ExecStart=${command}
<#list after as line>
ExecStartPost=${line}
</#list>
# offlining migrates every page; hundreds of gigabytes take their time
TimeoutStartSec=30min
<#if retry>
Restart=on-failure
RestartSec=${seconds}
</#if>
