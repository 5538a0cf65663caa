/**
 * What the records of the topics say, without anything personal. Nothing else gets into the store.
 */
@NullMarked
package io.tracklayer.view.facts;

import org.jspecify.annotations.NullMarked;
