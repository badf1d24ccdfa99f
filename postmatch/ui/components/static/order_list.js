// A list to bring into order: drag a row, press Up or Down, or lift it with the keyboard and move it by arrows.
// Fixed rows keep their places; the others move around them. Sends the ids of all rows once per drop.

const LISTS = new WeakMap(); // root of an instance -> its list, kept from one run of the page to the next
const EDGE = 70; // pixels from the edge of the window where a drag begins to scroll
const SLIDE = 14; // pixels scrolled per frame there

export default function ({ data, parentElement, setTriggerValue }) {
  let list = LISTS.get(parentElement);
  if (!list) LISTS.set(parentElement, (list = new OrderList(parentElement)));
  list.show(data, (ids) => setTriggerValue("order", ids));
  return () => list.close();
}

class OrderList {
  constructor(root) {
    this.rows = new Map();
    this.lifted = null; // {id, before}: the row in hand and the order it came from
    this.list = make("ol", { role: "list" });
    this.live = make("div", { class: "unseen", role: "status", "aria-live": "assertive" });
    this.hint = make("p", { class: "unseen", id: "how" });
    this.hint.textContent =
      "Press space to lift the row, the arrow keys to move it, space to put it down, and escape to put it back.";
    root.append(this.list, this.hint, this.live);
    this.close = () => this.stopDragging?.();
  }

  show({ items, label }, send) {
    this.send = send;
    if (this.lifted) return; // what is in hand stays in hand; the next run shows the rest
    this.list.setAttribute("aria-label", label);
    const ids = items.map((item) => item.id);
    for (const [id, row] of this.rows) if (!ids.includes(id)) (row.element.remove(), this.rows.delete(id));
    for (const item of items) this.rows.get(item.id)?.fill(item) ?? this.rows.set(item.id, new Row(item, this));
    this.place(ids);
  }

  // Moves all rows around the one in hand: taken out of the page for a moment, it would lose focus and pointer.
  place(ids) {
    const focused = this.list.getRootNode().activeElement?.closest("li");
    const still = this.rows.get(this.lifted?.id)?.element ?? focused;
    const wanted = ids.map((id) => this.rows.get(id).element);
    const isThere = wanted.every((element, index) => this.list.children[index] === element);
    const at = wanted.indexOf(still);
    if (!isThere) wanted.forEach((one, index) => one !== still && this.list.insertBefore(one, index < at ? still : null));
    this.ids = ids;
    const free = ids.filter((id) => !this.rows.get(id).fixed);
    ids.forEach((id, index) => this.rows.get(id).number(index + 1, free.indexOf(id), free.length));
  }

  // The order with that row at the given place among the rows that may move.
  moved(id, to) {
    const free = this.ids.filter((one) => !this.rows.get(one).fixed);
    free.splice(to, 0, free.splice(free.indexOf(id), 1)[0]);
    return this.ids.map((one) => (this.rows.get(one).fixed ? one : free.shift()));
  }

  placeOf(id) {
    return this.ids.filter((one) => !this.rows.get(one).fixed).indexOf(id);
  }

  get count() {
    return this.ids.filter((one) => !this.rows.get(one).fixed).length;
  }

  step(id, by) {
    const to = Math.min(Math.max(this.placeOf(id) + by, 0), this.count - 1);
    if (to !== this.placeOf(id)) this.slideTo(this.moved(id, to));
    this.rows.get(id).element.scrollIntoView({ block: "nearest" });
    this.say(`${this.rows.get(id).title}: place ${this.ids.indexOf(id) + 1} of ${this.ids.length}.`);
  }

  stepAndDrop(id, by) {
    const before = this.ids;
    this.step(id, by);
    this.sendIfChanged(before);
  }

  lift(id) {
    this.lifted = { id, before: this.ids };
    this.rows.get(id).lift(true);
    this.say(`${this.rows.get(id).title} lifted, place ${this.ids.indexOf(id) + 1} of ${this.ids.length}.`);
  }

  drop() {
    const { id, before } = this.lifted;
    this.lifted = null;
    this.rows.get(id).lift(false);
    this.say(`${this.rows.get(id).title} put down at place ${this.ids.indexOf(id) + 1} of ${this.ids.length}.`);
    this.sendIfChanged(before);
  }

  cancel() {
    const { id, before } = this.lifted;
    this.lifted = null;
    this.rows.get(id).lift(false);
    this.slideTo(before);
    this.say(`${this.rows.get(id).title} is back at place ${before.indexOf(id) + 1}.`);
  }

  sendIfChanged(before) {
    if (before.join() !== this.ids.join()) this.send(this.ids);
  }

  say(words) {
    this.live.textContent = words;
  }

