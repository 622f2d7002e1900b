// Shows the statement under the pointer or the focus beside the article. Everything it shows
// stands in the table already: it copies text and never parses any.
(() => {
  "use strict";
  const reading = document.querySelector(".reading");
  const panel = document.getElementById("panel");
  const tags = [...document.querySelectorAll(".tag")]
    .sort((one, other) => one.dataset.of - other.dataset.of);
  if (!reading || !panel || !tags.length) return;
  document.documentElement.classList.add("js");
  const hint = [...panel.childNodes];
  let shown = null, pinned = false;

  const make = (name, text, kind) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  const button = (text, label, act) => {
    const node = make("button", text);
    node.type = "button";
    node.setAttribute("aria-label", label);
    node.addEventListener("click", act);
    return node;
  };

  const fields = (row) => {
    const list = make("dl");
    for (const cell of row.cells) {
      if (cell.matches(".name, .words")) continue;
      const value = make("dd");
      for (const part of cell.childNodes) value.append(part.cloneNode(true));
      list.append(make("dt", cell.dataset.label), value);
    }
    return list;
  };
  const heading = (row) => {
    const title = make("h2");
    const key = make("span", row.dataset.tag, "key");
    title.append(key, make("span", row.dataset.who));
    return title;
  };
  const steps = (at) => {
    const line = make("p", "", "steps");
    line.append(
      button("←", "Previous statement", () => go(at - 1, false)),
      button("→", "Next statement", () => go(at + 1, false)),
      make("span", `${at + 1} of ${tags.length}`, "soft num"),
    );
    return line;
  };

  const light = (number) => {
    for (const node of reading.querySelectorAll(".on")) node.classList.remove("on");
    reading.classList.toggle("picked", number !== null);
    if (number === null) return;
    const its = `[data-s="${number}"], [data-of="${number}"]`;
    for (const node of reading.querySelectorAll(its)) node.classList.add("on");
  };
  const show = (number) => {
    if (shown === number) return;
    shown = number;
    light(number);
    const row = document.getElementById(`s${number}`);
    const at = tags.findIndex((tag) => tag.dataset.of === number);
    const close = button("×", "Close", () => clear(true));
    close.className = "close";
    const quote = make("blockquote");
    quote.dir = "auto";
    quote.textContent = row.querySelector(".words").textContent.trim();
    panel.className = row.className;
    panel.replaceChildren(heading(row), quote, fields(row), steps(at), close);
    panel.hidden = false;
  };
  const clear = (home) => {
    const from = shown;
    shown = null;
    pinned = false;
    light(null);
    panel.className = "idle";
    panel.replaceChildren(...hint);
    if (home && from !== null) document.getElementById(`t${from}`)?.focus({ preventScroll: true });
  };
  const go = (at, focus) => {
    const tag = tags[(at + tags.length) % tags.length];
    pinned = true;
    show(tag.dataset.of);
    tag.scrollIntoView({ block: "center" });
    if (focus) tag.focus({ preventScroll: true });
    else panel.querySelector(".steps button")?.focus({ preventScroll: true });
  };
  const numberAt = (event) => {
    const mark = event.target.closest?.(".reading [data-s], .reading .tag");
    return mark ? (mark.dataset.s ?? mark.dataset.of) : null;
  };

  reading.addEventListener("pointerover", (event) => {
    const number = numberAt(event);
    if (number !== null && !pinned && event.pointerType === "mouse") show(number);
  });
  reading.addEventListener("click", (event) => {
    const number = numberAt(event);
    if (number === null) return;
    if (event.target.closest(".tag")) event.preventDefault();
    pinned = true;
    show(number);
  });
  for (const tag of tags) tag.addEventListener("focus", () => show(tag.dataset.of));
  document.addEventListener("click", (event) => {
    if (pinned && !event.target.closest(".reading, #panel")) clear(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && shown !== null) return clear(true);
    const inPanel = panel.contains(document.activeElement);
    const at = tags.findIndex((tag) => tag.dataset.of === shown);
    if (at < 0 || !(inPanel || tags.includes(document.activeElement))) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    go(at + step, true);
  });
  panel.className = "idle";
  panel.hidden = false;
})();
