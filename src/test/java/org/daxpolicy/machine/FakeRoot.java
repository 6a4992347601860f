package org.daxpolicy.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A directory laid out like a host's root. */
final class FakeRoot {
  private final Path root;

  FakeRoot(Path root) {
    this.root = root;
  }

  Path path() {
    return root;
  }

  /** Lays out the sysfs tree of a machine. */
  FakeRoot sysfs(Machine machine) {
    directory("sys");
    for (Map.Entry<String, String> entry : MachineWriterTest.content(machine.sysfs()).entrySet()) {
      String path = "sys" + entry.getKey();
      String what = entry.getValue();
      if (what.equals("directory")) {
        directory(path);
      } else if (what.startsWith("link ")) {
        link(path, what.substring("link ".length()));
      } else if (what.equals("unreadable")) {
        file(path, "").mode(path, "-w-------");
      } else {
        file(path, what.substring("file ".length()));
      }
    }
    return this;
  }

  FakeRoot directory(String path) {
    try {
      Files.createDirectories(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A file with these bytes. */
  FakeRoot file(String path, String content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  FakeRoot link(String path, String target) {
    try {
      Path link = root.resolve(path);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  FakeRoot mode(String path, String permissions) {
    try {
      Files.setPosixFilePermissions(
          root.resolve(path), PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Files of a host that a policy was made for, with people and secrets on it. */
  FakeRoot host() {
    file(
        "proc/cmdline",
        "BOOT_IMAGE=/vmlinuz root=UUID=4b1d ro quiet memhp_default_state=offline"
            + " rd.luks.key=s3cret modprobe.blacklist=kmem dax-hmem.region_idle=1"
            + " note=\"two words\" \"ip=1 2\" -- init args\n");
    file("proc/sys/kernel/osrelease", "6.12.1-test\n");
    file("proc/sys/kernel/arch", "x86_64\n");
    file("proc/sys/kernel/hostname", "node17\n");
    file("proc/sys/kernel/numa_balancing", "2\n");
    file("proc/version", "Linux version 6.12.1-test\n");
    file(
        "proc/iomem",
        "00001000-0009ffff : System RAM\n  00100000-001fffff : Kernel code\n"
            + "100000000-13fffffff : Soft Reserved\n  100000000-13fffffff : dax0.0\n");
    file(
        "proc/zoneinfo",
        "Node 0, zone      DMA\n  per-node stats\n      nr_x 7\n  pages free     3840\n"
            + "        min      8\n        low      11\n        high     14\n"
            + "        spanned  4095\n        present  3998\n        managed  3840\n"
            + "  pagesets\n    cpu: 0\n              high: 99\n  start_pfn:           1\n");
    file("proc/meminfo", "MemTotal: 1 kB\n");
    file(
        "proc/modules",
        "kmem 16384 0 - Live 0xffffffffc0a00000\nxfs 1 0 - Live 0x0\ncxl_core 1 0 - Live 0x0\n");
    file(
        "boot/config-6.12.1-test",
        "CONFIG_DEV_DAX_KMEM=m\n# CONFIG_DEV_DAX_FSDEV is not set\nCONFIG_CMDLINE=\"pw=1\"\n");
    file(
        "usr/lib/modules/6.12.1-test/modules.dep",
        "kernel/drivers/dax/kmem.ko.xz: kernel/drivers/dax/dax.ko\n"
            + "kernel/drivers/dax/device_dax.ko:\nkernel/fs/xfs/xfs.ko: kernel/drivers/dax/kmem.ko\n"
            + "kernel/drivers/cxl/cxl-core.ko:\n");
    file(
        "usr/lib/modules/6.12.1-test/modules.builtin",
        "kernel/drivers/nvdimm/libnvdimm.ko\nkernel/fs/ext4/ext4.ko\n");
    link("lib", "usr/lib");
    file("usr/lib/os-release", "NAME=Test\nPRETTY_NAME=\"Test OS 1\"\n");
    link("etc/os-release", "../usr/lib/os-release");
    file(
        "etc/passwd",
        "root:x:0:0::/:/bin/sh\nalice:x:1000:1000:Alice:/home/alice:/bin/sh\n"
            + "bob:x:1001:1001::/:/bin/sh\nnobody:x:65534:65534::/:\nodd\nhbmd:x:990:990::/:\n");
    file(
        "etc/group",
        "root:x:0:\nalice:x:1000:\nbob:x:1001:\nhpc:x:1005:alice,bob\nsys$:x:5:\nhbmd:x:990:\n");
    file("etc/shadow", "root:$6$secret:::::::\n");
    file("etc/modprobe.d/dax.conf", "blacklist kmem\noptions dax_hmem region_idle=1\n");
    file("etc/modprobe.d/notes.txt", "no\n");
    link("etc/modprobe.d/stolen.conf", "../shadow");
    link("etc/modprobe.d/outside.conf", "../../../../../../../etc/hostname");
    file("etc/modules-load.d/x.conf", "kmem\n");
    file("etc/daxctl.conf.d/a.conf", "[reconfigure-device a]\nmode = devdax\n");
    link("etc/daxctl.conf.d/b.conf", "a.conf");
    file(
        "etc/udev/rules.d/60-site.rules",
        "SUBSYSTEM==\"dax\", OWNER=\"alice\", GROUP:=\"hpc\", TAG+=\"systemd\","
            + " ENV{SYSTEMD_WANTS}+=\"setup@%k.service plain.service\"\n# \u00e9 \t \\\n");
    link("etc/udev/rules.d/70-masked.rules", "/dev/null");
    link("etc/udev/rules.d/71-loop.rules", "71-loop.rules");
    link("etc/udev/rules.d/72-linked.rules", "/opt/site/linked.rules");
    file("opt/site/linked.rules", "SUBSYSTEM==\"dax\", OWNER=\"carol\"\n");
    file("usr/lib/udev/rules.d/70-masked.rules", "ACTION==\"add\"\n");
    file("usr/lib/udev/rules.d/.hidden.rules", "no\n");
    file("etc/udev/rules.d/README", "no rules\n");
    file(
        "usr/lib/systemd/system/setup@.service",
        "[Service]\nExecStart=/bin/true %i\n Environment=TOKEN=s3cret \\\n  MORE=s3cret\n"
            + "SetCredential=x:s3cret\nEnvironmentFile=/etc/setup\n");
    file("etc/systemd/system/setup@.service.d/10.conf", "[Service]\nTimeoutSec=1\n");
    file("usr/lib/systemd/system/plain.service", "[Service]\nExecStart=/bin/true");
    file("usr/lib/systemd/system/other.service", "[Service]\nExecStart=/bin/other\n");
    file("usr/lib/systemd/system/ndctl-monitor.service", "[Service]\nExecStart=/bin/x\n");
    file("etc/systemd/system/online.service", "ExecStart=/bin/sh -c 'daxctl online-memory all'\n");
    link("etc/systemd/system/multi-user.target.wants/online.service", "../online.service");
    link("etc/systemd/system/multi-user.target.wants/other.service", "../other.service");
    link("etc/systemd/system/ndctl-monitor.service", "/dev/null");
    file("usr/lib/systemd/system/systemd-udevd.service", "[Service]\nType=notify\n");
    file(
        "etc/default/grub",
        "GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX=\"root=/dev/x efi=nosoftreserve\" # pw=1\n"
            + "export GRUB_CMDLINE_LINUX_DEFAULT='quiet password=1'\nGRUB_PASSWORD=s3cret\n");
    file(
        "etc/default/grub.d/50-dax.cfg",
        "GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT memhp_default_state=offline\"\n");
    file("etc/kernel/cmdline", "# note\nroot=UUID=1 memmap=1G!4G\n");
    file("boot/loader/entries/a.conf", "title x\noptions root=UUID=1 quiet\n");
    return this;
  }
}
