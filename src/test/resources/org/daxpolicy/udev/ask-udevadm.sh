#!/bin/sh
# Inside the sandbox: puts each question of /cases/questions to udevadm, and leaves what it says in /tmp/out.
# Prints the number of a question and udevadm's exit status.
set -u
release=$1
export LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin
export SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console-prefixed SYSTEMD_LOG_TIME=0 SYSTEMD_LOG_COLOR=0 SYSTEMD_COLORS=0
export SYSTEMD_DEVICE_VERIFY_SYSFS=0
format=
[ "$release" -lt 258 ] || format=--json=short
[ "$release" -lt 261 ] || format="$format -v"
machine=

lay_out() { # MACHINE
  if [ "$machine" != "$1" ]; then
    rm -rf /sys/*
    # a link of the last machine may have led what rules wrote here
    cp /cases/passwd /cases/group /etc/
    cp -a "/cases/machines/$1/." /sys
    machine=$1
  fi
}

# verify NUMBER RULES: what is wrong with the files of rules
verify() {
  SYSTEMD_LOG_LEVEL=info SYSTEMD_LOG_TARGET=console udevadm verify --no-summary /cases/rules/"$2"/etc/*.rules \
    </dev/null >"/tmp/out/$1.out" 2>"/tmp/out/$1.err"
  echo "$1 $?"
}

# builtin NUMBER ACTION COMMAND DEVPATH: what a builtin by itself does
builtin() {
  udevadm test-builtin -a "$2" "$3" "/sys$4" </dev/null >"/tmp/out/$1.out" 2>"/tmp/out/$1.err"
  echo "$1 $?"
}

# ask NUMBER MACHINE RULES ACTION DEVPATH DATABASE-ID COMMAND-LINE
# MACHINE is - for the real one, a + says that rules write
ask() {
  [ "$2" = - ] || lay_out "${2%+}"
  rm -rf /run/udev
  mkdir /run/udev
  [ ! -d "/cases/$1/data" ] || cp -r "/cases/$1/data" /run/udev/data
  ln -sfn "/cases/rules/$3/etc" /etc/udev/rules.d
  [ ! -d "/cases/rules/$3/run" ] || ln -s "/cases/rules/$3/run" /run/udev/rules.d
  # shellcheck disable=SC2086 # options
  SYSTEMD_PROC_CMDLINE=$7 udevadm test -a "$4" $format "/sys$5" </dev/null >"/tmp/out/$1.out" 2>"/tmp/out/$1.err"
  echo "$1 $?"
  if [ "$release" -lt 256 ]; then
    # this one really wrote: its database, links, and attributes
    [ ! -f "/run/udev/data/$6" ] || cp "/run/udev/data/$6" "/tmp/out/$1.db"
    [ ! -k "/run/udev/data/$6" ] || : >"/tmp/out/$1.persists"
    for node in /dev/*; do
      [ "$node" = /dev/null ] || rm -rf "$node"
    done
    case $2 in *+) machine= ;; esac
  fi
}

. /cases/questions
