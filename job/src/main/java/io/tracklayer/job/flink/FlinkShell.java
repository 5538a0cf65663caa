package io.tracklayer.job.flink;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class on the way of an event that uses Flink's API: an operator, or what it needs to read
 * and write its topics, its clock, its metrics. Such a class holds no decision. It finds the state,
 * asks a plain class what to do with it, and does that.
 *
 * <p>{@code ArchitectureTest} fails on every other class there that names a type of Flink.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FlinkShell {}
