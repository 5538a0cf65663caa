/**
 * The topics of an installation, named alike in all processes.
 *
 * <p>Of the packages below, those that a destination works with are stable, and say so. All others,
 * and this one, are internal and change without notice.
 */
@NullMarked
package io.tracklayer.contract;

import org.jspecify.annotations.NullMarked;
