package org.daxpolicy.udev;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Asks real udevadm of one release and the evaluator the same questions. */
final class Comparison {
  /**
   * A question they answer differently.
   *
   * @param fields each field that differs: what udevadm says and what the evaluator says
   */
  record Difference(Question question, Map<String, Pair> fields) {
    /** Whether two differences may well have one cause. */
    boolean resembles(Difference other) {
      return !Collections.disjoint(places(), other.places());
    }

    /** The fields that differ, and of properties which. */
    private Set<String> places() {
      Set<String> places = new HashSet<>();
      fields.forEach(
          (field, pair) -> {
            if (pair.udev() instanceof Map<?, ?>) {
              places.addAll(Decision.strings(pair.udev()).keySet());
              places.addAll(Decision.strings(pair.ours()).keySet());
            } else {
              places.add(field);
            }
          });
      return places;
    }

    /** The question and both answers, for people. */
    String described() {
      return question.described() + ByteText.readable(toString());
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      fields.forEach(
          (field, pair) ->
              text.append(
                      "  " + field + "\n    udev: " + pair.udev() + "\n    ours: " + pair.ours())
                  .append('\n'));
      return text.toString();
    }
  }

  /** What both say. */
  record Pair(Object udev, Object ours) {}

  /** What a shell adds to the number of the signal that ended a program. */
  private static final int SIGNAL = 128;

  private static final List<String> VIRTUALIZATIONS =
      Arrays.asList(
          ("none kvm amazon qemu bochs xen uml vmware oracle microsoft zvm parallels bhyve qnx acrn"
                  + " powervm apple sre google vm-other systemd-nspawn lxc-libvirt lxc openvz docker"
                  + " podman rkt wsl proot pouch container-other")
              .split(" "));
  private static final List<String> CONFIDENTIAL =
      List.of("none", "sev", "sev-es", "sev-snp", "tdx", "protvirt", "cca");
  private static final List<String> ARCHITECTURES =
      List.of("x86-64", "x86", "arm64", "arm", "riscv64", "ppc64-le", "s390x", "loongarch64");

  private final UdevVersion version;
  private final Sandbox sandbox;
  private final Interpretation interpretation;

  Comparison(UdevVersion version) throws IOException {
    this.version = version;
    this.sandbox = new Sandbox(version);
    this.interpretation = new Interpretation(version, constants());
  }

  /** What the evaluator makes of the same questions. */
  Interpretation interpretation() {
    return interpretation;
  }

  /** The host decides what CONST is; udevadm itself is asked. */
  private Map<String, String> constants() throws IOException {
    StringBuilder rules = new StringBuilder();
    Map<String, List<String>> candidates =
        Map.of("virt", VIRTUALIZATIONS, "cvm", CONFIDENTIAL, "arch", ARCHITECTURES);
    candidates.forEach(
        (name, values) ->
            values.forEach(
                v ->
                    rules.append(
                        "CONST{%s}==\"%s\", ENV{is_%s}=\"%s\"\n".formatted(name, v, name, v))));
    Question question =
        new Question(
            List.of(DraftDevice.of("/devices/virtual/mem/null").subsystem("mem", false).build()),
            Map.of("etc/50-c.rules", rules.toString()),
            "/devices/virtual/mem/null",
            "add",
            "",
            Map.of());
    Map<String, String> properties =
        Decision.strings(theirs(List.of(question)).get(0).get("properties"));
    Map<String, String> constants = new TreeMap<>();
    candidates
        .keySet()
        .forEach(name -> constants.put(name, properties.getOrDefault("is_" + name, "none")));
    return constants;
  }

  /** What udevadm says to each question. */
  List<Map<String, Object>> theirs(List<Question> questions) throws IOException {
    return sandbox.ask(questions).stream().map(a -> UdevadmOutput.decided(version, a)).toList();
  }

  /** The questions that are answered differently, in order. */
  List<Difference> differences(List<Question> questions) throws IOException {
    List<Map<String, Object>> theirs = theirs(questions);
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      // some have no JSON for what is not UTF-8
      boolean silent = isCrash(theirs.get(i)) || theirs.get(i).containsKey("error");
      if (silent || question.sysfs().entry(question.devpath()).isEmpty()) {
        continue;
      }
      Map<String, Object> udev = interpretation.comparable(question, theirs.get(i));
      Map<String, Object> ours = interpretation.ours(question);
      Map<String, Pair> fields = new TreeMap<>();
      udev.forEach(
          (field, value) -> {
            Object other = ours.get(field);
            if (!Objects.equals(value, other)) {
              fields.put(field, narrowed(value, other));
            }
          });
      if (!fields.isEmpty()) {
        differences.add(new Difference(question, fields));
      }
    }
    return differences;
  }

  /** Whether udevadm did not live to answer: 252 crashes over an empty tag, for one. */
  static boolean isCrash(Map<String, Object> answer) {
    return answer.get("exit") instanceof Integer exit && exit > SIGNAL;
  }

  /** Of two sets of properties those that differ. */
  static Pair narrowed(Object udev, Object ours) {
    if (!(udev instanceof Map<?, ?>) || !(ours instanceof Map<?, ?>)) {
      return new Pair(udev, ours);
    }
    Map<String, String> left = Decision.strings(udev);
    Map<String, String> right = Decision.strings(ours);
    Map<String, String> common = new TreeMap<>(left);
    common.entrySet().retainAll(right.entrySet());
    left.keySet().removeAll(common.keySet());
    right.keySet().removeAll(common.keySet());
    return new Pair(left, right);
  }
}
