/** One story through a running system, and a verdict from what the sandbox received. */
@NullMarked
package io.tracklayer.local.demo;

import org.jspecify.annotations.NullMarked;
