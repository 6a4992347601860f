package org.daxpolicy.compile;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.UndefinedOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/** Fills the templates that are packed with the program. */
final class Templates {
  /** FreeMarker takes a moment to load, and only some compilations need it. */
  private static final class Lazy {
    static final Configuration CONFIGURATION = configuration();
  }

  private Templates() {}

  /** Makes ready what most compilations fill. */
  static void load() {
    try {
      Lazy.CONFIGURATION.getTemplate(Units.TEMPLATE);
      Lazy.CONFIGURATION.getTemplate(Protection.TEMPLATE);
    } catch (IOException e) {
      throw new IllegalStateException("templates are packed with the program", e);
    }
  }

  /**
   * The text a template makes of a model. A template that does not fit its model is a bug of ours
   * and throws.
   */
  static String fill(String template, Map<String, Object> model) {
    try {
      StringWriter text = new StringWriter();
      Lazy.CONFIGURATION.getTemplate(template).process(model, text);
      return text.toString();
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("template " + template, e);
    }
  }

  private static Configuration configuration() {
    Configuration c = new Configuration(Configuration.VERSION_2_3_34);
    c.setTemplateLoader(new ClassTemplateLoader(Templates.class, "/org/daxpolicy/templates"));
    c.setDefaultEncoding("UTF-8");
    c.setLocale(Locale.ROOT);
    c.setOutputFormat(UndefinedOutputFormat.INSTANCE);
    c.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    c.setLogTemplateExceptions(false);
    c.setWrapUncheckedExceptions(true);
    return c;
  }
}
