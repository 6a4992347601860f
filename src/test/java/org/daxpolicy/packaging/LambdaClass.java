package org.daxpolicy.packaging;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * The class of one lambda, as {@code LambdaMetafactory.metafactory} would make it.
 *
 * @param name its internal name
 * @param method the name of the interface's method
 * @param creation from the values it captures to the interface
 * @param erased the types of the interface's method
 * @param called the code it runs
 * @param exact the types of the interface's method where the lambda stands
 */
record LambdaClass(
    String name, String method, String creation, Type erased, Handle called, Type exact) {
  private static final String ONLY = "ONLY";
  private static final String CREATE = "create";

  private Type self() {
    return Type.getObjectType(name);
  }

  private Type[] captured() {
    return Type.getArgumentTypes(creation);
  }

  /** Writes what makes an instance of the captured values on the stack. */
  void writeCreation(MethodVisitor out) {
    if (captured().length == 0) {
      out.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, self().getDescriptor());
    } else {
      out.visitMethodInsn(Opcodes.INVOKESTATIC, name, CREATE, creation, false);
    }
  }

  /** The class file; as a member of the nest it may call what is private there. */
  byte[] bytes(String nest) {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    String[] faces = {Type.getReturnType(creation).getInternalName()};
    out.visit(Opcodes.V17, access, name, null, "java/lang/Object", faces);
    out.visitNestHost(nest);
    writeConstructor(out);
    if (captured().length == 0) {
      writeOnly(out);
    } else {
      writeCreate(out);
    }
    writeMethod(out);
    out.visitEnd();
    return out.toByteArray();
  }

  private Method constructor() {
    return new Method("<init>", Type.VOID_TYPE, captured());
  }

  private static GeneratorAdapter begin(ClassWriter out, int access, Method method) {
    GeneratorAdapter code =
        new GeneratorAdapter(
            out.visitMethod(access, method.getName(), method.getDescriptor(), null, null),
            access,
            method.getName(),
            method.getDescriptor());
    code.visitCode();
    return code;
  }

  private void writeConstructor(ClassWriter out) {
    GeneratorAdapter code = begin(out, Opcodes.ACC_PRIVATE, constructor());
    code.loadThis();
    code.invokeConstructor(Type.getType(Object.class), new Method("<init>", "()V"));
    for (int i = 0; i < captured().length; i++) {
      int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
      out.visitField(access, field(i), captured()[i].getDescriptor(), null, null);
      code.loadThis();
      code.loadArg(i);
      code.putField(self(), field(i), captured()[i]);
    }
    code.returnValue();
    code.endMethod();
  }

  private static String field(int index) {
    return "captured" + index;
  }

  private void writeOnly(ClassWriter out) {
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    out.visitField(access, ONLY, self().getDescriptor(), null, null);
    GeneratorAdapter code = begin(out, Opcodes.ACC_STATIC, new Method("<clinit>", "()V"));
    code.newInstance(self());
    code.dup();
    code.invokeConstructor(self(), constructor());
    code.putStatic(self(), ONLY, self());
    code.returnValue();
    code.endMethod();
  }

  private void writeCreate(ClassWriter out) {
    GeneratorAdapter code = begin(out, Opcodes.ACC_STATIC, new Method(CREATE, creation));
    code.newInstance(self());
    code.dup();
    code.loadArgs();
    code.invokeConstructor(self(), constructor());
    code.returnValue();
    code.endMethod();
  }

  private void writeMethod(ClassWriter out) {
    GeneratorAdapter code =
        begin(out, Opcodes.ACC_PUBLIC, new Method(method, erased.getDescriptor()));
    Type owner = Type.getObjectType(called.getOwner());
    boolean creates = called.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    if (creates) {
      code.newInstance(owner);
      code.dup();
    }
    Type[] wanted = wanted(owner);
    for (int i = 0; i < captured().length; i++) {
      code.loadThis();
      code.getField(self(), field(i), captured()[i]);
      convert(code, captured()[i], wanted[i]);
    }
    Type[] given = erased.getArgumentTypes();
    for (int i = 0; i < given.length; i++) {
      Type precise = exact.getArgumentTypes()[i];
      code.loadArg(i);
      convert(code, given[i], precise);
      convert(code, precise, wanted[captured().length + i]);
    }
    code.visitMethodInsn(
        opcode(), called.getOwner(), called.getName(), called.getDesc(), called.isInterface());
    Type result = creates ? owner : Type.getReturnType(called.getDesc());
    convert(code, result, erased.getReturnType());
    code.returnValue();
    code.endMethod();
  }

  /** The types the called code takes, its receiver first. */
  private Type[] wanted(Type owner) {
    Type[] arguments = Type.getArgumentTypes(called.getDesc());
    if (called.getTag() == Opcodes.H_INVOKESTATIC
        || called.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      return arguments;
    }
    Type[] all = new Type[arguments.length + 1];
    all[0] = owner;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  private int opcode() {
    return switch (called.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      // a private method of the nest; of interfaces, too
      case Opcodes.H_INVOKESPECIAL ->
          called.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
      case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
      default -> throw new IllegalStateException("no method: " + called);
    };
  }

  /** Boxes, unboxes, widens, casts or drops the value on the stack. */
  private static void convert(GeneratorAdapter code, Type from, Type to) {
    boolean primitive = from.getSort() < Type.ARRAY;
    if (to.equals(Type.VOID_TYPE)) {
      if (from.getSize() == 2) {
        code.pop2();
      } else if (from.getSize() == 1) {
        code.pop();
      }
    } else if (primitive && to.getSort() < Type.ARRAY) {
      code.cast(from, to);
    } else if (primitive) {
      code.valueOf(from);
    } else if (to.getSort() < Type.ARRAY) {
      Type unboxed = unboxed(from, to);
      code.unbox(unboxed);
      code.cast(unboxed, to);
    } else if (!from.equals(to)) {
      code.checkCast(to);
    }
  }

  /** What is in a box; of a box that is not known more exactly, what is wanted of it. */
  private static Type unboxed(Type box, Type wanted) {
    return switch (box.getInternalName()) {
      case "java/lang/Byte" -> Type.BYTE_TYPE;
      case "java/lang/Short" -> Type.SHORT_TYPE;
      case "java/lang/Character" -> Type.CHAR_TYPE;
      case "java/lang/Integer" -> Type.INT_TYPE;
      case "java/lang/Long" -> Type.LONG_TYPE;
      case "java/lang/Float" -> Type.FLOAT_TYPE;
      default -> wanted;
    };
  }
}
