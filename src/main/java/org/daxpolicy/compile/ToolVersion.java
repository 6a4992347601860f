package org.daxpolicy.compile;

/** The release that stands in generated files. */
public final class ToolVersion {
  /** The version of the project; a test holds it to the build file. */
  public static final String NUMBER = "0.1.0";

  private ToolVersion() {}
}
