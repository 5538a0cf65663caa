package io.tracklayer.job.state.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;

/** Writes a value with all that is in it, a line for each field, for people. */
final class ReadableValue {

  private final StringBuilder text = new StringBuilder();

  private ReadableValue() {}

  static String of(Object value) {
    ReadableValue readable = new ReadableValue();
    readable.append("", value, 0);
    return readable.text.toString().stripTrailing();
  }

  private void append(String name, Object value, int depth) {
    text.append("  ".repeat(depth)).append(name);
    if (value instanceof byte[] bytes) {
      text.append(new String(bytes, UTF_8)).append('\n');
    } else if (value instanceof Map<?, ?> map) {
      text.append(map.size()).append(" by key\n");
      map.forEach((key, one) -> append(key + " -> ", one, depth + 1));
    } else if (value instanceof Collection<?> collection) {
      text.append(collection.size()).append(" of\n");
      collection.forEach(one -> append("- ", one, depth + 1));
    } else if ((value instanceof Record || value instanceof Profile)
        && !(value instanceof NodeId)) {
      text.append(value.getClass().getSimpleName()).append('\n');
      for (Field field : value.getClass().getDeclaredFields()) {
        if (isPart(field)) {
          append(field.getName() + ": ", valueOf(field, value), depth + 1);
        }
      }
    } else {
      text.append(value).append('\n');
    }
  }

  /** Neither a constant nor remembered, only to spare work. */
  private static boolean isPart(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
  }

  private static Object valueOf(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
