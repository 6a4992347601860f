package org.daxpolicy.vm;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.daxpolicy.compile.Delivery;

/**
 * A policy and how a machine boots with it: {@code scenarios/NAME/policy.daxpolicy} and {@code
 * boot.properties}, and below {@code files} what is installed beside it.
 *
 * @param name the folder's name
 * @param policy its text may hold {@link #NAMESPACE}
 * @param suite the Debian suite that boots
 * @param nvdimm whether dax devices are made of an NVDIMM, not of soft-reserved memory
 * @param delivery how the policy is compiled
 * @param parameters what is added to the kernel command line beside what the policy's own boot file
 *     adds
 * @param files paths without a leading slash to texts
 * @param wanted how devices have to end, as {@link Ending#mode} has it; {@code ?} where real
 *     kernels do not always do the same
 */
record VmScenario(
    String name,
    Path policy,
    String suite,
    boolean nvdimm,
    Delivery delivery,
    String parameters,
    SortedMap<String, String> files,
    SortedMap<String, String> wanted) {
  /** Stands for the uuid of the NVDIMM's namespace, which ndctl chooses. */
  static final String NAMESPACE = "{namespace}";

  private static final Path ALL = Path.of("src/test/vm/scenarios");

  static List<VmScenario> all() throws IOException {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.sorted().map(VmScenario::read).toList();
    }
  }

  private static VmScenario read(Path folder) {
    Properties boot = new Properties();
    SortedMap<String, String> files;
    try (Reader in = Files.newBufferedReader(folder.resolve("boot.properties"))) {
      boot.load(in);
      files = files(folder.resolve("files"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    SortedMap<String, String> wanted = new TreeMap<>();
    boot.stringPropertyNames().stream()
        .filter(key -> key.startsWith("dax"))
        .forEach(key -> wanted.put(key, boot.getProperty(key)));
    return new VmScenario(
        folder.getFileName().toString(),
        folder.resolve("policy.daxpolicy"),
        boot.getProperty("suite"),
        boot.getProperty("memory", "soft-reserved").equals("nvdimm"),
        Delivery.valueOf(boot.getProperty("deliver").toUpperCase(Locale.ROOT)),
        boot.getProperty("parameters"),
        files,
        wanted);
  }

  private static SortedMap<String, String> files(Path root) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(root.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return files;
  }
}
