package org.daxpolicy.udev;

/**
 * What is unsure about something rules may have changed.
 *
 * @param doubt why
 * @param place the rule that may have changed it
 */
record Unsure(Doubt doubt, Place place) {}
