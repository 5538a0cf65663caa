'use strict';

// Every text of an answer gets into the page as text, never as markup.

const REFRESH_MILLIS = 5000;

const WORDS = {
  received: 'Received',
  filtered: 'Filtered out',
  rejected: 'Rejected',
  copies: 'Repeats of a message',
  identity_only: 'Identity only',
  under_way: 'Under way',
  canonical: 'Canonical',
  order_copies: 'Further copies of an order',
  delivered: 'Delivered',
  waiting: 'Waiting',
  consent_denied: 'No consent',
  expired: 'Too old',
  not_applicable: 'Not for this destination',
  duplicate: 'Copy of a delivered order',
};
const MEANINGS = {
  received: 'everything that the receiver stored or refused',
  filtered: 'left out by the endpoint’s filter',
  rejected: 'could not be used',
  copies: 'the same message id again',
  identity_only: 'tells who is who, and never becomes canonical',
  under_way: 'stored, not yet taken in by the job',
  canonical: 'goes to every destination of its account',
  order_copies: 'canonical events that tell of an order told before',
};
const STATES = ['delivered', 'waiting', 'consent_denied', 'rejected', 'expired', 'not_applicable', 'duplicate'];
const TONES = { delivered: 'good', waiting: 'wait', retrying: 'wait', rejected: 'bad', expired: 'bad' };
const NAMES = ['purchase', 'refund', 'lead', 'sign_up', 'subscribe', 'begin_checkout', 'add_to_cart', 'view_content',
  'page_view', 'search', 'view_cart', 'add_to_wishlist', 'add_payment_info', 'order_updated', 'order_cancelled',
  'profile_update'];

const byId = (id) => document.getElementById(id);
const numbers = new Intl.NumberFormat('en');
const count = (number) => numbers.format(number);

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'text') element.textContent = value;
    else if (name === 'on') element.addEventListener('click', value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Text of which parts are in backticks, as the reasons' page has it. */
function prose(text) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? make('code', { text: part }) : part));
}

const clock = (text) => new Date(text).toLocaleTimeString('en-GB');

function when(text) {
  const time = new Date(text);
  const today = new Date().toDateString() === time.toDateString();
  return today ? clock(text) : time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }) + ', ' + clock(text);
}

function moment(text, exact = false) {
  const millis = exact ? '.' + String(new Date(text).getMilliseconds()).padStart(3, '0') : '';
  return make('time', { datetime: text, title: text, text: when(text) + millis });
}

/** From when to when; one time if they read the same. */
function span(first, last) {
  return when(first) === when(last) ? [moment(last)] : [moment(first), ' – ', moment(last)];
}

function age(from, to) {
  const seconds = Math.max(0, Math.round((new Date(to) - new Date(from)) / 1000));
  if (seconds < 90) return seconds + ' s';
  if (seconds < 5400) return Math.round(seconds / 60) + ' min';
  return seconds < 172800 ? Math.round(seconds / 3600) + ' h' : Math.round(seconds / 86400) + ' days';
}

function change(now, before) {
  if (now === before) return 'no change';
  if (before === 0) return 'none before';
  const percent = Math.round((now - before) / before * 100);
  return (percent > 0 ? '▲ +' : '▼ −') + Math.abs(percent) + ' %';
}

function rate(now) {
  const perMinute = now / 60;
  const each = perMinute < 10 ? perMinute.toFixed(1) : count(Math.round(perMinute));
  return count(now) + (perMinute < 1 ? '' : ' (' + each + '/min)');
}

/** Fills a part of the page, if it has changed, and leaves the focus where it was. */
const shown = new Map();
function fill(id, data, build) {
  const key = JSON.stringify(data);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  const part = byId(id);
  const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute('data-key') : null;
  const open = new Set([...part.querySelectorAll('details[open]')].map((one) => one.getAttribute('data-key')));
  part.replaceChildren(...[build()].flat());
  part.querySelectorAll('details').forEach((one) => { one.open = open.has(one.getAttribute('data-key')); });
  if (focused) part.querySelector('[data-key="' + CSS.escape(focused) + '"]')?.focus();
}

