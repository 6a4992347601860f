package org.daxpolicy.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Rewrites the classes of the project's jar in place: {@code ShippedJar target/daxpolicy.jar}. */
final class ShippedJar {
  private static final String CLASS = ".class";

  private ShippedJar() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Map<String, byte[]> others = new LinkedHashMap<>();
    Map<String, byte[]> classes = new TreeMap<>();
    long time = 0;
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        time = Math.max(time, entry.getTime());
        byte[] bytes = file.getInputStream(entry).readAllBytes();
        if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
          classes.put(name.substring(0, name.length() - CLASS.length()), bytes);
        } else if (!entry.isDirectory()) {
          others.put(name, bytes);
        }
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      classes = new ShippedClasses("org/daxpolicy/", loader).of(classes);
    }
    Path made = jar.resolveSibling(jar.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(made);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> other : others.entrySet()) {
        put(entries, other.getKey(), other.getValue(), time);
      }
      for (Map.Entry<String, byte[]> one : classes.entrySet()) {
        put(entries, one.getKey() + CLASS, one.getValue(), time);
      }
    }
    Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void put(JarOutputStream out, String name, byte[] bytes, long time)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(time);
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
