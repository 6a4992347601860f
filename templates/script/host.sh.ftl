#!/bin/sh
<#list header as line>
# ${line}
</#list>
#
# Makes the policy true for the dax devices of this host, now. -n only says what it would do.
# It ends with 1 if a device could not be made what the policy says.

set -u
set -f
LC_ALL=C
export LC_ALL
sysfs=${r"${DAXPOLICY_SYSFS:-/sys}"}
daxctl=${r"${DAXCTL:-daxctl}"}
dry=0
case ${r"${1-}"} in
  -n) dry=1 ;;
  '') ;;
  *)
    echo "usage: $0 [-n]" >&2
    exit 2
    ;;
esac
status=0

# value = the first argument without white space at its end, as udev compares it
trim() {
  value=$1
  while :; do
    case $value in
      *[[:space:]]) value=${r"${value%?}"} ;;
      *) return ;;
    esac
  done
}

# value = content of a file, empty if there is none
content() {
  value=
  if [ -f "$1" ] && [ -r "$1" ]; then
    trim "$(cat "$1" 2>/dev/null)"
  fi
}

# value = the last part of a link's target, empty if there is none
target() {
  value=
  if [ -L "$1" ]; then
    value=$(readlink "$1")
    value=${r"${value##*/}"}
  fi
}
<#if kinds?seq_contains("own") || kinds?seq_contains("node") || works>

# value = an attribute of the device itself
own() {
  content "$device/$1"
}
</#if>
<#if kinds?seq_contains("part")>

# value = the device's name, or the R or I of daxR.I
part() {
  value=$name
  case $1 in
    region)
      value=${r"${value#dax}"}
      value=${r"${value%%.*}"}
      ;;
    instance) value=${r"${value##*.}"} ;;
  esac
}
</#if>
<#if kinds?seq_contains("ancestor")>

# value = an attribute of the device or parent of this subsystem, devtype and driver (empty: any)
ancestor() {
  above=$device
  while [ -n "$above" ] && [ "$above" != "$top" ]; do
    if [ -e "$above/uevent" ]; then
      target "$above/subsystem"
      if [ "$value" = "$1" ]; then
        content "$above/devtype"
        if [ -z "$2" ] || [ "$value" = "$2" ]; then
          target "$above/driver"
          if [ -z "$3" ] || [ "$value" = "$3" ]; then
            content "$above/$4"
            if [ -n "$value" ]; then
              return
            fi
          fi
        fi
      fi
    fi
    above=${r"${above%/*}"}
  done
  value=
}
</#if>
<#if kinds?seq_contains("origin")>

# value = where the memory comes from, told by the parents
origin() {
  found=
  above=$device
  while [ -n "$above" ] && [ "$above" != "$top" ]; do
    if [ -e "$above/uevent" ]; then
      target "$above/subsystem"
      case $value in
        cxl)
          content "$above/devtype"
          if [ "$value" = cxl_dax_region ]; then
            found=cxl
          fi
          ;;
        nd)
          if [ "$found" != cxl ]; then
            found=pmem
          fi
          ;;
        platform)
          target "$above/driver"
          if [ "$value" = hmem ] && [ -z "$found" ]; then
            found=hmem
          fi
          ;;
      esac
    fi
    above=${r"${above%/*}"}
  done
  value=$found
}
</#if>
<#if kinds?seq_contains("node")>

# value = an attribute of the NUMA node the device's memory has
node() {
  own target_node
  if [ -n "$value" ]; then
    content "$sysfs/devices/system/node/node$value/$1"
  fi
}
</#if>
<#if kinds?seq_contains("fixed")>

# value = an attribute of the device of this subsystem and name
fixed() {
  for place in "bus/$1/devices" "class/$1" "firmware/$1"; do
    if [ -d "$sysfs/$place/$2" ]; then
      content "$sysfs/$place/$2/$3"
      return
    fi
  done
  value=
}
</#if>
<#if kinds?seq_contains("constant")>

# value = the architecture or the virtualization, in udev's words
constant() {
  case $1 in
    arch)
      value=$(uname -m)
      case $value in
        x86_64) value=x86-64 ;;
        i?86) value=x86 ;;
        aarch64) value=arm64 ;;
        ppc64le) value=ppc64-le ;;
      esac
      ;;
    virt)
      value=$(systemd-detect-virt 2>/dev/null)
      ;;
  esac
}
</#if>
<#if kinds?seq_contains("parameter")>

