#!/bin/sh
# Collects what daxpolicy has to know of a host: one file comes out, a snapshot.
#
#   sh collect.sh [-o FILE] [--keep PARAMETER]... [--account NAME]... [--root DIR]
#
#   -o FILE           where the snapshot goes; - or nothing is standard output
#   --keep PARAMETER  keep the value of one more kernel parameter (see below)
#   --account NAME    keep one more user or group
#   --root DIR        collect from a copy of a host's files instead of this host
#
# It only reads. It writes below $TMPDIR (or /tmp) while it runs, and FILE. Run it as root: without,
# addresses and some attributes cannot be read, and the snapshot says which.
#
# Taken are
#   sysfs    devices of the buses dax, cxl, nd, node, memory and memory_tiering, what firmware
#            announces of memory (hmem, ACPI0012, ACPI0016, ACPI0017), all their parents, their
#            drivers, parameters of their modules, the firmware's memory map, the names in
#            /sys/class/dmi/id of vendor, product and board
#   /run     what udev remembers of these devices
#   /proc    iomem, meminfo, zoneinfo, version, names of loaded modules, the command line
#   config   the kernel's configuration as far as it is about memory; modprobe.d, modules-load.d,
#            udev.conf, udev's rules, daxctl.conf, systemd units that mention memory devices or that
#            rules start, kernel parameters that boot loaders are configured with
#   names    and numbers of system accounts, of groups that are no login's own, and of whom rules
#            name with OWNER or GROUP
#   versions of the kernel, systemd, daxctl, ndctl and cxl; the host's name
#
# Left out are
#   serial numbers, uuids and asset tags of the machine and its board; machine-id; other devices;
#   passwords, members of groups, accounts of people; other kernel options; kernel addresses;
#   values of kernel parameters that are not about memory or the boot: root=UUID=... becomes
#   root=[hidden]; Environment= and SetCredential= of units.
# Rules, modprobe's configuration and units are taken word for word otherwise, and serial numbers and
# uuids of memory devices are in the snapshot, as policies choose by them:
# `daxpolicy machine anonymize` replaces them.

LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/sbin
umask 077
set -u
unset CDPATH
IFS=' 	
'

# ---- what is taken: the same lists as in the program

kept='
@KEPT@
'
unit_directories='
@UNITS@
'
unit_words='
@WORDS@
'
modules='
@MODULES@
'
options='
@OPTIONS@
'
parameters='
@PARAMETERS@
'
of_parents='class device devtype driver modalias numa_node subsystem subsystem_device subsystem_vendor
 uevent vendor'
largest=8388609
seconds=45

# ---- the command line

# What it says may quote names of files, and names may hold anything.
say() { printf 'collect.sh: %s\n' "$*" | tr -c '\040-\176\n' '?' >&2; }

fail() {
  say "$*"
  exit 2
}

# The same name with _ for -.
canonical() {
  canonical=
  rest=$1
  while :; do
    case $rest in
      *-*) canonical=${canonical}${rest%%-*}_ rest=${rest#*-} ;;
      *) break ;;
    esac
  done
  canonical=$canonical$rest
}

output=-
root=
accounts=
while [ $# -gt 0 ]; do
  case $1 in
    -o | --output | --keep | --account | --root)
      [ $# -gt 1 ] || fail "$1 needs a value"
      case $1 in
        --keep)
          canonical "$2"
          parameters="$parameters $canonical"
          ;;
        --account) accounts="$accounts $2" ;;
        --root) root=$2 ;;
        *) output=$2 ;;
      esac
      shift 2
      ;;
    -h | --help)
      sed -e 1d -e '/^$/,$d' -e 's/^#//' -e 's/^ //' "$0"
      exit 0
      ;;
    *) fail "unknown argument $1; try --help" ;;
  esac
done
root=${root%/}
live=
[ -n "$root" ] || live=yes
[ -d "$root/sys/devices" ] || fail "there is no $root/sys/devices"
[ "$output" != - ] || [ ! -t 1 ] || fail "standard output is a terminal; say -o FILE"

