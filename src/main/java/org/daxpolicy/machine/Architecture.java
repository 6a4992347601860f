package org.daxpolicy.machine;

/** Names of processor architectures. */
final class Architecture {
  private Architecture() {}

  /** What udev calls the architecture that {@code uname -m} or a distribution calls so. */
  static String udevName(String name) {
    return switch (name) {
      case "x86_64", "amd64" -> "x86-64";
      case "i386", "i486", "i586", "i686" -> "x86";
      case "aarch64" -> "arm64";
      case "ppc64le", "ppc64el" -> "ppc64-le";
      default -> name;
    };
  }
}
