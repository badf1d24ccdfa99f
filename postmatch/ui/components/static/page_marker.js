// A page with areas to paint over: drawn with mouse or finger, moved and sized, or set with the keyboard alone.
// Areas are left, top, right, bottom as shares (0 to 1) of the page. Sends all of them after each change.

const MARKERS = new WeakMap(); // root of an instance -> its marker, kept from one run of the page to the next
const SMALLEST = 0.008; // a smaller area was a click, not a drawing
const STEP = 0.01;
const FINE = 0.002; // with Alt

export default function ({ data, parentElement, setStateValue }) {
  let marker = MARKERS.get(parentElement);
  if (!marker) MARKERS.set(parentElement, (marker = new Marker(parentElement)));
  marker.show(data, (boxes) => setStateValue("boxes", boxes));
}

class Marker {
  constructor(root) {
    this.boxes = [];
    this.suggestions = [];
    this.shown = ""; // the areas Python sent last: a run that sends the same again overrules nothing drawn since
    this.bar = make("div", { class: "bar" });
    this.arm = make("button", { type: "button", class: "arm", "aria-pressed": "false" }, "Draw an area");
    this.add = make("button", { type: "button" }, "Add an area");
    this.bar.append(this.arm, this.add);
    this.page = make("div", { class: "page" });
    this.image = make("img", { draggable: "false" });
    this.page.append(this.image);
    this.list = make("ul", { class: "list", "aria-label": "Areas on this page" });
    this.live = make("div", { class: "unseen", role: "status", "aria-live": "polite" });
    const marker = make("div", { class: "page-marker" });
    marker.append(this.bar, this.page, this.list, this.live);
    root.append(marker);
    this.arm.addEventListener("click", () => this.setArmed(!this.isArmed));
    this.add.addEventListener("click", () => this.addAt([0.3, 0.45, 0.7, 0.5]));
    this.page.addEventListener("pointerdown", (event) => this.press(event));
  }

  show({ picture, alt, boxes, suggestions }, send) {
    this.send = send;
    if (this.image.src !== picture) this.image.src = picture;
    this.image.alt = alt;
    this.suggestions = suggestions;
    const sent = JSON.stringify([alt, boxes]);
    if (sent !== this.shown) (this.boxes = boxes), (this.shown = sent);
    this.draw();
  }

  get isArmed() {
    return this.page.classList.contains("armed");
  }

  // A finger draws only after "Draw an area": otherwise it scrolls the page as everywhere. A mouse always draws.
  setArmed(isArmed) {
    this.page.classList.toggle("armed", isArmed);
    this.arm.setAttribute("aria-pressed", String(isArmed));
  }

  changed(boxes, words) {
    this.boxes = boxes;
    this.draw();
    this.live.textContent = words;
    this.send(boxes);
  }

  addAt(box) {
    this.changed([...this.boxes, box], `Area ${this.boxes.length + 1} added.`);
    this.areas[this.boxes.length - 1].focus();
  }

  remove(index) {
    const left = this.boxes.filter((_, one) => one !== index);
    this.changed(left, `Area ${index + 1} removed.`);
    (this.areas[Math.min(index, left.length - 1)] ?? this.add).focus();
  }

  draw() {
    const focused = this.page.getRootNode().activeElement?.dataset?.area;
    for (const one of this.page.querySelectorAll(".area, .suggested")) one.remove();
    this.areas = this.boxes.map((box, index) => this.area(box, index));
    const open = this.suggestions.filter(({ box }) => !this.boxes.some((one) => covers(one, box)));
    this.page.append(...open.map((one) => this.suggested(one)), ...this.areas);
    const rows = [...open.map((one) => this.suggestedRow(one)), ...this.boxes.map((box, index) => this.row(box, index))];
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
    if (focused !== undefined) this.areas[focused]?.focus({ preventScroll: true });
  }

  area(box, index) {
    const words = `Area ${index + 1}, ${inWords(box)}. Arrow keys move it, with shift they size it, delete removes it.`;
    const made = make("div", { class: "area", tabindex: "0", role: "button", "aria-label": words, "data-area": index });
    made.append(make("span", { class: "corner", "aria-hidden": "true" }));
    lay(made, box);
    made.addEventListener("keydown", (event) => this.key(event, index));
    made.addEventListener("pointerdown", (event) => this.grab(event, index));
    return made;
  }

  suggested({ box, label }) {
    const made = make("button", { type: "button", class: "suggested", "aria-label": `Add an area over the ${label}` });
    lay(made, box);
    made.addEventListener("pointerdown", (event) => event.stopPropagation());
    made.addEventListener("click", () => this.addAt(box));
    return made;
  }

