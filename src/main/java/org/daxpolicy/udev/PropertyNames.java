package org.daxpolicy.udev;

/** Which properties udev takes. */
final class PropertyNames {
  private PropertyNames() {}

  /** Whether a property may have this name and value. */
  static boolean admit(UdevVersion version, String key, String value) {
    return !version.atLeast(258) || (isName(key) && isValue(value));
  }

  private static boolean isName(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!ByteText.isAlphanumeric(c) && c != '_' && c != '.') {
        return false;
      }
    }
    return !key.isEmpty();
  }

  private static boolean isValue(String value) {
    boolean ascii = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        return false;
      }
      ascii &= c < 0x80;
    }
    return ascii || ByteText.isUtf8(value);
  }
}
