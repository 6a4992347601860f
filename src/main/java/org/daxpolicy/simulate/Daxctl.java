package org.daxpolicy.simulate;

import java.util.List;
import java.util.Optional;
import org.daxpolicy.dax.DaxDeviceState;
import org.daxpolicy.dax.DaxctlCommand;
import org.daxpolicy.dax.DaxctlCommandLine;
import org.daxpolicy.dax.DaxctlCommandLine.Parsed;
import org.daxpolicy.dax.DaxctlModel;
import org.daxpolicy.dax.DaxctlModel.Branch;
import org.daxpolicy.dax.DaxctlModel.Grip;
import org.daxpolicy.dax.Driver;
import org.daxpolicy.simulate.DeviceResult.Via;

/** The host's daxctl. */
final class Daxctl {
  private static final int INVALID = 234;
  private static final int NOT_THERE = 250;

  private final Surroundings at;
  private final DaxctlConfiguration configuration;
  private final Optional<String> uuid;

  /**
   * @param at the host
   * @param configuration its daxctl.conf
   * @param uuid the device's NVDIMM uuid, if it has one
   */
  Daxctl(Surroundings at, DaxctlConfiguration configuration, Optional<String> uuid) {
    this.at = at;
    this.configuration = configuration;
    this.uuid = uuid;
  }

  /**
   * What a call does.
   *
   * @param branches how it may end; empty if it touches nothing
   * @param exit its exit status if it touches nothing; empty if unknown
   * @param sentence why it touches nothing
   * @param simulated whether the model knows the command
   */
  record Call(List<Branch> branches, Optional<Integer> exit, String sentence, boolean simulated) {
    static Call nothing(Optional<Integer> exit, String sentence) {
      return new Call(List.of(), exit, sentence, true);
    }
  }

  /**
   * Calls daxctl on a device.
   *
   * <p>Whether kernel-zone memory that came online by itself can be taken back was seen to depend
   * on who asks: RUN is sometimes early enough; by the time a unit runs, starting units has made
   * kernel objects there.
   *
   * @param arguments without the program's name
   * @param autoOnlined whether the memory came online without anyone's command
   */
  Call call(List<String> arguments, DaxDeviceState device, Via via, boolean autoOnlined) {
    Parsed parsed = DaxctlCommandLine.parse(arguments);
    if (parsed instanceof Parsed.Refused refused) {
      return Call.nothing(
          Optional.of(refused.exit()), "daxctl refuses its arguments: " + refused.why());
    }
    if (parsed instanceof Parsed.NotModelled unknown) {
      return new Call(List.of(), Optional.empty(), unknown.why(), false);
    }
    DaxctlCommand command = ((Parsed.Known) parsed).command();
    boolean forgiving = at.daxctl().map(v -> v.atLeast(79)).orElse(true);
    if (!command.names(device.name())) {
      return new Call(
          List.of(),
          Optional.of(forgiving ? 0 : NOT_THERE),
          "acts on `" + command.device() + "`, not on this device",
          command.device().matches("dax\\d+\\.\\d+"));
    }
    if (command.mode().equals(Optional.of(Driver.FSDEV_DAX))
        && !at.daxctl().map(v -> v.atLeast(85)).orElse(true)) {
      return Call.nothing(Optional.of(INVALID), "daxctl knows no mode `famfs` before release 85");
    }
    if (command.checkConfig()) {
      DaxctlConfiguration.Choice choice = configuration.of(command, uuid);
      if (choice instanceof DaxctlConfiguration.Choice.Refused refused) {
        return Call.nothing(Optional.of(refused.exit()), refused.why());
      }
      if (!(choice instanceof DaxctlConfiguration.Choice.Does does)) {
        return Call.nothing(
            Optional.of(0), "no section of daxctl.conf is about the device: nothing is done");
      }
      command = does.command();
    }
    Grip grip = via == Via.UNIT && autoOnlined ? Grip.PINNED : Grip.UNKNOWN;
    return new Call(
        new DaxctlModel(at.settings(), grip).run(command, device), Optional.empty(), "", true);
  }
}