# ---- helpers

have() { command -v "$1" >/dev/null 2>&1; }

stage=${TMPDIR:-/tmp}/daxpolicy.$$
if have mktemp; then
  stage=$(mktemp -d "${TMPDIR:-/tmp}/daxpolicy.XXXXXX") || fail "cannot make a directory in /tmp"
else
  mkdir "$stage" || fail "cannot make the directory $stage"
fi
trap 'rm -rf "$stage"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$stage/daxpolicy"

timed=
timeout 5 true 2>/dev/null && timed=yes

# Runs a program, but not for long: some attributes ask a device.
limited() {
  if [ -n "$timed" ]; then timeout 10 "$@"; else "$@"; fi
}

started=$(date +%s 2>/dev/null)
late() {
  [ -n "$started" ] && [ $(($(date +%s) - started)) -ge "$seconds" ]
}

note() { printf '%s\n' "$*" >>"$stage/daxpolicy/unread"; }

unreadable() { printf '/%s\n' "$1" >>"$stage/daxpolicy/unreadable"; }

make() { [ -d "$stage/$1" ] || mkdir -p "$stage/$1"; }

# Whether a word stands in a list of words with a blank between.
among() {
  case " $2 " in *" $1 "*) return 0 ;; esac
  return 1
}

# Where a path leads, links followed as after chroot: nothing outside the root is ever read.
resolve() {
  rest=$1
  resolved=
  links=0
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
    case $part in
      '' | .) continue ;;
      ..)
        case $resolved in */*) resolved=${resolved%/*} ;; *) resolved= ;; esac
        continue
        ;;
    esac
    here=${resolved:+$resolved/}$part
    if [ -h "$root/$here" ]; then
      links=$((links + 1))
      [ $links -le 40 ] || return 1
      target=$(readlink "$root/$here") || return 1
      case $target in /*) resolved= ;; esac
      rest=$target/$rest
    else
      resolved=$here
    fi
  done
  return 0
}

# ---- hiding

is_open() {
  canonical "$1"
  for parameter in $parameters; do
    # shellcheck disable=SC2254 # the list has patterns
    case $canonical in $parameter) return 0 ;; esac
  done
  return 1
}

# A line of kernel parameters without the values of those that are not on the list.
hide() {
  hidden=
  quoted=
  dropping=
  stopped=
  set -f
  for word in $1; do
    if [ -n "$stopped" ]; then
      hidden="$hidden [hidden]"
      break
    fi
    if [ -n "$quoted" ]; then
      [ -n "$dropping" ] || hidden="$hidden $word"
    else
      name=${word%%=*}
      dropping=
      [ "$word" != -- ] || stopped=yes
      case $word in
        *=*)
          if is_open "${name#\"}"; then
            hidden="$hidden $word"
          else
            hidden="$hidden ${name#\"}=[hidden]"
            dropping=yes
          fi
          ;;
        *) hidden="$hidden $word" ;;
      esac
    fi
    rest=$word
    while :; do
      case $rest in
        *\"*)
          rest=${rest#*\"}
          if [ -n "$quoted" ]; then quoted=; else quoted=yes; fi
          ;;
        *) break ;;
      esac
    done
  done
  set +f
  hidden=${hidden# }
}

# The lines of a boot loader's configuration that have kernel parameters.
boot_lines() {
  while IFS= read -r line || [ -n "$line" ]; do
    text=${line#"${line%%[! 	]*}"}
    case $1 in
      etc/default/*)
        text=${text#export }
        case $text in
          GRUB_CMDLINE_LINUX*=*)
            value=${text#*=}
            case $value in
              \"*) value=${value#\"} value=${value%%\"*} ;;
              \'*) value=${value#\'} value=${value%%\'*} ;;
              *) value=${value%%[ 	]*} ;;
            esac
            hide "$value"
            printf '%s="%s"\n' "${text%%=*}" "$hidden"
            ;;
        esac
        ;;
      boot/*)
        case $text in
          options[\ \	]*)
            hide "${text#options}"
            printf 'options %s\n' "$hidden"
            ;;
        esac
        ;;
      *)
        case $text in
          '#'*) ;;
          *)
            hide "$text"
            printf '%s\n' "$hidden"
            ;;
        esac
        ;;
    esac
  done
}

# A unit without what it sets in the environment of its programs.
unit_text() {
  dropping=
  while IFS= read -r line || [ -n "$line" ]; do
    if [ -z "$dropping" ]; then
      text=${line#"${line%%[! 	]*}"}
      case $text in
        Environment[=\ \	]* | SetCredential[=\ \	]* | SetCredentialEncrypted[=\ \	]*)
          printf '%s=[hidden]\n' "${text%%[= 	]*}"
          dropping=yes
          ;;
        *)
          printf '%s\n' "$line"
          continue
          ;;
      esac
    fi
    case $line in *\\) ;; *) dropping= ;; esac
  done
}

# Names and numbers of accounts; of people only those whom rules name.
accounts() {
  while IFS=: read -r name _ id _ || [ -n "$name" ]; do
    case $name$id in *[!A-Za-z0-9._-]* | '') continue ;; esac
    case $id in '' | *[!0-9]* | ??????????*) continue ;; esac
    [ "$id" -lt 1000 ] || [ "$id" -eq 65534 ] || among "$name" "$named" || $1 || continue
    printf '%s:x:%s:\n' "$name" "$id"
  done
}

is_nobodys() {
  case $logins in *"
$name
"*) return 1 ;; esac
  return 0
}

# ---- files of the host

# Copies a file; what of it is taken depends on what it is.
put() {
  make "${2%/*}"
  case $2 in
    proc/iomem) sed '/: Kernel /d' ;;
    proc/zoneinfo)
      sed -n -e '/^Node /p' -e '/^  *pages free /p' -e '/^  *min  */p' -e '/^  *low  */p' \
        -e '/^  *high  */p' -e '/^  *spanned  */p' -e '/^  *present  */p' \
        -e '/^  *managed  */p' -e '/^  *start_pfn: /p'
      ;;
    etc/default/grub* | boot/loader/* | etc/kernel/* | usr/lib/kernel/*) boot_lines "$2" ;;
    */systemd/system/*) unit_text ;;
    *) head -c $largest ;;
  esac <"$root/$1" >"$stage/$2" 2>/dev/null && return
  rm -f "$stage/$2"
  unreadable "$2"
  note "cannot read /$1"
}

# Copies what stands at a path. A link is followed only to a file of the same kind: a rules file,
# say, but no password.
take() {
  if [ -h "$root/$1" ]; then
    make "${2%/*}"
    cp -P "$root/$1" "$stage/$2" 2>/dev/null || note "cannot read the link /$1"
    if resolve "$1" && [ -f "$root/$resolved" ]; then
      case ${resolved##*/} in *"$3") follow "$resolved" "$2" ;; esac
    fi
  elif [ -f "$root/$1" ]; then
    put "$1" "$2"
  fi
}