# value = a parameter of the kernel's command line, 1 if it has none
parameter() {
  found=
  for word in $(cat "${r"${DAXPOLICY_PROC:-/proc}"}/cmdline" 2>/dev/null); do
    if [ "$(printf '%s' "${r"${word%%=*}"}" | tr - _)" = "$1" ]; then
      case $word in
        *=*) found=${r"${word#*=}"} ;;
        *) found=1 ;;
      esac
    fi
  done
  trim "$found"
}
</#if>
<#list tests as t>

# ${t.attribute}
test_${t.number}() {
  case $value_${t.value} in
    '') return 1 ;;
    ${t.patterns}) return 0 ;;
  esac
  return 1
}
</#list>

# choice = the number of the first rule that applies
decide() {
<#list reads as r>
  ${r.call}
  value_${r.number}=$value
</#list>
<#list facts as f>
  fact_${f}=0
</#list>
<#list steps as s>
  ${s}
</#list>
  choice=${rest}
}

say() {
  printf '%s: rule "%s": %s\n' "$name" "$1" "$2"
}
<#if works>

# tries, seconds between them, arguments of daxctl: does the work
work() {
  tries=$1
  seconds=$2
  shift 2
  own size
  if [ "$value" = 0 ] || [ -z "$value" ]; then
    printf '%s: has no memory yet, left alone\n' "$name"
    return 1
  fi
  printf '%s: %s %s %s\n' "$name" "$daxctl" "$*" "$name"
  if [ "$dry" = 1 ]; then
    return
  fi
  while ! "$daxctl" "$@" "$name"; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then
      printf '%s: failed\n' "$name" >&2
      status=1
      return 1
    fi
    sleep "$seconds"
  done
}
</#if>
<#if weighs || demotes>

# value, file below /sys: says that it is written there, and writes it
put() {
  printf '%s: echo %s >/sys/%s\n' "$name" "$1" "$2"
  if [ "$dry" = 0 ] && ! echo "$1" >"$sysfs/$2"; then
    printf '%s: failed\n' "$name" >&2
    status=1
    return 1
  fi
}
</#if>
<#if weighs>

# weight: how many pages in a row the node of the device's memory gets; auto: as bandwidth says
weigh() {
  if [ "$1" = auto ]; then
    put true kernel/mm/mempolicy/weighted_interleave/auto
    return
  fi
  own target_node
  put "$1" "kernel/mm/mempolicy/weighted_interleave/node$value"
}
</#if>
<#if demotes>

# true or false: whether cold pages move to slower memory, on the whole machine
demote() {
  put "$1" kernel/mm/numa/demotion_enabled
}
</#if>
<#if divides>

