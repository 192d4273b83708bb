package dev.handoff.spring;

import dev.handoff.servlet.HandoffFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/** An app with more than one {@link HandoffFilter}: each file would be answered for twice. */
final class TwoHandoffFilters extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TwoHandoffFilters(List<String> beans) {
    super("Each of these beans registers a HandoffFilter: " + String.join(", ", beans));
  }

  /** Looks at the filters of an app. */
  static void refuse(ListableBeanFactory beans) {
    List<String> names = new ArrayList<>();
    List<Object> registered = new ArrayList<>();
    for (Map.Entry<String, ?> entry :
        beans.getBeansOfType(FilterRegistrationBean.class).entrySet()) {
      if (entry.getValue() instanceof FilterRegistrationBean<?> registration
          && registration.getFilter() instanceof HandoffFilter filter) {
        names.add(entry.getKey());
        registered.add(filter);
      }
    }
    // A filter that is a bean and has a registration is registered by that alone.
    beans
        .getBeansOfType(HandoffFilter.class)
        .forEach((name, filter) -> {
          if (!registered.contains(filter)) {
            names.add(name);
          }
        });
    if (names.size() > 1) {
      throw new TwoHandoffFilters(names.stream().sorted().toList());
    }
  }

  /** Tells which one to leave out. */
  static final class Analyzer extends AbstractFailureAnalyzer<TwoHandoffFilters> {
    @Override
    protected FailureAnalysis analyze(Throwable root, TwoHandoffFilters cause) {
      return new FailureAnalysis(
          cause.getMessage(),
          "Keep one: your own bean, or handoff.filter.enabled=true, which registers one before the"
              + " whole app.",
          cause);
    }
  }
}
