package org.daxpolicy.packaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Class files that mean the same and can be archived.
 *
 * @param ours which classes may be rewritten, by the beginning of their internal names
 * @param loader finds classes that class files speak of
 */
record ShippedClasses(String ours, ClassLoader loader) {
  /** The oldest class files a JVM archives. */
  private static final int ARCHIVED = Opcodes.V1_6;

  /**
   * @param classes class files by internal name
   * @return those, rewritten where it helps, and new ones
   */
  Map<String, byte[]> of(Map<String, byte[]> classes) {
    Map<String, byte[]> made = new TreeMap<>();
    Map<String, List<String>> nests = new HashMap<>();
    classes.forEach(
        (name, bytes) -> {
          ClassReader reader = new ClassReader(bytes);
          if (name.startsWith(ours)) {
            made.put(name, withoutBoundCalls(reader, made, nests));
          } else {
            made.put(name, version(reader) < ARCHIVED ? renewed(reader) : bytes);
          }
        });
    nests.forEach((host, members) -> made.computeIfPresent(host, (n, b) -> joined(b, members)));
    return made;
  }

  private static int version(ClassReader reader) {
    return reader.readUnsignedShort(6);
  }

  private static byte[] withoutBoundCalls(
      ClassReader reader, Map<String, byte[]> made, Map<String, List<String>> nests) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    BoundCalls calls = new BoundCalls(writer);
    reader.accept(calls, 0);
    if (!calls.classes().isEmpty()) {
      made.putAll(calls.classes());
      nests.computeIfAbsent(calls.nest(), n -> new ArrayList<>()).addAll(calls.classes().keySet());
    }
    return writer.toByteArray();
  }

  /** The class with further members of its nest, which may call its private methods. */
  private static byte[] joined(byte[] host, List<String> members) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(host)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public void visitEnd() {
                members.forEach(this::visitNestMember);
                super.visitEnd();
              }
            },
            0);
    return writer.toByteArray();
  }

  /** The class as a compiler of Java 8 writes it: with the frames that the verifier reads. */
  private byte[] renewed(ClassReader reader) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return loader;
          }
        };
    ClassVisitor newer =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String type, String above, String[] faces) {
            super.visit(Opcodes.V1_8, access, name, type, above, faces);
          }
        };
    reader.accept(newer, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