async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok && answer.status !== 404) throw new Error('the receiver answers ' + answer.status);
  return { known: answer.ok, body: await answer.json() };
}

function linkTo(id, text = id) {
  return make('button', { type: 'button', class: 'link', 'data-key': 'event ' + id, text, on: () => openWay(id) });
}

function listing(text, label, filter, kind = 'link number') {
  return make('button', {
    type: 'button', class: kind, text, 'aria-label': label, 'data-key': 'list ' + JSON.stringify(filter),
    on: () => list(filter),
  });
}

// ---- funnel

function funnelRow(kind, row, funnel) {
  const amount = funnel[kind];
  const bar = make('span', { class: row });
  bar.style.width = (funnel.received ? Math.min(100, amount / funnel.received * 100) : 0) + '%';
  const hour = funnel.last_hour[kind];
  const listed = ['received', 'copies', 'order_copies'].includes(kind) || amount === 0
    ? count(amount)
    : listing(count(amount), count(amount) + ' events: ' + WORDS[kind], { outcome: kind });
  return make('tr', { class: row },
    make('th', { scope: 'row', text: (row === 'minus' ? '− ' : '') + WORDS[kind], title: MEANINGS[kind] },
      make('span', { class: 'unseen', text: ', ' + MEANINGS[kind] })),
    make('td', { class: 'number' }, listed),
    make('td', { class: 'bar-cell' }, make('div', { class: 'bar', 'aria-hidden': 'true' }, bar)),
    make('td', { class: 'rate' }, rate(hour)),
    make('td', { class: 'change', text: change(hour, funnel.hour_before[kind]) }));
}

function showFunnel(funnel) {
  const { as_of: ignored, ...data } = funnel;
  byId('reach').textContent = funnel.since
    ? 'Exact counts of all events received since ' + when(funnel.since) + '.'
    : 'Nothing has been read yet.';
  fill('funnel-body', data, () => make('div', { class: 'panel' },
    make('table', { class: 'funnel' },
      make('caption', { text: 'Events from received to canonical' }),
      make('thead', {}, make('tr', {},
        make('th', { scope: 'col', text: 'Stage' }),
        make('th', { scope: 'col', class: 'number', text: 'Events' }),
        make('th', { scope: 'col', class: 'bar-cell', text: 'Share of received' }),
        make('th', { scope: 'col', class: 'rate', text: 'Last hour' }),
        make('th', { scope: 'col', class: 'change', text: 'Against the hour before' }))),
      make('tbody', {},
        funnelRow('received', 'main', funnel),
        ...['filtered', 'rejected', 'copies', 'identity_only', 'under_way'].map((kind) => funnelRow(kind, 'minus', funnel)),
        funnelRow('canonical', 'main', funnel))),
    funnelFacts(funnel)));
}

function funnelFacts(funnel) {
  const facts = [];
  if (funnel.order_copies) {
    facts.push(count(funnel.order_copies) + ' of the canonical events '
      + (funnel.order_copies === 1 ? 'is a further copy' : 'are further copies')
      + ' of an order, refund or lead that was told before.');
  }
  if (funnel.oldest_under_way_at) {
    facts.push('The oldest event under way arrived ' + age(funnel.oldest_under_way_at, funnel.as_of) + ' ago.');
  }
  return facts.length ? make('div', { class: 'facts' }, ...facts.map((text) => make('p', { text }))) : null;
}

// ---- destinations

function standing(counts, health) {
  if (health.paused_since) return ['wait', 'Paused by an operator'];
  if (health.circuit) return ['bad', 'Circuit open'];
  if (health.is_failing) return ['bad', 'Failing'];
  if (counts.waiting > 0) return ['wait', 'Waiting'];
  return health.delivered_at ? ['good', 'Delivering'] : ['', 'Nothing delivered yet'];
}

function circuit(open) {
  const why = [open.reason, open.status ? 'HTTP ' + open.status : ''].filter(Boolean).join(', ');
  return make('p', {}, 'Circuit open since ', moment(open.open_since), ...(why ? [' (', make('code', { text: why }), ')'] : []),
    ', in ' + count(open.open_subtasks) + ' of ' + count(open.subtasks) + (open.subtasks === 1 ? ' subtask' : ' subtasks'));
}