follow() {
  put "$1" "$2.followed"
  [ -f "$stage/$2.followed" ] || return
  make "daxpolicy/followed/${2%/*}"
  mv "$stage/$2.followed" "$stage/daxpolicy/followed/$2"
}

# Of each pattern the files that fit.
take_kept() {
  set -f
  # shellcheck disable=SC2086 # a list
  set -- $1
  set +f
  for pattern; do
    case $pattern in lib/*) [ ! -h "$root/lib" ] || continue ;; esac
    resolve "${pattern%/*}" || continue
    directory=$resolved
    ending=${pattern##*/}
    for found in "$root/$directory"/$ending; do
      take "$directory/${found##*/}" "${pattern%/*}/${found##*/}" "${ending#\*}"
    done
  done
}

is_unit() {
  case $1 in
    *[!A-Za-z0-9:_.@\\-]*) return 1 ;;
    ?*.service | ?*.socket | ?*.target | ?*.timer) return 0 ;;
    ?*.path | ?*.mount | ?*.device | ?*.slice) return 0 ;;
  esac
  return 1
}

# x@%k.service and x@dax0.0.service are made of x@.service.
template() {
  template=$1
  case $1 in *@*.*) template=${1%%@*}@.${1##*.} ;; esac
}

mentions() {
  for mentioned in $unit_words; do
    case $1 in *"$mentioned"*) return 0 ;; esac
  done
  return 1
}

