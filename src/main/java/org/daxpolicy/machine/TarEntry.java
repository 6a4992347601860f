package org.daxpolicy.machine;

/**
 * A member of a tar archive.
 *
 * @param path its path as written
 * @param type its type flag: {@code 0} file, {@code 2} symbolic link, {@code 5} directory
 * @param size the length of its content in bytes
 * @param mode permission bits
 * @param target where a link leads
 */
record TarEntry(String path, char type, long size, int mode, String target) {
  boolean isFile() {
    return type == '0' || type == '\0' || type == '7';
  }

  boolean isLink() {
    return type == '2';
  }

  boolean isDirectory() {
    return type == '5' || (isFile() && path.endsWith("/"));
  }
}