function destinationCard(name, funnel) {
  const counts = funnel.destinations[name];
  const health = funnel.health[name] || {};
  const all = STATES.reduce((sum, state) => sum + (counts[state] || 0), 0);
  const bar = make('div', { class: 'bar', 'aria-hidden': 'true' });
  for (const state of STATES) {
    const part = make('span', { class: 'fill-' + state });
    part.style.width = (all ? (counts[state] || 0) / all * 100 : 0) + '%';
    bar.append(part);
  }
  const [tone, words] = standing(counts, health);
  const hour = (funnel.last_hour.destinations[name] || {}).delivered || 0;
  const before = (funnel.hour_before.destinations[name] || {}).delivered || 0;
  const facts = make('div', { class: 'facts' });
  if (health.paused_since) facts.append(make('p', {}, 'Paused since ', moment(health.paused_since)));
  if (health.circuit) facts.append(circuit(health.circuit));
  if (health.oldest_waiting_at) facts.append(make('p', { text: 'Oldest waiting: received ' + age(health.oldest_waiting_at, funnel.as_of) + ' ago' }));
  facts.append(make('p', { text: 'Delivered in the last hour: ' + rate(hour) }),
    make('p', { text: 'Against the hour before: ' + change(hour, before) }));
  if (health.delivered_at) facts.append(make('p', {}, 'Last delivered ', moment(health.delivered_at)));
  if (health.failed_at) facts.append(make('p', {}, 'Last failed attempt ', moment(health.failed_at), ': ', make('code', { text: health.failure })));
  return make('article', { class: 'card ' + (tone === 'bad' ? 'alarming' : ''), 'aria-label': name },
    make('div', { class: 'card-head' }, make('h3', { text: name }), make('span', { class: 'chip ' + tone, text: words })),
    bar,
    make('ul', { class: 'outcomes' }, ...STATES.map((state) => make('li', {},
      make('span', { class: 'dot fill-' + state, 'aria-hidden': 'true' }),
      make('span', { text: WORDS[state] }),
      make('span', { class: 'amount' + (counts[state] ? '' : ' none') }, counts[state]
        ? listing(count(counts[state]), count(counts[state]) + ' ' + WORDS[state] + ' at ' + name, { destination: name, outcome: state })
        : '0')))),
    facts);
}

/** What somebody should look at now, above everything else. */
function showAttention(funnel) {
  const lines = Object.entries(funnel.health).flatMap(([name, health]) => {
    const waiting = (funnel.destinations[name] || {}).waiting || 0;
    const waits = waiting ? '; ' + count(waiting) + (waiting === 1 ? ' event waits.' : ' events wait.') : '.';
    if (health.paused_since) return [['wait', name, ' has been paused by an operator since ', health.paused_since, waits]];
    if (health.circuit) return [['bad', name, ' does not take events: its circuit has been open since ', health.circuit.open_since, waits]];
    return health.is_failing ? [['bad', name, ' does not take events; the last attempt failed at ', health.failed_at, waits]] : [];
  });
  fill('attention', lines, () => lines.map(([tone, name, said, at, waits]) =>
    make('p', { class: tone }, make('strong', { text: name }), said, moment(at), waits)));
}

function showDestinations(funnel) {
  const { as_of: ignored, ...data } = funnel;
  const names = Object.keys(funnel.destinations);
  fill('destinations-body', [data.destinations, data.health, data.last_hour.destinations, data.hour_before.destinations], () => (names.length
    ? names.map((name) => destinationCard(name, funnel))
    : make('p', { class: 'empty', text: 'The configuration names no destination.' })));
  const select = byId('filter').elements.destination;
  for (const name of names) {
    if (![...select.options].some((option) => option.value === name)) select.append(make('option', { value: name, text: name }));
  }
}

// ---- reasons

