// A size on a scale of limits: a bar, and below it each limit in words.

export default function ({ data, parentElement }) {
  const zones = data.marks.filter((mark) => mark.zone).map((mark) => `${mark.at * 100}%`);
  const bar = make("div", "bar");
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", data.words);
  bar.style.setProperty("--green-to", zones[0] ?? "100%");
  bar.style.setProperty("--yellow-to", zones[1] ?? "100%");
  bar.append(...data.marks.map((mark) => at(make("span", "mark"), mark.at)), at(make("span", "here"), data.at));
  const list = make("ul");
  list.append(
    ...data.marks.map((mark) => {
      const row = make("li", mark.passed ? "passed" : "");
      row.append(make("span", "sign"), mark.words);
      row.firstChild.textContent = mark.passed ? "✕" : "✓";
      row.firstChild.setAttribute("role", "img");
      row.firstChild.setAttribute("aria-label", mark.passed ? "too large for" : "fits");
      return row;
    }),
  );
  let root = parentElement.querySelector(".scale");
  if (!root) parentElement.append((root = make("div", "scale")));
  root.replaceChildren(bar, list);
}

function make(name, kind = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  return made;
}

function at(element, share) {
  element.style.left = `${share * 100}%`;
  return element;
}
