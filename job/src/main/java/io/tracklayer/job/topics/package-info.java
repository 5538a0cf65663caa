/** Compares the topics of a cluster with those that the job needs. */
package io.tracklayer.job.topics;