function reasonEntry(group) {
  const where = group.destination || 'before any destination';
  const key = [where, group.outcome, group.reason].join(' ');
  const filter = { outcome: group.outcome, reason: group.reason };
  if (group.destination) filter.destination = group.destination;
  const more = make('div', { class: 'more' });
  if (group.remedy) more.append(make('p', {}, make('strong', { text: 'What to do: ' }), ...prose(group.remedy)));
  if (group.redrive) more.append(make('p', {}, 'Once the cause is fixed, send them again; without ', make('code', { text: '--dry-run' }), ' it is done: ', make('code', { text: group.redrive })));
  if (group.examples.length) {
    more.append(make('p', { text: 'Examples:' }),
      make('ul', { class: 'examples' }, ...group.examples.map((one) => make('li', {}, linkTo(one.message_id)))));
  }
  more.append(make('p', {}, listing('List these events', 'List the events: ' + key, filter, 'link')));
  return make('details', { class: 'card reason', 'data-key': key },
    make('summary', { 'data-key': 'summary ' + key },
      make('span', { class: 'amount', text: count(group.count) }),
      make('code', { text: group.reason || group.outcome }),
      make('span', { class: 'chip ' + (group.as_configured ? '' : TONES[group.outcome] || 'bad'), text: WORDS[group.outcome] || group.outcome }),
      make('span', { text: where }),
      make('span', { class: 'when' }, ...span(group.first_at, group.last_at)),
      group.meaning ? make('span', { class: 'meaning' }, ...prose(group.meaning)) : null),
    more);
}

function showReasons(answer) {
  fill('reasons-body', answer, () => {
    const serious = answer.reasons.filter((group) => !group.as_configured);
    const meant = answer.reasons.filter((group) => group.as_configured);
    const parts = [];
    parts.push(make('p', { class: 'group-title', text: 'To look into' }));
    if (serious.length) parts.push(...serious.map(reasonEntry));
    else parts.push(make('p', { class: 'empty', text: 'Nothing: no event was rejected, became too old or waits after a failure.' }));
    if (meant.length) {
      parts.push(make('p', { class: 'group-title', text: 'As configured, or as people wanted' }));
      parts.push(...meant.map(reasonEntry));
    }
    return parts;
  });
  byId('reason-names').replaceChildren(...[...new Set(answer.reasons.map((group) => group.reason))].filter(Boolean)
    .map((reason) => make('option', { value: reason })));
}

// ---- match quality

function share(part, all) {
  if (part === 0 || part === all) return part === 0 ? '0 %' : '100 %';
  return Math.min(99, Math.max(1, Math.round(part / all * 100))) + ' %';
}

/** One match key: counted here, and what the vendor says of it, unless it says nothing at all of such events. */
function matchRow(key, counts, all, vendor) {
  const bar = make('div', { class: 'bar', 'aria-hidden': 'true' }, make('span', { class: 'main' }), make('span', { class: 'fill-delivered' }));
  bar.children[0].style.width = (all && counts.before / all * 100) + '%';
  bar.children[1].style.width = (all && (counts.after - counts.before) / all * 100) + '%';
  const own = (part) => (all
    ? make('td', { class: 'number', text: share(part, all), title: count(part) + ' of ' + count(all) })
    : make('td', { class: 'number', text: '–' }));
  return make('tr', {},
    make('th', { scope: 'row', text: key.replace('_', ' ') }),
    own(counts.before),
    own(counts.after),
    vendor && make('td', { class: 'number', text: key in vendor.keys ? numbers.format(vendor.keys[key]) + ' %' : '–' }),
    make('td', { class: 'bar-cell' }, bar));
}

/** Of delivered events, or of those that would be sent but for mode: log; none of those that only the vendor knows. */
const counted = (event) => event.delivered || event.would_send || 0;

const score = (vendor) => 'score ' + numbers.format(vendor.score);