# size[/alignment], either of which may be missing: whether the device has it
shaped() {
  case $1 in
    [0-9]*)
      own size
      [ "$value" = "${r"${1%%/*}"}" ] || return 1
      ;;
  esac
  case $1 in
    */*)
      own align
      [ "$value" = "${r"${1##*/}"}" ] || return 1
      ;;
  esac
}

# size[/alignment]: the device gets it, and is unbound no longer than that takes
reshape() {
  printf '%s: size[/alignment] becomes %s\n' "$name" "$1"
  if [ "$dry" = 1 ]; then
    return
  fi
  drivers=$sysfs/bus/dax/drivers/device_dax
  failed=0
  echo "$name" >"$drivers/unbind" || return 1
  case $1 in
    [0-9]*) echo "${r"${1%%/*}"}" >"$device/size" || failed=1 ;;
  esac
  case $failed$1 in
    0*/*) echo "${r"${1##*/}"}" >"$device/align" || failed=1 ;;
  esac
  echo "$name" >"$drivers/bind" || failed=1
  return "$failed"
}

# tries, seconds between them, bytes the region must have, size[/alignment] of each part or "rest":
# divides the region of a first device. It makes devices and destroys none.
divide() {
  case $name in
    *.0) ;;
    *) return ;;
  esac
  tries=$1
  seconds=$2
  content "$device/../dax_region/id"
  region=$value
  content "$device/../dax_region/size"
  if [ "${r"${value:-0}"}" -lt "$3" ]; then
    printf '%s: the region has less than %s bytes, left alone\n' "$name" "$3" >&2
    status=1
    return
  fi
  shift 3
  if [ "$#" -gt 1 ] && [ -e "$sysfs/bus/dax/devices/dax$region.$(($# - 1))" ]; then
    return
  fi
  first=$1
  shift
  instance=0
  for part in "$@"; do
    instance=$((instance + 1))
    made=$sysfs/bus/dax/devices/dax$region.$instance
    content "$made/size"
    if [ -e "$made" ] && [ "${r"${part%%/*}"}" != rest ] && [ "$value" != "${r"${part%%/*}"}" ]; then
      printf '%s: the region is divided otherwise, left alone\n' "$name" >&2
      status=1
      return
    fi
  done
  if ! shaped "$first"; then
    work "$tries" "$seconds" reconfigure-device -m devdax -f || return
    if ! reshape "$first"; then
      printf '%s: failed\n' "$name" >&2
      status=1
      return
    fi
  fi
  instance=0
  for part in "$@"; do
    instance=$((instance + 1))
    if [ -e "$sysfs/bus/dax/devices/dax$region.$instance" ]; then
      continue
    fi
    set -- create-device -r "$region"
    case $part in
      [0-9]*) set -- "$@" -s "${r"${part%%/*}"}" ;;
    esac
    case $part in
      */*) set -- "$@" -a "${r"${part##*/}"}" ;;
    esac
    printf '%s: %s %s\n' "$name" "$daxctl" "$*"
    if [ "$dry" = 0 ] && ! "$daxctl" "$@"; then
      printf '%s: failed\n' "$name" >&2
      status=1
      return
    fi
  done
}
</#if>

<#macro late o indent>
<#if o.late>
${indent}# what the rules read can be read only under kmem; decided without it, the device is left alone
${indent}if [ "$driver" != kmem ]; then
${indent}  printf '%s: not bound to kmem, left alone\n' "$name"
${indent}  return
${indent}fi
</#if>
</#macro>
<#macro work o indent>
<#if o.devdax>
${indent}if [ "$driver" = device_dax ]; then
${indent}  return
${indent}fi
</#if>
${indent}work ${o.tries} ${o.seconds} ${o.arguments}<#list o.use as call> &&
${indent}  ${call}</#list>
</#macro>
<#if divides>
# divides the regions, so that the devices of all parts are there
split() {
  case $choice in
<#list outcomes as o>
<#if o.division??>
    ${o.number})
<@late o "      "/>
      divide ${o.division.tries} ${o.division.seconds} ${o.division.least} ${o.division.shapes}
      ;;
</#if>
</#list>
  esac
}

</#if>
apply() {
  case $choice in
<#list outcomes as o>
    ${o.number})
<#if o.parts??>
      case $name in
<#list o.parts as p>
        *.${p.instance})
          say ${o.rule} ${p.outcome}
<#if p?is_first>
          if ! shaped ${o.division.first}; then
            printf '%s: its region is not divided, left alone\n' "$name"
            return
          fi
</#if>
<#if p.arguments??>
<@work p "          "/>
</#if>
          ;;
</#list>
        *) say ${o.rule} keep ;;
      esac
<#else>
      say ${o.rule} ${o.outcome}
<#if o.arguments??>
<@late o "      "/>
<@work o "      "/>
</#if>
</#if>
      ;;
</#list>
  esac
}

# decides on each device and does what is named
each() {
  set +f
  for entry in "$sysfs"/bus/dax/devices/dax*; do
    set -f
    name=${r"${entry##*/}"}
    if ! device=$(cd -P "$entry" 2>/dev/null && pwd -P); then
      continue
    fi
    target "$device/driver"
    driver=$value
    decide
    "$1"
  done
}

top=$(cd -P "$sysfs" && pwd -P) || exit 2
if [ ! -d "$sysfs/bus/dax/devices" ]; then
  echo "no dax devices" >&2
  exit 0
fi
<#if divides>
each split
</#if>
each apply
exit "$status"
