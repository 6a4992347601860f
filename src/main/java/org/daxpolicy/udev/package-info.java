/**
 * The udev rule language: key table, reader, writer, evaluator with a trace, version profiles,
 * rules directories.
 *
 * <p>Everything is bytes: texts are strings whose chars are bytes (ISO-8859-1). Knows nothing of
 * dax. Imports {@code text} and {@code glob}.
 */
@NullMarked
package org.daxpolicy.udev;

import org.jspecify.annotations.NullMarked;