function matchCard(destination, name, event, vendor) {
  const keys = { ...event.keys };
  for (const key of Object.keys(vendor?.keys ?? {})) keys[key] ??= { before: 0, after: 0 };
  return make('article', { class: 'card', 'aria-label': name + ' at ' + destination },
    make('div', { class: 'card-head' },
      make('h3', { text: name }),
      make('span', { class: 'chips' },
        vendor?.score && make('span', { class: 'chip', text: 'vendor: ' + score(vendor) }),
        make('span', { class: 'chip', text: count(counted(event)) }))),
    make('table', { class: vendor ? 'match vendor' : 'match' },
      make('caption', { text: 'Match keys of ' + name + ' at ' + destination }),
      make('thead', {}, make('tr', {},
        make('th', { scope: 'col', text: 'Match key' }),
        make('th', { scope: 'col', class: 'number', text: 'Event' }),
        make('th', { scope: 'col', class: 'number', text: 'With profile' }),
        vendor && make('th', { scope: 'col', class: 'number', text: 'Vendor' }),
        make('th', { scope: 'col', class: 'bar-cell', text: 'Share' }))),
      make('tbody', {}, ...Object.entries(keys).map(([key, counts]) => matchRow(key, counts, counted(event), vendor)))));
}

/** When the vendor was asked, and where its words are, or why there are none. */
function vendorNote(vendor) {
  if (vendor.problem) {
    return make('p', { class: 'hint' }, 'The vendor could not be asked for its own word at ', moment(vendor.asked_at), ': ' + vendor.problem,
      ...(vendor.said_at ? ['. What it says here is its answer of ', moment(vendor.said_at), '.'] : []));
  }
  const names = Object.keys(vendor.events).length;
  return make('p', { class: 'hint' }, 'The vendor was asked at ', moment(vendor.asked_at),
    names ? '. Its words are of all that servers sent it, over a time of its choice.' : ', and knows none of these events yet.');
}

/** One destination, closed at first: the keys of its purchases, or else of what it gets most. */
function matchGroup(destination, events, words, vendor) {
  const names = Object.keys(events).sort();
  const all = names.reduce((sum, name) => sum + counted(events[name]), 0);
  const most = names.reduce((one, other) => (counted(events[other]) > counted(events[one]) ? other : one), names[0]);
  const telling = events.purchase ? 'purchase' : most;
  const shares = Object.entries(events[telling]?.keys ?? {})
    .map(([key, counts]) => key.replace('_', ' ') + ' ' + share(counts.after, counted(events[telling])));
  const theirs = vendor?.events[telling]?.score ? '; vendor: ' + score(vendor.events[telling]) : '';
  const key = 'match ' + destination + ' ' + words;
  return make('details', { class: 'card reason', 'data-key': key },
    make('summary', { 'data-key': 'summary ' + key },
      make('strong', { text: destination }),
      make('span', { class: 'chip', text: count(all) + ' ' + words }),
      make('span', { class: 'meaning', text: telling ? telling + ': ' + (shares.join(', ') || 'no match key') + theirs : '' })),
    make('div', { class: 'more cards' },
      vendor && vendorNote(vendor),
      ...names.map((name) => matchCard(destination, name, events[name], vendor?.events[name]))));
}

/** What is counted, and events that only the vendor knows; those beside the delivered ones. */
function matchGroups({ destinations, only_logged: onlyLogged, vendors }) {
  const delivered = { ...destinations };
  for (const [destination, vendor] of Object.entries(vendors)) {
    const alone = Object.keys(vendor.events).filter((name) => !onlyLogged[destination]?.[name]);
    if (alone.length || vendor.problem || delivered[destination]) {
      delivered[destination] = { ...Object.fromEntries(alone.map((name) => [name, { keys: {} }])), ...delivered[destination] };
    }
  }
  return [[delivered, 'delivered'], [onlyLogged, 'only logged']].flatMap(([each, words]) =>
    Object.entries(each).sort().map(([destination, events]) => matchGroup(destination, events, words, vendors[destination])));
}

function showMatchQuality(answer) {
  fill('match-body', [answer.destinations, answer.only_logged, answer.vendors], () => {
    const groups = matchGroups(answer);
    return groups.length ? groups : make('p', { class: 'empty', text: 'Nothing has been delivered yet.' });
  });
}

// ---- events

let question = {};
let destinations = [];

function list(filter) {
  question = filter;
  const form = byId('filter');
  for (const field of ['id', 'destination', 'outcome', 'name', 'reason']) form.elements[field].value = filter[field] || '';
  byId('events').scrollIntoView();
  byId('events').focus({ preventScroll: true });
  refreshEvents().catch(trouble);
}

