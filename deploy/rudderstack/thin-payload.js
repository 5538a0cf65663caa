// A transformation for RudderStack: TrackLayer's thin payload, without what TrackLayer does not read.
//
// To send less, delete more where it says so. Keep message_id, without which a copy cannot be recognised, and whatever
// states consent: what an event does not state counts as unknown.
export function transformEvent(event) {
  const context = Object.assign({}, event.context);
  // Click ids and consent come under many names, so what is left out of the context is named, not what is kept.
  delete context.library;
  delete context.sessionStart;
  // To send less: delete context.ip; delete context.userAgent; delete context.screen;

  return {
    message_id: event.messageId,
    type: event.type,
    event: event.event,
    name: event.name,
    channel: event.channel,
    sent_at: event.sentAt,
    timestamp: event.timestamp,
    original_timestamp: event.originalTimestamp,
    request_ip: event.request_ip,
    anonymous_id: event.anonymousId,
    user_id: event.userId,
    previous_id: event.previousId,
    merge_properties: event.mergeProperties,
    traits: event.traits,
    properties: event.properties,
    consent: event.consent,
    integrations: event.integrations,
    context,
  };
}
