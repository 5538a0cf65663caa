/** The JSON that all processes read and write. */
@NullMarked
package io.tracklayer.contract.json;

import org.jspecify.annotations.NullMarked;
