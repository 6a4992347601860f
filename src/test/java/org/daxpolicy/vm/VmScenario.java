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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.daxpolicy.compile.Delivery;

/**
 * A policy and how a machine boots with it: {@code scenarios/NAME/policy.daxpolicy} and {@code
 * boot.properties}.
 *
 * @param name the folder's name
 * @param suite the Debian suite that boots
 * @param delivery how the policy is compiled
 * @param parameters what is added to the kernel command line beside what the policy's own boot file
 *     adds
 * @param wanted how each device has to end, by its name, as {@link Ending#mode} has it; {@code ?}
 *     where real kernels do not always do the same
 */
record VmScenario(
    String name,
    Path policy,
    String suite,
    Delivery delivery,
    String parameters,
    SortedMap<String, String> wanted) {
  private static final Path ALL = Path.of("src/test/vm/scenarios");

  static List<VmScenario> all() throws IOException {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.sorted().map(VmScenario::read).toList();
    }
  }

  private static VmScenario read(Path folder) {
    Properties boot = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve("boot.properties"))) {
      boot.load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new VmScenario(
        folder.getFileName().toString(),
        folder.resolve("policy.daxpolicy"),
        boot.getProperty("suite"),
        Delivery.valueOf(boot.getProperty("deliver").toUpperCase(Locale.ROOT)),
        boot.getProperty("parameters"),
        boot.stringPropertyNames().stream()
            .filter(name -> name.startsWith("dax"))
            .collect(
                Collectors.toMap(n -> n, boot::getProperty, (one, other) -> one, TreeMap::new)));
  }
}