  suggestedRow({ box, label }) {
    const row = make("li", { class: "found" });
    const add = make("button", { type: "button", "aria-label": `Add: ${label}` }, "Add");
    add.addEventListener("click", () => this.addAt(box));
    row.append(make("span", {}, label), add);
    return row;
  }

  row(box, index) {
    const row = make("li");
    const remove = make("button", { type: "button", "aria-label": `Remove area ${index + 1}` }, "Remove");
    remove.addEventListener("click", () => this.remove(index));
    row.append(make("span", { title: inWords(box) }, `Area ${index + 1}`), remove);
    return row;
  }

  key(event, index) {
    const by = event.altKey ? FINE : STEP;
    const ways = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    const way = ways[event.key];
    if (event.key === "Delete" || event.key === "Backspace") this.remove(index);
    else if (way) this.set(index, (event.shiftKey ? sized : moved)(this.boxes[index], ...way));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  set(index, box) {
    this.changed(replaced(this.boxes, index, box), `Area ${index + 1}, ${inWords(box)}.`);
  }

  // Draws a new area from where the pointer went down to where it is let go.
  press(event) {
    if (event.button !== 0 || event.target !== this.image) return;
    if (event.pointerType !== "mouse" && !this.isArmed) return;
    event.preventDefault();
    const from = this.at(event);
    const drawing = make("div", { class: "area" });
    this.page.append(drawing);
    this.follow(event, this.page, {
      move: (to) => lay(drawing, between(from, to)),
      end: (to) => {
        drawing.remove();
        const box = between(from, to);
        if (isVisible(box)) (this.setArmed(false), this.addAt(box));
      },
      cancel: () => drawing.remove(),
    });
  }

  // Moves an area, or sizes it by its lower right corner.
  grab(event, index) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const made = this.areas[index];
    const change = event.target.classList.contains("corner") ? sized : moved;
    const from = this.at(event);
    const before = this.boxes[index];
    const changedBy = (to) => change(before, to[0] - from[0], to[1] - from[1]);
    made.focus({ preventScroll: true });
    this.follow(event, made, {
      move: (to) => lay(made, changedBy(to)),
      end: (to) => (to[0] === from[0] && to[1] === from[1] ? null : this.set(index, changedBy(to))),
      cancel: () => lay(made, before),
    });
  }

  follow(event, element, { move, end, cancel }) {
    const onMove = (moving) => move(this.at(moving));
    const onEnd = (ended) => {
      element.removeEventListener("pointermove", onMove);
      for (const name of ["pointerup", "pointercancel"]) element.removeEventListener(name, onEnd);
      ended.type === "pointerup" ? end(this.at(ended)) : cancel();
    };
    element.setPointerCapture(event.pointerId);
    element.addEventListener("pointermove", onMove);
    for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, onEnd);
  }

  at({ clientX, clientY }) {
    const { left, top, width, height } = this.image.getBoundingClientRect();
    return [within((clientX - left) / width), within((clientY - top) / height)];
  }
}

const within = (share) => Math.min(Math.max(share, 0), 1);
const between = ([x, y], [a, b]) => [Math.min(x, a), Math.min(y, b), Math.max(x, a), Math.max(y, b)];
const isVisible = ([left, top, right, bottom]) => right - left > SMALLEST && bottom - top > SMALLEST;
const replaced = (boxes, index, box) => boxes.map((one, at) => (at === index ? box : one));
const covers = (a, b) => a[0] <= b[0] + FINE && a[1] <= b[1] + FINE && a[2] >= b[2] - FINE && a[3] >= b[3] - FINE;
const percent = (share) => `${Math.round(share * 100)} %`;
const inWords = ([left, top, right, bottom]) =>
  `${percent(left)} from the left, ${percent(top)} from the top, ${percent(right - left)} wide, ${percent(bottom - top)} high`;

function moved([left, top, right, bottom], x, y) {
  const byX = Math.min(Math.max(x, -left), 1 - right);
  const byY = Math.min(Math.max(y, -top), 1 - bottom);
  return [left + byX, top + byY, right + byX, bottom + byY];
}

function sized([left, top, right, bottom], x, y) {
  return [left, top, within(Math.max(right + x, left + SMALLEST)), within(Math.max(bottom + y, top + SMALLEST))];
}

function lay(element, [left, top, right, bottom]) {
  Object.assign(element.style, {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${(right - left) * 100}%`,
    height: `${(bottom - top) * 100}%`,
  });
}

function make(name, attributes = {}, words = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words) made.textContent = words;
  return made;
}
