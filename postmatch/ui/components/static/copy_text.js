// A text to take along. The button puts it on the clipboard; where the browser refuses that (a page without HTTPS), the
// text is selected instead, so that the device's own "Copy" takes it.

const TEXTS = new WeakMap(); // root of an instance -> its parts, kept from one run of the page to the next

export default function ({ data, parentElement }) {
  let parts = TEXTS.get(parentElement);
  if (!parts) TEXTS.set(parentElement, (parts = new CopyText(parentElement)));
  parts.show(data);
}

class CopyText {
  constructor(root) {
    this.words = document.createElement("p");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.live = document.createElement("span");
    this.live.setAttribute("role", "status");
    const foot = document.createElement("div");
    foot.append(this.button, this.live);
    root.append(this.words, foot);
    this.button.textContent = "Copy";
    this.button.addEventListener("click", () => this.copy());
  }

  show({ text, label }) {
    if (this.words.textContent !== text) this.live.textContent = "";
    this.words.textContent = text;
    this.button.setAttribute("aria-label", `Copy ${label}`);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.words.textContent);
      this.live.textContent = "Copied";
    } catch {
      this.select();
      this.live.textContent = "Selected: copy it with your device";
    }
  }

  select() {
    const range = document.createRange();
    range.selectNodeContents(this.words);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
}
