package io.tracklayer.contract.config.options;

import java.util.List;

/**
 * Several values of one type.
 *
 * @param atMost the most values
 * @param orOne whether a single value may stand for a list of one
 */
public record ListType<E>(ValueType<E> element, int atLeast, int atMost, boolean orOne)
    implements ValueType<List<E>> {

  @Override
  public String name() {
    return orOne
        ? element.name() + ", or a list of up to " + atMost
        : "list of " + plural(element.name());
  }

  /** Text, and a choice between values, have no plural. */
  private static String plural(String name) {
    if (name.equals("text") || name.contains(" or ")) {
      return name;
    }
    int limits = name.indexOf(" from ");
    return limits < 0 ? name + "s" : name.substring(0, limits) + "s" + name.substring(limits);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.list(this);
  }
}
