/** Google's Data Manager API, and the token endpoint before it. */
@NullMarked
package io.tracklayer.sandbox.datamanager;

import org.jspecify.annotations.NullMarked;
