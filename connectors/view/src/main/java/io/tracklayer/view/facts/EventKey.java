package io.tracklayer.view.facts;

/** What tells the messages of all endpoints apart. */
public record EventKey(String account, String environment, String messageId) {}
