package org.daxpolicy.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code .ci/vm-images} made: QEMU, and by suite a kernel, its modules and a root file system.
 *
 * @param directory where it is, absolute
 */
record Images(Path directory) {
  /** The images, if they were made. */
  static Optional<Images> made() {
    Path directory = Path.of("target/vm").toAbsolutePath();
    return Files.exists(directory.resolve("complete"))
        ? Optional.of(new Images(directory))
        : Optional.empty();
  }

  Path kernel(String suite) {
    return directory.resolve(suite + ".vmlinuz");
  }

  /** Root file system and modules, in the order the kernel unpacks them. */
  Path[] archives(String suite) {
    return new Path[] {
      directory.resolve(suite + ".cpio"), directory.resolve(suite + ".modules.cpio")
    };
  }

  /** The kernel's release, as {@code uname -r} prints it. */
  String release(String suite) throws IOException {
    return Files.readString(directory.resolve(suite + ".release")).strip();
  }

  /** QEMU, unpacked beside its loader and libraries. */
  Path host() {
    return directory.resolve("host");
  }
}
