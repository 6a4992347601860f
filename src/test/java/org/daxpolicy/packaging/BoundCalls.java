package org.daxpolicy.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Replaces calls bound at run time: a lambda becomes a class of its own, and the {@code equals},
 * {@code hashCode} and {@code toString} of a record get the code they stand for.
 *
 * <p>Lambdas that can be serialized or have further interfaces are left alone.
 */
final class BoundCalls extends ClassVisitor {
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";

  private final Map<String, byte[]> classes = new TreeMap<>();
  private final List<RecordMethod> methods = new ArrayList<>();
  private String name = "";
  private String nest = "";

  BoundCalls(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** The classes of the lambdas, by internal name; to be known after the visit. */
  Map<String, byte[]> classes() {
    return classes;
  }

  /** The host of the nest that the class belongs to, and {@link #classes()} have to join. */
  String nest() {
    return nest;
  }

  @Override
  public void visit(
      int version, int access, String name, String type, String above, String[] faces) {
    this.name = name;
    this.nest = name;
    super.visit(version, access, name, type, above, faces);
  }

  @Override
  public void visitNestHost(String host) {
    nest = host;
    super.visitNestHost(host);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String type, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, method, descriptor, type, exceptions);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitInvokeDynamicInsn(
          String called, String shape, Handle binder, Object... arguments) {
        if (binder.getOwner().equals(LAMBDAS) && binder.getName().equals("metafactory")) {
          lambda(called, shape, arguments).writeCreation(mv);
        } else if (binder.getOwner().equals(RECORDS)) {
          RecordMethod made = new RecordMethod(name, called, shape, arguments);
          methods.add(made);
          made.writeCall(mv);
        } else {
          super.visitInvokeDynamicInsn(called, shape, binder, arguments);
        }
      }
    };
  }

  private LambdaClass lambda(String method, String creation, Object... arguments) {
    String own = name + "$$Lambda" + classes.size();
    LambdaClass made =
        new LambdaClass(
            own, method, creation, (Type) arguments[0], (Handle) arguments[1], (Type) arguments[2]);
    classes.put(own, made.bytes(nest));
    return made;
  }

  @Override
  public void visitEnd() {
    methods.forEach(method -> method.write(cv));
    super.visitEnd();
  }
}
