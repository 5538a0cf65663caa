/** Sends one story through a running system, and judges it by what the sandbox received. */
@NullMarked
package io.tracklayer.local.demo;

import org.jspecify.annotations.NullMarked;