mentions_inside() {
  while IFS= read -r line || [ -n "$line" ]; do
    mentions "$line" && return 0
  done
  return 1
}

# Whom rules give nodes to, and the units that they start.
read_rules() {
  named=$accounts
  units=
  for rules in "$stage"/*/udev/rules.d/*.rules "$stage"/usr/lib/udev/rules.d/*.rules \
    "$stage"/usr/local/lib/udev/rules.d/*.rules "$stage"/daxpolicy/followed/*/udev/rules.d/*.rules \
    "$stage"/daxpolicy/followed/usr/lib/udev/rules.d/*.rules \
    "$stage"/daxpolicy/followed/usr/local/lib/udev/rules.d/*.rules; do
    if [ -h "$rules" ] || [ ! -f "$rules" ]; then continue; fi
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in *SYSTEMD_WANTS*) read_wants ;; esac
      case $line in *OWNER* | *GROUP*) read_names ;; esac
    done <"$rules"
  done
}

read_wants() {
  set -f
  IFS=' 	",='
  for word in $line; do
    template "$word"
    is_unit "$template" && units="$units $template"
  done
  IFS=' 	
'
  set +f
}

read_names() {
  for key in OWNER GROUP; do
    rest=$line
    while :; do
      case $rest in *"$key"*) rest=${rest#*"$key"} ;; *) break ;; esac
      word=${rest#"${rest%%[! 	:=]*}"}
      case $word in \"*) word=${word#\"} ;; *) continue ;; esac
      word=${word%%\"*}
      case $word in '' | *[!A-Za-z0-9._-]*) ;; *) named="$named $word" ;; esac
    done
  done
}

# The units that have to do with memory devices, what hides them, adds to them, pulls them in.
take_units() {
  units="$units systemd-udevd.service"
  for where in $unit_directories; do
    case $where in lib/*) [ ! -h "$root/lib" ] || continue ;; esac
    resolve "$where" || continue
    directory=$resolved
    for found in "$root/$directory"/*; do
      name=${found##*/}
      is_unit "$name" || continue
      among "$name" "$units" && continue
      if mentions "$name"; then
        units="$units $name"
      elif resolve "$directory/$name" && [ -f "$root/$resolved" ]; then
        mentions_inside <"$root/$resolved" 2>/dev/null && units="$units $name"
      fi
    done
  done
  for where in $unit_directories; do
    case $where in lib/*) [ ! -h "$root/lib" ] || continue ;; esac
    resolve "$where" || continue
    directory=$resolved
    for found in "$root/$directory"/*; do
      take_unit "$directory" "$where" "${found##*/}"
    done
  done
}

take_unit() {
  if is_unit "$3" && among "$3" "$units"; then
    take "$1/$3" "$2/$3" ".${3##*.}"
    return
  fi
  case $3 in
    *.d)
      among "${3%.d}" "$units" || return
      for found in "$root/$1/$3"/*.conf; do
        take "$1/$3/${found##*/}" "$2/$3/${found##*/}" .conf
      done
      ;;
    *.wants | *.requires)
      for found in "$root/$1/$3"/*; do
        template "${found##*/}"
        is_unit "$template" || continue
        among "$template" "$units" && take "$1/$3/${found##*/}" "$2/$3/${found##*/}" .conf
      done
      ;;
  esac
}

