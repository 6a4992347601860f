package org.daxpolicy.packaging;

import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/** The code of a record's method that {@code ObjectMethods.bootstrap} would bind. */
final class RecordMethod {
  private final Type record;
  private final String name;
  private final String descriptor;
  private final List<Handle> components;

  /**
   * @param record the internal name of the record
   * @param name {@code equals}, {@code hashCode} or {@code toString}
   * @param descriptor of the call that is bound, whose first argument is the record
   * @param arguments of the bootstrap method: the class, the components' names, their fields
   */
  RecordMethod(String record, String name, String descriptor, Object... arguments) {
    this.record = Type.getObjectType(record);
    this.name = name;
    this.descriptor = descriptor;
    this.components = Arrays.stream(arguments).skip(2).map(Handle.class::cast).toList();
  }

  private Method method() {
    return new Method("record$" + name, descriptor);
  }

  /** Writes the call. */
  void writeCall(MethodVisitor out) {
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        record.getInternalName(),
        method().getName(),
        method().getDescriptor(),
        false);
  }

  /** Writes the method. */
  void write(ClassVisitor out) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodVisitor next =
        out.visitMethod(access, method().getName(), method().getDescriptor(), null, null);
    GeneratorAdapter code =
        new GeneratorAdapter(next, access, method().getName(), method().getDescriptor());
    code.visitCode();
    switch (name) {
      case "equals" -> writeEquals(code);
      case "hashCode" -> writeHashCode(code);
      case "toString" -> writeToString(code);
      default -> throw new IllegalStateException("records have no method " + name);
    }
    code.endMethod();
  }

  private void load(GeneratorAdapter code, int argument, Handle component) {
    code.loadArg(argument);
    if (argument > 0) {
      code.checkCast(record);
    }
    code.getField(record, component.getName(), type(component));
  }

  private static Type type(Handle component) {
    return Type.getType(component.getDesc());
  }

  private static boolean isPrimitive(Handle component) {
    return type(component).getSort() < Type.ARRAY;
  }

  /** The class whose static methods compare and hash such components. */
  private static Type methods(Handle component) {
    return switch (type(component).getSort()) {
      case Type.BOOLEAN -> Type.getType(Boolean.class);
      case Type.BYTE -> Type.getType(Byte.class);
      case Type.SHORT -> Type.getType(Short.class);
      case Type.CHAR -> Type.getType(Character.class);
      case Type.INT -> Type.getType(Integer.class);
      case Type.LONG -> Type.getType(Long.class);
      case Type.FLOAT -> Type.getType(Float.class);
      case Type.DOUBLE -> Type.getType(Double.class);
      default -> Type.getType("Ljava/util/Objects;");
    };
  }

  private void writeEquals(GeneratorAdapter code) {
    Label other = code.newLabel();
    Label different = code.newLabel();
    code.loadArg(0);
    code.loadArg(1);
    code.ifCmp(record, GeneratorAdapter.NE, other);
    code.push(true);
    code.returnValue();
    mark(code, other);
    code.loadArg(1);
    code.instanceOf(record);
    code.ifZCmp(GeneratorAdapter.EQ, different);
    for (Handle component : components) {
      load(code, 0, component);
      load(code, 1, component);
      Type type = type(component);
      if (isPrimitive(component)) {
        // not an instruction: NaN equals itself, 0.0 is not -0.0
        Method compare = new Method("compare", Type.INT_TYPE, new Type[] {type, type});
        code.invokeStatic(methods(component), compare);
        code.ifZCmp(GeneratorAdapter.NE, different);
      } else {
        code.invokeStatic(methods(component), Method.getMethod("boolean equals (Object, Object)"));
        code.ifZCmp(GeneratorAdapter.EQ, different);
      }
    }
    code.push(true);
    code.returnValue();
    mark(code, different);
    code.push(false);
    code.returnValue();
  }

  /** Marks a place that is jumped to; the verifier wants to know the types there. */
  private void mark(GeneratorAdapter code, Label place) {
    Object[] arguments = {record.getInternalName(), "java/lang/Object"};
    code.mark(place);
    code.visitFrame(Opcodes.F_NEW, arguments.length, arguments, 0, new Object[0]);
  }

  private void writeHashCode(GeneratorAdapter code) {
    code.push(0);
    for (Handle component : components) {
      code.push(31);
      code.math(GeneratorAdapter.MUL, Type.INT_TYPE);
      load(code, 0, component);
      Type hashed = isPrimitive(component) ? type(component) : Type.getType(Object.class);
      code.invokeStatic(
          methods(component), new Method("hashCode", Type.INT_TYPE, new Type[] {hashed}));
      code.math(GeneratorAdapter.ADD, Type.INT_TYPE);
    }
    code.returnValue();
  }

  private void writeToString(GeneratorAdapter code) {
    String path = record.getInternalName();
    String simple = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('$')) + 1);
    code.push(simple + "[");
    String between = "";
    for (Handle component : components) {
      append(code, between + component.getName() + "=");
      load(code, 0, component);
      Type shown =
          switch (type(component).getSort()) {
            case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
            case Type.ARRAY, Type.OBJECT -> Type.getType(Object.class);
            default -> type(component);
          };
      code.invokeStatic(
          Type.getType(String.class),
          new Method("valueOf", Type.getType(String.class), new Type[] {shown}));
      concatenate(code);
      between = ", ";
    }
    append(code, "]");
    code.returnValue();
  }

  private static void append(GeneratorAdapter code, String text) {
    code.push(text);
    concatenate(code);
  }

  private static void concatenate(GeneratorAdapter code) {
    code.invokeVirtual(Type.getType(String.class), Method.getMethod("String concat (String)"));
  }
}
