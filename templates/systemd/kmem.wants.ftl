<#list header as line>
# ${line}
</#list>
[Unit]
Wants=${unit}
