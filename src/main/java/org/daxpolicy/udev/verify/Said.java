package org.daxpolicy.udev.verify;

import java.util.OptionalInt;
import org.daxpolicy.text.Diagnostic;

/**
 * What {@code udevadm verify} says of a file, as to place and weight; the words are ours.
 *
 * @param line the line it names, as that release counts lines; none for the file as a whole
 * @param finding the finding
 * @param counts whether the file fails for it
 */
public record Said(OptionalInt line, Diagnostic finding, boolean counts) {}
