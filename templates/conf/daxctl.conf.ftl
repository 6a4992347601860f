<#list header as line>
# ${line}
</#list>
#
# Read by "daxctl reconfigure-device --check-config". Something has to call that for every device: the
# udev rule 90-daxctl-device.rules together with the unit daxdev-reconfigure@.service. Debian 12 ships
# a rule that fails, Debian 13 the rule without the unit; there use --deliver systemd instead.
<#list sections as s>

# ${s.comment}
[reconfigure-device ${s.name}]
nvdimm.uuid = ${s.uuid}
mode = ${s.mode}
<#if s.ram>
online = ${s.online?c}
<#if s.online>
movable = ${s.movable?c}
</#if>
</#if>
</#list>