# Names of modules, one a line, of the files that list them all.
take_modules() {
  set --
  set -f
  for module in $modules; do
    set -- "$@" -e "s/^[^:]*\\/\\($module\\.ko[^:]*\\).*\$/\\1/p"
  done
  for list in modules.builtin modules.dep; do
    for directory in usr/lib/modules lib/modules; do
      [ -n "$release" ] || break
      resolve "$directory/$release/$list" || continue
      [ -f "$root/$resolved" ] || continue
      make "$directory/$release"
      sed -n "$@" "$root/$resolved" >"$stage/$directory/$release/$list"
      break
    done
  done
  if [ -r "$root/proc/modules" ]; then
    while read -r loaded _; do
      for module in $modules; do
        # shellcheck disable=SC2254 # the list has patterns
        case $loaded in $module) printf '%s\n' "$loaded" ;; esac
      done
    done <"$root/proc/modules" >"$stage/proc/modules"
  fi
  set +f
}

take_configuration() {
  set --
  for option in $options; do
    set -- "$@" -e "/^CONFIG_$option/p" -e "/^# CONFIG_$option/p"
  done
  if [ -f "$root/proc/config.gz" ] && have gzip; then
    gzip -dc <"$root/proc/config.gz" 2>/dev/null | sed -n "$@" >"$stage/proc/config"
    [ ! -s "$stage/proc/config" ] || return
    rm -f "$stage/proc/config"
  fi
  for config in "boot/config-$release" "usr/lib/modules/$release/config" \
    "lib/modules/$release/config"; do
    [ -n "$release" ] || break
    resolve "$config" || continue
    if [ -f "$root/$resolved" ] && [ -r "$root/$resolved" ]; then
      make "${config%/*}"
      sed -n "$@" "$root/$resolved" >"$stage/$config"
      return
    fi
  done
  note 'cannot find the configuration of the kernel'
}

# The first line of a file below the root.
first() {
  first=
  resolve "$1" && [ -r "$root/$resolved" ] || return
  { IFS= read -r first || :; } <"$root/$resolved" 2>/dev/null
}

take_host() {
  make proc/sys/kernel
  for name in arch hostname osrelease; do
    first "proc/sys/kernel/$name"
    [ -z "$first" ] || printf '%s\n' "$first" >"$stage/proc/sys/kernel/$name"
  done
  first proc/cmdline
  if [ -n "$first" ]; then
    hide "$first"
    printf '%s\n' "$hidden" >"$stage/proc/cmdline"
  else
    note 'cannot read /proc/cmdline'
  fi
  first proc/sys/kernel/osrelease
  release=$first
  [ -n "$release" ] || [ -z "$live" ] || release=$(uname -r)
  case $release in
    '' | */* | .*)
      note 'cannot tell the release of the kernel'
      release=
      ;;
  esac
  take_configuration
  take_modules
  for name in etc/os-release usr/lib/os-release; do
    if resolve "$name" && [ -f "$root/$resolved" ]; then
      put "$resolved" usr/lib/os-release
      break
    fi
  done
  take_kept "$kept"
  read_rules
  take_units
  make etc
  logins=
  if resolve etc/passwd && [ -r "$root/$resolved" ]; then
    while IFS=: read -r name _ || [ -n "$name" ]; do
      logins="$logins
$name
"
    done <"$root/$resolved"
    accounts false <"$root/$resolved" >"$stage/etc/passwd"
  fi
  if resolve etc/group && [ -r "$root/$resolved" ]; then
    accounts is_nobodys <"$root/$resolved" >"$stage/etc/group"
  fi
}

# What only programs know.
answer() {
  line=${2%%"
"*}
  [ -z "$line" ] || printf '%s %s\n' "$1" "$line" >>"$stage/daxpolicy/answers"
}

ask_programs() {
  answer name "$(uname -n 2>/dev/null)"
  answer kernel "$(uname -r 2>/dev/null)"
  answer arch "$(uname -m 2>/dev/null)"
  have udevadm && answer systemd "$(limited udevadm --version 2>/dev/null)"
  have systemd-detect-virt && answer virt "$(limited systemd-detect-virt 2>/dev/null)"
  for program in daxctl ndctl cxl; do
    have $program && answer $program "$(limited $program --version 2>/dev/null)"
  done
  [ "$(id -u)" = 0 ] || note 'not run as root: addresses and some attributes are missing'
}

# ---- sysfs

sys=$root/sys
real=$(cd -P "$sys" && pwd -P)
seen=

# Copies files and links of one directory, and says of which files there is no reading.
copy() {
  directory=$1
  shift
  [ $# -gt 0 ] || return
  make "sys$directory"
  limited cp -P "$@" "$stage/sys$directory/" 2>/dev/null && return
  for entry; do
    copied=$stage/sys$directory/${entry##*/}
    if [ ! -h "$copied" ] && [ ! -s "$copied" ]; then
      rm -f "$copied"
      limited cat "$entry" >"$copied" 2>/dev/null && continue
      rm -f "$copied"
      unreadable "sys$directory/${entry##*/}"
    fi
  done
}

