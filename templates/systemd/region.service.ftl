<#list header as line>
# ${line}
</#list>
#
# Started by udev for every region the policy divides so, with the region's number. It makes devices
# and destroys none, and does nothing twice; where a step has failed the next start goes on from there.
<#if state>
#
# The first device gives up all of its memory at once or none of it. Where it cannot, the unit ends
# as failed, and all of the memory stays online as it was.
<#else>
#
# -f takes memory that is online offline first. Where that fails (daxctl exits with 240) the unit
# ends as failed, so that the failure is seen, and the region stays in one piece.
</#if>
<#if retry>
#
# Every start counts as a try, also one that udev asks for. Once the tries are used up,
# "systemctl reset-failed ${unit}" allows new ones.
</#if>

[Unit]
Description=Divide dax region %i, as daxpolicy "${description}" says
DefaultDependencies=no
After=systemd-udevd.service systemd-modules-load.service
Conflicts=shutdown.target
Before=shutdown.target
<#if last != "">
# the last part is there: the region is divided
ConditionPathExists=!${last}
</#if>
<#if hold != "">
# kmem takes what nothing else has by then
Before=${hold}
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
<#if undone != "">
# it has its size already: nothing is done twice
ExecCondition=${undone}
</#if>
<#if others != "">
# devices that somebody else has made are left alone, and the region with them
ExecStartPre=${others}
</#if>
# one at a time: whoever gives kmem a device's name gives it every device that has no driver just then
<#list commands as command>
ExecStart=${command}
</#list>
# offlining migrates every page; hundreds of gigabytes take their time
TimeoutStartSec=30min
<#if retry>
Restart=on-failure
RestartSec=${seconds}
</#if>
