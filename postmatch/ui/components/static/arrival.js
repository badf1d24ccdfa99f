// Scrolls a page once, when one arrives at it: a document to its top, the list to the card of the document shown last.

let shown = ""; // the card of the document that is shown, or was shown until now

export default function ({ data }) {
  if (data.card && data.card !== shown) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  if (!data.card && shown) document.querySelector(`.st-key-${CSS.escape(shown)}`)?.scrollIntoView({ block: "center" });
  shown = data.card;
}
