package org.daxpolicy.vm;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
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
 * @param wanted how {@code dax0.0} and {@code dax1.0} have to end, as {@link Ending#toString} has
 *     it; {@code ?} where real kernels do not always do the same
 */
record VmScenario(
    String name,
    Path policy,
    String suite,
    Delivery delivery,
    String parameters,
    List<String> wanted) {
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
        List.of(boot.getProperty("dax0.0"), boot.getProperty("dax1.0")));
  }
}