function chip(outcome) {
  return make('span', { class: 'chip ' + (TONES[outcome] || ''), text: WORDS[outcome] || outcome });
}

function eventRow(event) {
  const title = event.name || WORDS[event.stage] || 'event';
  const ids = make('div', { class: 'ids' }, linkTo(event.message_id));
  if (event.reason) ids.append(make('div', {}, make('code', { text: event.reason })));
  if (event.order_id) ids.append(make('div', { text: 'order ' + event.order_id }));
  if (event.copy_of) ids.append(make('div', { text: 'copy of ' + event.copy_of }));
  const name = make('div', { class: 'name', text: title });
  if (event.name && event.stage && event.stage !== 'canonical') name.append(' ', chip(event.stage));
  return make('tr', {},
    make('td', {}, moment(event.received_at)),
    make('td', {}, name, ids),
    ...destinations.map((destination) => {
      const outcome = event.outcomes[destination];
      return make('td', { 'data-label': destination }, make('div', {},
        outcome ? chip(outcome.outcome) : '–',
        outcome && outcome.reason ? make('span', { class: 'why', text: outcome.reason }) : null));
    }));
}

function nothingFound() {
  if (question.id) return 'No event fits. Of events that an endpoint’s filter leaves out, only the message id is kept.';
  return Object.keys(question).length ? 'No event fits.' : 'No event has been received yet. The first one appears here within seconds.';
}

function found({ events, more }) {
  if (events.length === 0) return '';
  const many = count(events.length) + (events.length === 1 ? ' event' : ' events');
  if (more) return 'The newest ' + many + '; there are more.';
  return many + (events.length === 1 ? '.' : ', the newest first.');
}

async function refreshEvents() {
  const { body } = await ask('/api/events?' + new URLSearchParams({ limit: 50, ...question }));
  destinations = [...new Set([...destinations, ...body.events.flatMap((event) => Object.keys(event.outcomes))])];
  byId('found').textContent = found(body);
  fill('events-body', [body, destinations], () => (body.events.length === 0
    ? make('p', { class: 'empty', text: nothingFound() })
    : make('div', { class: 'panel scroll' }, make('table', { class: 'events' },
      make('caption', { text: 'Events with their outcome at each destination' }),
      make('thead', {}, make('tr', {},
        make('th', { scope: 'col', text: 'Received' }),
        make('th', { scope: 'col', text: 'Event' }),
        ...destinations.map((name) => make('th', { scope: 'col', text: name })))),
      make('tbody', {}, ...body.events.map(eventRow))))));
}

// ---- one event

const pathOf = (id) => '/api/events/' + id.split('/').map(encodeURIComponent).join('/');

function toneOf(step) {
  if (step.step === 'waiting') return 'wait';
  return step.step === 'delivery' ? TONES[step.outcome] || 'not' : step.step === 'rejected' ? 'bad' : '';
}

function details(step) {
  const parts = [];
  if (step.reason) parts.push(step.reason + (step.detail ? ' (' + step.detail + ')' : ''));
  if (step.attempt) parts.push('attempt ' + step.attempt);
  if (step.status) parts.push('HTTP ' + step.status);
  if (step.latency_ms !== undefined) parts.push(count(step.latency_ms) + ' ms after receipt');
  if (step.profile_id) parts.push('profile ' + step.profile_id);
  const consent = step.step === 'canonical' ? {} : step.consent || {};
  for (const [purpose, stated] of Object.entries(consent)) {
    parts.push(purpose + ': ' + stated.state + (stated.source ? ', ' + stated.source : '') + (stated.at ? ', ' + when(stated.at) : ''));
  }
  return parts.join(' · ');
}

/** By any id: the way of the only event that has it, or a list of those that have. */
async function find(id) {
  const { body } = await ask('/api/events?' + new URLSearchParams({ id, limit: 2 }));
  list({ id });
  if (body.events.length === 1) await openWay(body.events[0].message_id);
}

