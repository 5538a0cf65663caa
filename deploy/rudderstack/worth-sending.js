// A transformation for RudderStack: drops the events that no destination of TrackLayer has a use for. TrackLayer would
// filter them out as well; this saves sending them. The same list, for an endpoint's filters, is in filters.yaml.
const WORTH_SENDING = [
  "Product Viewed",
  "Product List Viewed",
  "Products Searched",
  "Product Added to Wishlist",
  "Product Added",
  "Cart Viewed",
  "Checkout Started",
  "Payment Info Entered",
  "Order Completed",
  "Order Updated",
  "Order Cancelled",
  "Order Refunded",
  "Lead Submitted",
  "Signed Up",
  "Subscription Started",
];

// Who people are, what they consent to and what they withdraw also comes in events of these types.
const ALWAYS = ["identify", "alias", "merge"];

// As TrackLayer compares names: order_completed is Order Completed.
const comparable = (name) => String(name).toLowerCase().replace(/[-_\s]/g, "");
const wanted = new Set(WORTH_SENDING.map(comparable));

export function transformEvent(event) {
  const isWanted =
    event.type === "track" ? wanted.has(comparable(event.event)) : ALWAYS.includes(event.type);
  return isWanted ? event : undefined;
}
