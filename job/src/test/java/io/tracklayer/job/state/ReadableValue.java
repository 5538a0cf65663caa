package io.tracklayer.job.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.RecordComponent;
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
    } else if (value instanceof Record one && !one.getClass().getSimpleName().equals("NodeId")) {
      text.append(one.getClass().getSimpleName()).append('\n');
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        append(component.getName() + ": ", valueOf(component, one), depth + 1);
      }
    } else {
      text.append(value).append('\n');
    }
  }

  private static Object valueOf(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