copy_directory() {
  directory=$1
  set --
  for entry in "$sys$directory"/*; do
    case $directory/${entry##*/} in
      /devices/system/node/node*/memory[0-9]* | /devices/system/node/node*/cpu[0-9]*) continue ;;
      /devices/virtual/dmi/id/*serial | /devices/virtual/dmi/id/*uuid) continue ;;
      /devices/virtual/dmi/id/*asset_tag) continue ;;
    esac
    if [ -h "$entry" ] || [ -f "$entry" ]; then set -- "$@" "$entry"; fi
  done
  copy "$directory" "$@"
}

# A directory and those below that are no devices of their own.
copy_tree() {
  copy_directory "$1"
  [ "$2" -lt 6 ] || return
  for entry in "$sys$1"/*; do
    if [ -d "$entry" ] && [ ! -h "$entry" ] && [ ! -h "$entry/subsystem" ] \
      && [ "${entry##*/}" != power ]; then
      copy_tree "$1/${entry##*/}" $(($2 + 1))
    fi
  done
}

copy_parent() {
  directory=$1
  set --
  for entry in $of_parents; do
    entry=$sys$directory/$entry
    if [ -h "$entry" ] || [ -f "$entry" ]; then set -- "$@" "$entry"; fi
  done
  copy "$directory" "$@"
}

