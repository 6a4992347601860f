package org.daxpolicy.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.daxpolicy.Corpus;
import org.daxpolicy.cli.Cli;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import picocli.CommandLine;

class ShippedClassesTest {
  private static final String OURS = "org/daxpolicy/";

  @Test
  void lambdasAndRecordsDoWhatTheyDid() throws Exception {
    Map<String, byte[]> samples =
        classes(Path.of("target/test-classes"), OURS + "packaging/Sample");
    Class<?> rewritten = new Loader(rewritten(samples)).loadClass(Samples.class.getName());
    Method lines = rewritten.getDeclaredMethod("lines");
    lines.setAccessible(true);
    assertEquals(Samples.lines(), lines.invoke(null));
  }

  @Test
  void nothingIsLeftToBeBoundAtRunTime() throws IOException {
    TreeSet<String> bound = new TreeSet<>();
    rewritten(classes(Path.of("target/classes"), OURS))
        .forEach((name, bytes) -> new ClassReader(bytes).accept(new Bound(name, bound), 0));
    assertEquals(new TreeSet<>(), bound);
  }

  @Test
  void oldClassesAreRenewed() throws Exception {
    Map<String, byte[]> old = picocli();
    assertTrue(old.values().stream().anyMatch(b -> version(b) < Opcodes.V1_6), "none is old");
    assertTrue(rewritten(old).values().stream().allMatch(b -> version(b) >= Opcodes.V1_6));
  }

  /** The corpus of commands once more, with all classes as they ship. */
  @TestFactory
  Stream<DynamicTest> commandsPrintWhatTheyAreExpectedTo() throws Exception {
    Map<String, byte[]> all = classes(Path.of("target/classes"), OURS);
    all.putAll(classes(Path.of("target/test-classes"), OURS + "cli/Cli"));
    all.putAll(picocli());
    Class<?> cli = new Loader(rewritten(all)).loadClass(Cli.class.getName());
    Method transcript = cli.getMethod("transcript", String.class);
    return Corpus.entries(Corpus.ROOT.resolve("cli")).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      String expected = Files.readString(file);
                      String command = expected.lines().findFirst().orElseThrow();
                      assertEquals(expected, transcript.invoke(null, command));
                    }));
  }

  private static Map<String, byte[]> picocli() throws Exception {
    URI jar = CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
      return classes(files.getPath("/"), "picocli/");
    }
  }

  private static int version(byte[] bytes) {
    return new ClassReader(bytes).readUnsignedShort(6);
  }

  private static Map<String, byte[]> rewritten(Map<String, byte[]> classes) {
    return new ShippedClasses(OURS, ShippedClassesTest.class.getClassLoader()).of(classes);
  }

  private static Map<String, byte[]> classes(Path root, String beginning) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace(".class", "");
        if (name.startsWith(beginning)) {
          classes.put(name, Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }

  /** Takes its own classes before others of the same name. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(ShippedClassesTest.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/'));
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null || bytes == null) {
          return known != null ? known : super.loadClass(name, resolve);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }

  /** Collects calls bound at run time. */
  private static final class Bound extends ClassVisitor {
    private final String name;
    private final TreeSet<String> found;

    Bound(String name, TreeSet<String> found) {
      super(Opcodes.ASM9);
      this.name = name;
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String type, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String shape, Handle binder, Object... arguments) {
          found.add(name + "." + method + " binds " + called + " by " + binder.getOwner());
        }
      };
    }
  }
}