  // Puts the rows in order and lets those that changed places slide there.
  slideTo(ids) {
    const tops = new Map(this.ids.map((id) => [id, this.rows.get(id).element.getBoundingClientRect().top]));
    this.place(ids);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const [id, top] of tops) {
      const { element } = this.rows.get(id);
      const by = top - element.getBoundingClientRect().top;
      if (by && this.lifted?.id !== id)
        element.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 160, easing: "ease-out" });
    }
  }

  // Follows a pointer until it is let go. Only the handle takes a finger, so that the page still scrolls by touch.
  drag(id, event) {
    const { handle, element } = this.rows.get(id);
    const scroller = scrollerOf(this.list);
    const from = event.clientY;
    let y = from;
    let frame = 0;
    handle.setPointerCapture(event.pointerId);
    this.lift(id);
    element.classList.add("dragged");
    const follow = () => {
      const to = this.placeUnder(id, y);
      if (to !== this.placeOf(id)) this.slideTo(this.moved(id, to));
    };
    const scroll = () => {
      const isUp = y < EDGE && y < from; // a row taken near an edge scrolls nothing until it is pulled that way
      const isDown = y > innerHeight - EDGE && y > from;
      const by = isUp ? -SLIDE : isDown ? SLIDE : 0;
      if (by) (scroller.scrollBy(0, by), follow());
      frame = requestAnimationFrame(scroll);
    };
    const move = (moved) => ((y = moved.clientY), follow());
    const end = (ended) => (ended.type === "pointercancel" ? stop(() => this.cancel()) : stop(() => this.drop()));
    const escape = (pressed) => pressed.key === "Escape" && (pressed.stopPropagation(), stop(() => this.cancel()));
    const stop = (then) => {
      this.stopDragging = null;
      cancelAnimationFrame(frame);
      element.classList.remove("dragged");
      handle.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) handle.removeEventListener(name, end);
      removeEventListener("keydown", escape, true);
      then();
    };
    this.stopDragging = () => stop(() => this.cancel());
    handle.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, end);
    addEventListener("keydown", escape, true);
    frame = requestAnimationFrame(scroll);
  }

  // The place among the free rows whose middle the pointer has passed.
  placeUnder(id, y) {
    const others = this.ids.filter((one) => !this.rows.get(one).fixed && one !== id);
    return others.filter((one) => {
      const box = this.rows.get(one).element.getBoundingClientRect();
      return y > box.top + box.height / 2;
    }).length;
  }
}

class Row {
  constructor(item, list) {
    this.list = list;
    this.id = item.id;
    this.element = make("li");
    this.place = make("span", { class: "place", "aria-hidden": "true" });
    this.handle = make("button", { type: "button", class: "handle", "aria-describedby": "how" }, GRIP);
    const words = make("span", { class: "words" });
    this.name = make("span", { class: "title" });
    this.detail = make("span", { class: "detail" });
    words.append(this.name, this.detail);
    this.up = this.button("Up", UP, -1);
    this.down = this.button("Down", DOWN, 1);
    this.element.append(this.handle, this.place, words, this.up, this.down);
    this.handle.addEventListener("keydown", (event) => this.key(event));
    this.handle.addEventListener("blur", () => setTimeout(() => this.left()));
    this.handle.addEventListener("pointerdown", (event) => this.press(event));
    this.element.addEventListener("pointerdown", (event) => this.press(event));
    this.fill(item);
  }

  fill({ title, detail, fixed }) {
    this.title = title;
    this.fixed = fixed;
    this.name.textContent = title;
    this.detail.textContent = detail;
    this.detail.hidden = !detail;
    this.element.classList.toggle("fixed", fixed);
    for (const one of [this.handle, this.up, this.down]) one.hidden = fixed;
    return this;
  }

  number(place, index, count) {
    this.place.textContent = place;
    this.handle.setAttribute("aria-label", `Move ${this.title}, place ${place}`);
    this.up.disabled = index <= 0;
    this.down.disabled = index === count - 1;
  }

  button(word, icon, by) {
    const made = make("button", { type: "button", class: "step", title: word }, icon);
    made.addEventListener("click", () => {
      this.list.stepAndDrop(this.id, by);
      if (made.disabled) this.handle.focus();
    });
    return made;
  }

  lift(isLifted) {
    this.element.classList.toggle("lifted", isLifted);
    this.handle.setAttribute("aria-pressed", String(isLifted));
  }

  // A mouse may take the row anywhere, a finger or pen the handle only.
  press(event) {
    const onHandle = event.currentTarget === this.handle;
    const onButton = event.target.closest("button");
    if (this.fixed || event.button !== 0 || this.list.lifted) return;
    if (!onHandle && (event.pointerType !== "mouse" || onButton)) return;
    event.preventDefault();
    this.handle.focus({ preventScroll: true });
    this.list.drag(this.id, event);
  }

  left() {
    const { lifted, stopDragging } = this.list;
    const isHere = this.element.getRootNode().activeElement === this.handle;
    if (lifted?.id === this.id && !stopDragging && !isHere) this.list.drop();
  }

  key(event) {
    const isLifted = this.list.lifted?.id === this.id;
    const steps = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
    if (event.key === " " || event.key === "Enter") isLifted ? this.list.drop() : this.list.lift(this.id);
    else if (isLifted && event.key in steps) this.list.step(this.id, steps[event.key]);
    else if (isLifted && event.key === "Escape") this.list.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

const GRIP = "M9 5h.01M9 12h.01M9 19h.01M15 5h.01M15 12h.01M15 19h.01";
const UP = "M12 19V5M6 11l6-6 6 6";
const DOWN = "M12 5v14M6 13l6 6 6-6";

function make(name, attributes = {}, icon = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (icon) {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drawing.setAttribute("viewBox", "0 0 24 24");
    drawing.setAttribute("aria-hidden", "true");
    path.setAttribute("d", icon);
    drawing.append(path);
    made.append(drawing);
  }
  return made;
}

// What scrolls when the page does: Streamlit's main area, not the window.
function scrollerOf(element) {
  for (let one = element; one; one = one.parentElement ?? one.getRootNode().host) {
    const { overflowY } = getComputedStyle(one);
    if (/(auto|scroll)/.test(overflowY) && one.scrollHeight > one.clientHeight) return one;
  }
  return document.scrollingElement;
}
