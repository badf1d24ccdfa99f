// Holds a click on a link back while a field that it left is being sent; see leaving.py.

const WAIT = 120; // milliseconds: the field is sent with the next frame, and the server has begun by then
let left = -Infinity; // when a field was left last

function isField(element) {
  return element instanceof Element && element.matches("input, textarea");
}

function note(event) {
  if (isField(event.target)) left = performance.now();
}

function hold(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const is_plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !event.isTrusted || !is_plain || performance.now() - left > WAIT) return;
  event.preventDefault();
  event.stopPropagation();
  setTimeout(() => link.click(), WAIT);
}

// The script is run at every mount, and the page outlives its mounts.
if (!window.postmatchLeaving) {
  window.postmatchLeaving = true;
  document.addEventListener("focusout", note, true);
  document.addEventListener("click", hold, true);
}

export default function () {}