async function openWay(id) {
  try {
    const { known, body } = await ask(pathOf(id));
    const dialog = byId('way');
    byId('way-title').textContent = known ? (body.name || WORDS[body.stage] || 'Event') + ' ' + body.message_id : 'Unknown';
    byId('way-body').replaceChildren(...(known ? way(body) : [make('p', { text: 'Nothing is known of ' + id + ', or not any more.' })]));
    if (!dialog.open) dialog.showModal();
    byId('way-title').focus();
    history.replaceState(null, '', '#event=' + encodeURIComponent(id));
  } catch (error) {
    trouble(error);
  }
}

function way(event) {
  const facts = [];
  if (event.event_id) facts.push('event id ' + event.event_id);
  if (event.order_id) facts.push('order ' + event.order_id);
  const parts = [make('p', { class: 'hint', text: facts.join(' · ') })];
  const outcomes = Object.entries(event.outcomes);
  if (outcomes.length) {
    parts.push(make('ul', { class: 'ends', 'aria-label': 'Destinations' }, ...outcomes.map(([name, outcome]) =>
      make('li', {}, make('strong', { text: name }), ' ', chip(outcome.outcome)))));
  }
  parts.push(make('ol', { class: 'steps', 'aria-label': 'Steps' }, ...event.steps.map((step) => make('li', { class: toneOf(step) },
    step.at ? moment(step.at, true) : make('span', { class: 'chip wait', text: 'now' }),
    make('p', {}, ...prose(step.said)),
    make('p', { class: 'detail', text: details(step) }),
    step.answer ? make('p', { class: 'detail' }, 'It answered: ', make('code', { text: step.answer })) : null))));
  if (event.copies.length) {
    parts.push(make('h3', { text: 'Other messages that tell of the same' }),
      make('ul', {}, ...event.copies.map((copy) => make('li', {}, linkTo(copy.message_id), ' received ', moment(copy.received_at)))));
  }
  return parts;
}

function closed() {
  history.replaceState(null, '', location.pathname);
}

// ---- all together

function trouble(error) {
  const status = byId('status');
  status.className = 'trouble';
  status.textContent = 'Not up to date: ' + error.message;
}

function told(funnel) {
  const status = byId('status');
  status.className = funnel.problem ? 'trouble' : '';
  const text = funnel.problem
    ? 'Not up to date: the topics cannot be read (' + funnel.problem + ')'
    : funnel.behind > 0 ? 'Reading: ' + count(funnel.behind) + ' records to go'
      : funnel.behind < 0 ? 'Waiting for the topics' : 'Live';
  if (status.textContent !== text) status.textContent = text;
}

async function refresh() {
  try {
    const [funnel, reasons, quality] = await Promise.all(
      [ask('/api/funnel'), ask('/api/reasons'), ask('/api/match-quality')]);
    destinations = [...new Set([...Object.keys(funnel.body.destinations), ...destinations])];
    showAttention(funnel.body);
    showFunnel(funnel.body);
    showDestinations(funnel.body);
    showReasons(reasons.body);
    showMatchQuality(quality.body);
    await refreshEvents();
    told(funnel.body);
  } catch (error) {
    trouble(error);
  }
}

async function keepRefreshing() {
  if (!document.hidden) await refresh();
  setTimeout(keepRefreshing, REFRESH_MILLIS);
}

/** What somebody typed into the address need not be encoded. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function begin() {
  const form = byId('filter');
  for (const outcome of [...STATES, 'filtered', 'under_way', 'identity_only']) {
    form.elements.outcome.append(make('option', { value: outcome, text: WORDS[outcome] }));
  }
  byId('names').append(...NAMES.map((name) => make('option', { value: name })));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    question = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim() !== ''));
    refreshEvents().catch(trouble);
  });
  byId('find').addEventListener('submit', (event) => {
    event.preventDefault();
    const id = byId('find').elements.id.value.trim();
    if (id) find(id).catch(trouble);
  });
  form.addEventListener('reset', () => {
    question = {};
    refreshEvents().catch(trouble);
  });
  byId('way-close').addEventListener('click', () => byId('way').close());
  byId('way').addEventListener('close', closed);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
  keepRefreshing();
  const wanted = location.hash.match(/^#event=(.+)$/);
  if (wanted) openWay(decoded(wanted[1]));
}

begin();
