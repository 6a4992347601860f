#!/bin/sh
# Lays out a sandbox over an unpacked Debian and goes on inside it. Runs in mount and network namespaces of its own:
# nothing it does is seen outside.
# usage: unshare --mount --net … sh enter-sandbox.sh ROOT CASES OUT RELEASE
set -eu
root=$1 cases=$2 out=$3 release=$4
mount --bind "$root" "$root"
cd "$root"
for d in dev etc run sys tmp usr/lib/udev/rules.d; do
  mount -t tmpfs -o mode=0755 none "$d"
done
mkdir -p etc/udev tmp/out
mount --bind "$cases" cases
mount --bind "$out" tmp/out
# udev of before 256 really writes: neither to the host's sysctls …
mount --rbind /proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro,nosuid,nodev,noexec proc/sys
# … nor to its nodes
: >dev/null
mount --bind /dev/null dev/null
if [ -e "$cases/real-sysfs" ]; then
  mount --rbind /sys sys
  mount -o remount,bind,ro,nosuid,nodev,noexec sys
fi
exec chroot . /bin/sh /cases/ask-udevadm.sh "$release"
