package org.daxpolicy.text;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every finding the program can report: its number, its usual severity and a title for lists. Each
 * has a page {@code explain/DXnnnn.md} and a bad and a good file in the error corpus; a test holds
 * the four together.
 *
 * <p>Numbers are grouped by the stage that reports them: 00 input and output, 01 syntax, 02 names,
 * types and meaning, 03 what a target can decide, 04 compilation and lifting, 05 machine snapshots,
 * 06 udev rules, 07 simulation risks, 08 tests.
 */
public enum Code {
  // ---- 00 input and output
  UNREADABLE_FILE(1, Severity.ERROR, "a file cannot be read"),
  NOT_UTF8(2, Severity.ERROR, "a file is not UTF-8 text"),
  FILE_TOO_LARGE(3, Severity.ERROR, "a file is larger than the program reads"),
  CANNOT_WRITE(4, Severity.ERROR, "an output file cannot be written"),
  NO_INPUT_FOUND(5, Severity.ERROR, "there is nothing of the kind asked for"),
  SUPPRESSION_WITHOUT_REASON(6, Severity.ERROR, "a suppression gives no reason"),
  UNUSED_SUPPRESSION(7, Severity.WARNING, "a suppression silences nothing"),
  UNKNOWN_CODE_IN_SUPPRESSION(8, Severity.ERROR, "a suppression names an unknown code"),
  NO_ACCOUNTS(10, Severity.ERROR, "a file of accounts names none"),
  VERDICT_UNKNOWN(11, Severity.WARNING, "what rules decide depends on what nobody has told"),
  // ---- 01 syntax
  UNEXPECTED_TOKEN(101, Severity.ERROR, "something else is expected here"),
  UNCLOSED_STRING(102, Severity.ERROR, "a text is not closed on its line"),
  UNKNOWN_ESCAPE(103, Severity.ERROR, "an escape in a text is unknown"),
  STRAY_CHARACTER(104, Severity.ERROR, "a character belongs to no word of the language"),
  FOREIGN_OPERATOR(105, Severity.ERROR, "an operator of another language"),
  MISSPELT_KEYWORD(106, Severity.ERROR, "a keyword is misspelt"),
  NESTED_TOO_DEEP(107, Severity.ERROR, "something is nested too deep"),
  STATEMENT_TOO_LONG(108, Severity.ERROR, "one statement is too long"),
  TOO_MANY_FINDINGS(109, Severity.ERROR, "a file has too many mistakes to list"),
  CONTROL_CHARACTER(110, Severity.ERROR, "an invisible control character in the source"),
  BIDIRECTIONAL_CHARACTER(111, Severity.ERROR, "a character that reorders the text on screen"),
  UNCLOSED_BLOCK(112, Severity.ERROR, "a block is not closed"),
  MISSING_HEADER(113, Severity.ERROR, "a policy does not say its name"),
  REPEATED_HEADER(114, Severity.ERROR, "a second `policy` line"),
  MISSING_OTHERWISE(115, Severity.ERROR, "a policy says nothing about the remaining devices"),
  REPEATED_OTHERWISE(116, Severity.ERROR, "a second `otherwise`"),
  RULE_AFTER_OTHERWISE(117, Severity.ERROR, "a rule stands behind `otherwise`"),
  REPEATED_TARGET(118, Severity.ERROR, "a second `target` block"),
  MISPLACED_IN_IMPORT(119, Severity.ERROR, "an imported file holds what only the main file may"),
  NOT_YET_SUPPORTED(120, Severity.ERROR, "an outcome that this version does not have"),
  // ---- 02 names, types and meaning
  UNKNOWN_NAME(201, Severity.ERROR, "a name is neither a `let` nor an attribute"),
  UNKNOWN_ATTRIBUTE(202, Severity.ERROR, "an attribute is unknown"),
  RULE_NEVER_MATCHES(203, Severity.ERROR, "a rule can never match"),
  DUPLICATE_RULE(204, Severity.ERROR, "two rules have one name"),
  DUPLICATE_LET(205, Severity.ERROR, "two conditions have one name"),
  RECURSIVE_LET(206, Severity.ERROR, "a condition is defined by itself"),
  UNUSED_LET(207, Severity.WARNING, "a named condition is never used"),
  LET_HIDES_ATTRIBUTE(208, Severity.ERROR, "a condition has the name of an attribute"),
  TYPE_MISMATCH(209, Severity.ERROR, "two types or units are compared"),
  UNKNOWN_UNIT(210, Severity.ERROR, "a unit is unknown"),
  UNKNOWN_WORD(211, Severity.ERROR, "an attribute never has this word as its value"),
  NO_ORDER(212, Severity.ERROR, "an order is asked of values that have none"),
  RANGE_UPSIDE_DOWN(213, Severity.ERROR, "a range begins behind its end"),
  EMPTY_SET(214, Severity.ERROR, "a set without members"),
  REPEATED_VALUE(215, Severity.WARNING, "a value stands twice in a set"),
  GLOB_ON_NON_TEXT(216, Severity.ERROR, "a glob is asked of something that is not text"),
  GLOB_WITH_BAR(217, Severity.ERROR, "a glob holds a vertical bar"),
  GLOB_LOOKS_LIKE_REGEX(218, Severity.WARNING, "a glob is written like a regular expression"),
  GLOB_WITH_OPEN_BRACKET(219, Severity.WARNING, "a bracket in a glob is not closed"),
  MALFORMED_UUID(220, Severity.ERROR, "a uuid is malformed"),
  MALFORMED_NUMBER(221, Severity.ERROR, "a number is malformed"),
  NUMBER_TOO_LARGE(222, Severity.ERROR, "a number is too large"),
  NOT_A_WHOLE_NUMBER(223, Severity.ERROR, "a quantity is not a whole number of its base unit"),
  MALFORMED_VERSION(224, Severity.ERROR, "a version is malformed"),
  MALFORMED_DATE(225, Severity.ERROR, "a date is malformed"),
  MALFORMED_DURATION(226, Severity.ERROR, "a duration is malformed"),
  USELESS_RETRY(227, Severity.ERROR, "a retry that never tries or never waits"),
  TARGET_UPSIDE_DOWN(228, Severity.ERROR, "a target range begins behind its end"),
  UNKNOWN_PROTECTION(229, Severity.ERROR, "a protection is unknown"),
  NODES_OUT_OF_RANGE(230, Severity.ERROR, "NUMA nodes that no kernel has"),
  REPEATED_CLAUSE(231, Severity.ERROR, "a clause is repeated"),
  CONTRADICTORY_OUTCOMES(232, Severity.ERROR, "a rule has two outcomes"),
  RULE_WITHOUT_OUTCOME(233, Severity.ERROR, "a rule does not say what becomes of the device"),
  UNKNOWN_MODE(234, Severity.ERROR, "a mode is unknown"),
  ONLINE_NOT_STATED(235, Severity.ERROR, "system RAM without how it is onlined"),
  UNKNOWN_ONLINE_TYPE(236, Severity.ERROR, "a way to online memory is unknown"),
  ONLINE_WITHOUT_MEMORY(237, Severity.ERROR, "an online type for a device that gives no memory"),
  NODE_ON_SYSTEM_RAM(238, Severity.ERROR, "a device node is asked of system RAM"),
  MALFORMED_PERMISSIONS(239, Severity.ERROR, "permissions are malformed"),
  UNSAFE_SYMLINK(240, Severity.ERROR, "a symlink leads out of /dev or is no path"),
  UNKNOWN_PLACEHOLDER(241, Severity.ERROR, "a placeholder is unknown"),
  MALFORMED_TAG(242, Severity.ERROR, "a tag is malformed"),
  MALFORMED_ACCOUNT(243, Severity.ERROR, "a user or group is malformed"),
  MALFORMED_SECURITY_LABEL(244, Severity.ERROR, "a security label is malformed"),
  EMPTY_TEXT(245, Severity.ERROR, "a text that must say something is empty"),
  IMPORT_CYCLE(246, Severity.ERROR, "files import each other"),
  REPEATED_IMPORT(247, Severity.WARNING, "a file is imported twice"),
  CONDITION_TOO_LARGE(248, Severity.ERROR, "a condition becomes too large once names are replaced"),
  UNSTABLE_KEY(249, Severity.WARNING, "a rule relies on numbers that change between boots"),
  NEGATION_HOLDS_WHEN_ABSENT(250, Severity.NOTE, "a negation holds where the attribute is absent"),
  EXPIRED_RULE(251, Severity.WARNING, "a rule has expired, or soon will"),
  IMPOSSIBLE_VALUE(253, Severity.WARNING, "a test that no printed value passes"),
  NO_RULES(254, Severity.WARNING, "a policy without rules"),
  ATTRIBUTE_NOT_IN_TARGET(255, Severity.WARNING, "an attribute that kernels of the target lack"),
  MISSING_TESTED_POLICY(256, Severity.ERROR, "a test file names no policy"),
  TEST_WITHOUT_MACHINE(257, Severity.ERROR, "a test has no machine"),
  TEST_WITHOUT_EXPECTATION(258, Severity.ERROR, "a test expects nothing"),
  DUPLICATE_TEST(259, Severity.ERROR, "two tests have one name"),
  EMPTY_EXPECTATION(260, Severity.ERROR, "an expectation says nothing"),
  MALFORMED_DEVICE_NAME(261, Severity.ERROR, "a device name is malformed"),
  UNKNOWN_FACT(262, Severity.ERROR, "a fact of a test has an unknown value"),
  UNKNOWN_EXPECTED_VALUE(263, Severity.ERROR, "an expectation names an unknown value"),
  CONTRADICTORY_EXPECTATION(264, Severity.ERROR, "an expectation that no device can meet"),
  OVERLAPPING_RULES(265, Severity.NOTE, "two rules want some devices differently"),
  TERM_DECIDED(266, Severity.NOTE, "the rest of a condition decides one of its terms"),
  FALLS_THROUGH(267, Severity.NOTE, "devices that no rule takes, of an origin the rules deal with"),
  TOO_TANGLED(268, Severity.WARNING, "a policy is too tangled to be compared with itself"),
  MEMORY_USE(275, Severity.ERROR, "a weight or demotion that the kernel does not take"),
  MEMORY_USE_WITHOUT_MEMORY(276, Severity.ERROR, "weights or demotion without memory online"),
  // ---- 03 what a target can decide
  LATE_ATTRIBUTE(301, Severity.NOTE, "an attribute exists only once memory has been online"),
  NEWER_ATTRIBUTE(302, Severity.WARNING, "an attribute is newer than some kernels of the target"),
  NODE_RANGE_ASSUMED(303, Severity.WARNING, "the target does not say which nodes there are"),
  PROTECTION_OUTSIDE_TARGET(304, Severity.ERROR, "a protection does not hold on the whole target"),
  UNPROTECTED(305, Severity.WARNING, "memory is taken back without protection"),
  PROTECTION_DEFEATS_OUTCOME(306, Severity.ERROR, "the protection prevents an outcome"),
  PROTECTION_CHOSEN(307, Severity.NOTE, "which protection `auto` has become"),
  LATE_UNDER_OFFLINE(308, Severity.WARNING, "the protection keeps an attribute from appearing"),
  TRAILING_SPACE(309, Severity.WARNING, "a text that ends in white space never matches"),
  ZERO_SIZE(310, Severity.NOTE, "a comparison holds for the size 0 of a device being created"),
  // ---- 04 compilation
  UNNAMEABLE_POLICY(401, Severity.ERROR, "a policy's name gives no file name"),
  CONF_CANNOT_SAY(402, Severity.ERROR, "daxctl.conf cannot express a rule"),
  RUN_CANNOT_RETRY(403, Severity.ERROR, "a command in udev's worker cannot be tried again"),
  RUN_TIMEOUT(404, Severity.WARNING, "a command in udev's worker may be killed"),
  VALUE_TOO_LONG(406, Severity.ERROR, "a value is too long for a rule"),
  NODE_NOT_DELIVERED(407, Severity.WARNING, "a delivery does not set up device nodes"),
  UNREADABLE_PARAMETER(408, Severity.ERROR, "a kernel parameter that rules cannot read"),
  NOT_PROVED(450, Severity.ERROR, "a policy is too tangled to be proved"),
  TERM_NOT_LIFTED(460, Severity.ERROR, "a line of rules asks what a policy cannot"),
  ASSIGNMENT_NOT_LIFTED(461, Severity.ERROR, "a line of rules does what a policy cannot"),
  WORK_NOT_LIFTED(462, Severity.ERROR, "rules start work that is no outcome of a policy"),
  LINES_COLLIDE(463, Severity.ERROR, "lines of rules make two things of one device"),
  SECTION_NOT_LIFTED(464, Severity.ERROR, "a section of daxctl.conf does nothing"),
  LINE_LEFT_OUT(465, Severity.NOTE, "a line that does nothing to dax devices is left out"),
  PROGRAM_WITHOUT_PATH(467, Severity.WARNING, "rules run a program that udev does not find"),
  LIFT_DIFFERS(466, Severity.ERROR, "a lifted policy does not do what the rules do"),
  // ---- 05 machine snapshots
  SNAPSHOT_FORMAT(501, Severity.ERROR, "a snapshot is in no known format"),
  SNAPSHOT_JSON(502, Severity.ERROR, "a snapshot is not well-formed JSON"),
  SNAPSHOT_SCHEMA(503, Severity.ERROR, "a snapshot has an unknown schema"),
  SNAPSHOT_MISSING(504, Severity.ERROR, "a snapshot lacks something it needs"),
  SNAPSHOT_DEVPATH(505, Severity.ERROR, "a device's path is not absolute"),
  SNAPSHOT_TYPE(506, Severity.ERROR, "a value of a snapshot has the wrong type"),
  SNAPSHOT_NAME(507, Severity.ERROR, "an attribute's name leaves its device"),
  SNAPSHOT_DUPLICATE(508, Severity.ERROR, "a snapshot lists a device twice"),
  SNAPSHOT_WITHOUT_DAX(509, Severity.WARNING, "a snapshot has no dax device"),
  SNAPSHOT_LINE(510, Severity.ERROR, "a line of a device listing cannot be read"),
  SNAPSHOT_ARCHIVE(511, Severity.ERROR, "an archive cannot be read"),
  CAPTURE_INCOMPLETE(520, Severity.WARNING, "a capture could not read everything"),
  SNAPSHOT_WITHOUT_ATTRIBUTES(550, Severity.WARNING, "a snapshot holds no attributes of a device"),
  // ---- 056 protections, further
  PROTECTION_LIMIT(560, Severity.NOTE, "where a protection does not reach"),
  ONLINING_LEFT_TO_KERNEL(561, Severity.WARNING, "a protection leaves onlining to the kernel"),
  PROTECTION_NOT_DELIVERED(562, Severity.ERROR, "a delivery cannot carry a protection"),
  // ---- 058 use of memory
  WEIGHTS_OUTSIDE_TARGET(580, Severity.WARNING, "weights that kernels of the target do not have"),
  ONE_FOR_THE_MACHINE(581, Severity.ERROR, "rules want one setting of the machine differently"),
  WEIGHTS_OF_OTHERS(582, Severity.NOTE, "a weight beside weights the kernel has made"),
  // ---- 06 udev rules
  RULE_SYNTAX(601, Severity.ERROR, "a rule holds something that is no term"),
  RULE_UNKNOWN_KEY(602, Severity.ERROR, "a rule uses an unknown key"),
  RULE_OPERATOR(603, Severity.ERROR, "a key does not take the operator"),
  RULE_ATTRIBUTE(604, Severity.ERROR, "a key does not go with what stands in its braces"),
  RULE_UNBOUND_GOTO(605, Severity.ERROR, "a GOTO has no label below it"),
  RULE_WITHOUT_EFFECT(606, Severity.WARNING, "a rule has no effect"),
  RULE_TOO_LONG(607, Severity.ERROR, "a line is too long for udev"),
  RULE_ACCOUNT(608, Severity.ERROR, "OWNER or GROUP names nobody"),
  RULE_SUBSTITUTION(609, Severity.ERROR, "a substitution cannot be read"),
  RULE_VALUE(610, Severity.ERROR, "a key cannot take the value"),
  RULE_RESERVED_PROPERTY(611, Severity.ERROR, "a rule sets a property that belongs to udev"),
  RULE_ASSUMED_OPERATOR(612, Severity.WARNING, "udev takes an operator for another"),
  RULE_DISCOURAGED(613, Severity.WARNING, "a rule relies on something discouraged"),
  RULE_UNFINISHED(614, Severity.ERROR, "a rules file ends in the middle of a rule"),
  RULE_SECOND_ANCHOR(615, Severity.WARNING, "a rule has a second GOTO or LABEL"),
  RULE_CASE_PREFIX(616, Severity.ERROR, "a term cannot ignore letter case"),
  RULE_DELIMITERS(617, Severity.STYLE, "commas and white space between terms"),
  RULE_UNUSED_LABEL(618, Severity.STYLE, "a LABEL that no GOTO leads to"),
  RULE_DUPLICATE_TERM(619, Severity.WARNING, "a rule has the same term twice"),
  RULE_CONFLICTING_TERMS(
      620, Severity.ERROR, "udev takes two terms of a rule to exclude each other"),
  RULE_RESULT_BEFORE_PROGRAM(621, Severity.WARNING, "RESULT is written before its PROGRAM"),
  RULES_FILE_MASKED(622, Severity.WARNING, "a rules file is a mask"),
  RULES_FILE_HIDDEN(623, Severity.NOTE, "a rules file is hidden by another of its name"),
  RULE_IMPOSSIBLE_VALUE(630, Severity.WARNING, "a match asks for a value its key never has"),
  RULE_CONTRADICTION(631, Severity.WARNING, "matches of a rule exclude each other"),
  RULE_REDUNDANT_TERM(632, Severity.NOTE, "a match that another one of its rule implies"),
  RULE_ALWAYS_HOLDS(633, Severity.NOTE, "a match that always holds"),
  RULE_UNREACHABLE(634, Severity.WARNING, "a rule or label that is never reached"),
  RULE_EXCLUDED_EARLIER(635, Severity.WARNING, "a rule for events that have jumped away"),
  RULE_REGEX(636, Severity.WARNING, "a match value is written like a regular expression"),
  RULE_OPEN_BRACKET(637, Severity.WARNING, "a bracket in a match value is not closed"),
  RULE_SUBSTITUTION_IN_MATCH(638, Severity.WARNING, "a substitution in the value of a match"),
  RULE_GLOB_NOT_TAKEN(639, Severity.WARNING, "a glob where udev takes none"),
  RULE_ASSIGNS_INSTEAD(640, Severity.WARNING, "an assignment that was meant to compare"),
  RULE_NO_SINGLE_PARENT(641, Severity.WARNING, "parent matches that fit no single parent"),
  RULE_ATTRIBUTE_OF_PARENT(642, Severity.WARNING, "ATTR with an attribute only a parent has"),
  RULE_WRONG_NAMESPACE(643, Severity.WARNING, "a property taken for an attribute, or back"),
  RULE_NEGATED_PARENT(644, Severity.WARNING, "parent matches that only say what is not wanted"),
  RULE_MATCH_BEFORE_CHANGE(645, Severity.WARNING, "a match on what the same rule changes"),
  RULE_PROGRAM_LEFT_BEHIND(646, Severity.WARNING, "a program that outlives udev's event"),
  RULE_PROGRAM_WAITS(647, Severity.WARNING, "a program that holds up udev's event"),
  RULE_MOUNT(648, Severity.WARNING, "a rule mounts"),
  RULE_SHELL_SYNTAX(649, Severity.WARNING, "shell syntax without a shell"),
  RULE_OVERWRITTEN(650, Severity.WARNING, "an assignment that its own rule overwrites"),
  RULE_ASSIGNED_AFTER_FINAL(651, Severity.WARNING, "an assignment behind a final one"),
  RULE_USELESS_MODE(652, Severity.WARNING, "a MODE that sets nothing"),
  RULE_REFUSED_VALUE(653, Severity.WARNING, "an assignment that udev refuses on every event"),
  RULE_TAG_TOO_LATE(654, Severity.WARNING, "a tag set after it has been acted on"),
  RULE_NOT_ON_REMOVE(655, Severity.WARNING, "a rule that udev skips on remove"),
  RULE_NAME_OF_NO_INTERFACE(656, Severity.WARNING, "NAME for a device that is no interface"),
  // ---- 07 simulation risks
  MEMORY_MAY_BE_PINNED(701, Severity.WARNING, "memory that is online may not be taken back"),
  AUTO_ONLINE_REFUSED(702, Severity.ERROR, "the auto-online policy makes daxctl refuse"),
  UNIT_MISSING(703, Severity.ERROR, "rules want a unit that is not installed"),
  WORK_LOOPS(704, Severity.ERROR, "work causes the event that starts it again"),
  BELOW_ONE_BLOCK(705, Severity.WARNING, "a device holds no whole memory block"),
  NO_TARGET_NODE(706, Severity.WARNING, "a device has no target node"),
  SIZE_ZERO(707, Severity.WARNING, "a device the rules decide on has size 0"),
  RULE_ONLINES_MEMORY(708, Severity.WARNING, "a rule onlines every memory block"),
  LEFT_UNBOUND(709, Severity.WARNING, "a device ends without a driver"),
  KERNEL_ZONE(710, Severity.NOTE, "memory in a kernel zone is rarely given back"),
  RELATIVE_PROGRAM(711, Severity.ERROR, "RUN names daxctl without its path"),
  OUTCOME_MISSED(712, Severity.ERROR, "a device does not end as its rule says"),
  NOT_SIMULATED(713, Severity.NOTE, "a command is not simulated"),
  COMMAND_FAILS(714, Severity.WARNING, "a daxctl command fails"),
  SHIPPED_UNIT_MISSING(720, Severity.NOTE, "the rule that comes with daxctl wants a missing unit"),
  REGION_STRANDED(721, Severity.WARNING, "memory that no driver makes a device of"),
  FIRMWARE_OWNS_MEMORY(722, Severity.WARNING, "special memory that is ordinary RAM"),
  EVENT_TIMEOUT(723, Severity.ERROR, "udev kills work that takes too long"),
  SERVICE_TIMEOUT(724, Severity.ERROR, "systemd kills work that takes too long"),
  MAY_TIME_OUT(725, Severity.WARNING, "taking memory back may take longer than allowed"),
  BACKGROUND_KILLED(726, Severity.ERROR, "work is left in the background and killed"),
  DEVICE_UNIT_GONE(727, Severity.ERROR, "a unit is bound to a device unit that goes away"),
  UNSTABLE_NAME(728, Severity.WARNING, "a rule or unit goes by a name that changes between boots"),
  MEMORY_STUCK(729, Severity.ERROR, "memory is left online without a driver"),
  WRITE_REFUSED(730, Severity.ERROR, "the kernel refuses a write to sysfs"),
  MEMMAP_IGNORED(731, Severity.NOTE, "a wish for memmap_on_memory has no effect"),
  BLOCKS_TRIMMED(732, Severity.NOTE, "part of a device lies outside whole memory blocks"),
  WAITS_FOR_ITSELF(733, Severity.ERROR, "a command waits for the event it runs in"),
  WORK_IN_PROGRAM(734, Severity.WARNING, "PROGRAM works on a device"),
  PARAMETERS_PENDING(735, Severity.NOTE, "configured boot parameters wait for a reboot"),
  NOTHING_TO_DEMOTE_TO(745, Severity.WARNING, "demotion is on, and no memory is slower"),
// ---- 08 tests
;

  private final int number;
  private final Severity severity;
  private final String title;

  Code(int number, Severity severity, String title) {
    this.number = number;
    this.severity = severity;
    this.title = title;
  }

  /** {@code DX} and four digits. */
  public String id() {
    return "DX" + Integer.toString(10_000 + number).substring(1);
  }

  /** The severity it has unless a stage says otherwise. */
  public Severity severity() {
    return severity;
  }

  /** A few words that name the finding in lists. */
  public String title() {
    return title;
  }

  /** The code with this id, in any letter case. */
  public static Optional<Code> byId(String id) {
    return Arrays.stream(values()).filter(c -> c.id().equalsIgnoreCase(id)).findFirst();
  }
}
