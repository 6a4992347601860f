package org.daxpolicy.compile;

/**
 * Where a generated line comes from.
 *
 * @param file the artifact
 * @param line its 1-based line
 * @param rule the policy's rule
 * @param source the policy file, as generated files name it
 * @param sourceLine the 1-based line in it
 */
public record RuleLine(String file, int line, String rule, String source, int sourceLine) {}