# What udev remembers of a device.
copy_record() {
  record=+$2:${1##*/}
  if [ -r "$sys$1/dev" ]; then
    { IFS= read -r number || :; } <"$sys$1/dev"
    record=c$number
  fi
  copy_records "$record"
}

# The records whose names fit a pattern.
copy_records() {
  for entry in "$root"/run/udev/data/$1; do
    if [ -f "$entry" ] && [ ! -h "$entry" ]; then
      make run/udev/data
      limited cp "$entry" "$stage/run/udev/data/" 2>/dev/null \
        || note "cannot read /run/udev/data/${entry##*/}"
    fi
  done
}

# A device by its path, whole or, of other buses, what rules ask of parents; then its parents.
take_device() {
  device=$1
  while :; do
    case $device in /devices/*) ;; *) return ;; esac
    case $seen in *"
$device
"*) return ;; esac
    seen="$seen
$device
"
    subsystem=
    if [ -h "$sys$device/subsystem" ]; then
      subsystem=$(readlink "$sys$device/subsystem")
      subsystem=${subsystem##*/}
    fi
    case $subsystem in
      '' | pci) copy_parent "$device" ;;
      *) copy_tree "$device" 0 ;;
    esac
    [ -z "$subsystem" ] || copy_record "$device" "$subsystem"
    device=${device%/*}
  done
}

take_devices() {
  for entry in "$sys"/bus/dax/devices/* "$sys"/bus/cxl/devices/* "$sys"/bus/nd/devices/* \
    "$sys"/devices/system/node/node[0-9]* "$sys"/devices/virtual/memory_tiering/* \
    "$sys"/class/nd/* "$sys"/class/dmi/id "$sys"/bus/platform/devices/hmem* "$sys"/bus/platform/devices/e820_pmem \
    "$sys"/bus/platform/devices/ACPI0012:* "$sys"/bus/platform/devices/ACPI0016:* \
    "$sys"/bus/platform/devices/ACPI0017:*; do
    [ -d "$entry" ] || continue
    if late; then
      note "the time was up before all devices were read"
      return
    fi
    found=$(cd -P "$entry" 2>/dev/null && pwd -P)
    case $found in
      "$real"/devices/*) take_device "${found#"$real"}" ;;
      *) note "${entry#"$root"} leads out of the tree of devices" ;;
    esac
  done
}

# Of an attribute the value, backslashes doubled, lines joined by \n.
value() {
  value=
  [ -r "$1" ] || return 1
  more=
  while IFS= read -r line || [ -n "$line" ]; do
    escaped=
    while :; do
      case $line in
        *\\*) escaped=$escaped${line%%\\*}\\\\ line=${line#*\\} ;;
        *) break ;;
      esac
    done
    value=$value$more$escaped$line
    more='\n'
  done 2>/dev/null <"$1"
}

# Memory blocks, of which there are thousands: listed, with the shell's own means only.
take_blocks() {
  count=0
  for block in "$sys"/devices/system/memory/memory[0-9]*; do
    if [ -h "$block" ] || [ ! -d "$block" ]; then continue; fi
    name=${block##*/}
    case ${name#memory} in *[!0-9]*) continue ;; esac
    count=$((count + 1))
    if [ $((count % 1000)) = 0 ] && late; then
      note "the time was up after $count memory blocks"
      return
    fi
    printf 'P: /devices/system/memory/%s\nE: SUBSYSTEM=memory\n' "$name"
    for attribute in phys_device phys_index removable state valid_zones; do
      if value "$block/$attribute"; then
        printf 'A: %s=%s\n' "$attribute" "$value"
      elif [ -f "$block/$attribute" ]; then
        unreadable "sys/devices/system/memory/$name/$attribute"
      fi
    done
    for entry in "$block"/node[0-9]*; do
      [ ! -h "$entry" ] || printf 'L: %s=../../node/%s\n' "${entry##*/}" "${entry##*/}"
    done
    echo
  done >"$stage/daxpolicy/devices"
}

take_sysfs() {
  copy_directory /devices/system/memory
  copy_directory /devices/system/node
  take_devices
  take_blocks
  copy_records '+memory:*'
  for entry in "$sys"/bus/cxl/drivers/* "$sys"/bus/dax/drivers/* "$sys"/bus/nd/drivers/*; do
    [ ! -d "$entry" ] || [ -h "$entry" ] || copy_directory "${entry#"$sys"}"
  done
  set -f
  # shellcheck disable=SC2086 # a list of patterns
  set -- $modules device_hmem memory_hotplug
  set +f
  for module; do
    for entry in "$sys"/module/$module/parameters; do
      [ ! -d "$entry" ] || copy_directory "${entry#"$sys"}"
    done
  done
  for tree in firmware/memmap kernel/mm/mempolicy kernel/mm/numa; do
    [ ! -d "$sys/$tree" ] || copy_tree "/$tree" 0
  done
}

# ---- the snapshot

pack() {
  if have gzip; then tar -cf - -C "$stage" . | gzip -nc; else tar -cf - -C "$stage" .; fi
}

printf 'capture 1\n' >"$stage/daxpolicy/answers"
[ -z "$live" ] || ask_programs
take_host
take_sysfs

if [ -f "$stage/daxpolicy/unread" ]; then
  while IFS= read -r line; do say "$line"; done <"$stage/daxpolicy/unread"
fi
if ! have tar; then
  [ "$output" != - ] || fail 'there is no tar here; say -o DIRECTORY'
  mkdir "$output" || fail "cannot write $output"
  cp -R "$stage/." "$output/" || fail "cannot write $output"
  say "there is no tar here: the snapshot is the directory $output"
elif [ "$output" = - ]; then
  pack || fail 'cannot write the snapshot'
else
  pack >"$output" || fail "cannot write $output"
  say "wrote $output"
fi
