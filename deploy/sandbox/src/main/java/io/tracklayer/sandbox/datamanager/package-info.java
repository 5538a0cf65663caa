/** Google's Data Manager API, and the token endpoint in front of it. */
@NullMarked
package io.tracklayer.sandbox.datamanager;

import org.jspecify.annotations.NullMarked;
