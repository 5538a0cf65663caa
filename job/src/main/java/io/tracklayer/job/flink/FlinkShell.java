package io.tracklayer.job.flink;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class in the steps of an event that uses Flink's API: an operator, or a class that gives
 * it topics, a clock or metrics. Such a class decides nothing: it looks up the state, asks a plain
 * class what to do with it, and does that.
 *
 * <p>{@code ArchitectureTest} fails if any other class in those packages uses a type of Flink.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FlinkShell {}
