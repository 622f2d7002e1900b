// The article beside its notes: what is pointed at on one side is lit on the other, and a note
// that is led to opens. Without this the links alone do it.
"use strict";
(() => {
  const all = (selector) => document.querySelectorAll(selector);
  const reading = document.querySelector(".reading");
  if (!reading) return;

  // All pieces of one statement or event, which the weave may have cut, and its note.
  const partsOf = (name) => {
    const kind = name[0], number = name.slice(1);
    if (!/^[se]$/.test(kind) || !/^\d+$/.test(number)) return [];
    return [...all(`[data-${kind}="${number}"], [data-of="${name}"], [data-note="${name}"]`)];
  };
  let lit = [];
  const light = (name) => {
    for (const each of lit) each.classList.remove("on");
    lit = name ? partsOf(name) : [];
    for (const each of lit) each.classList.add("on");
  };
  const nameOf = (target) => {
    const at = target.closest?.("[data-of], [data-note], [data-e], [data-s]");
    if (!at) return "";
    const { of, note, e, s } = at.dataset;
    return of ?? note ?? (e === undefined ? `s${s}` : `e${e}`);
  };

  for (const kind of ["pointerover", "focusin"]) {
    reading.addEventListener(kind, (event) => light(nameOf(event.target)));
  }
  reading.addEventListener("pointerleave", () => light(""));

  const follow = () => {
    const found = /^#([nm])(\d+)$/.exec(location.hash);
    if (found) {
      const note = document.getElementById(location.hash.slice(1))?.closest("details");
      if (note) note.open = true;
    }
    const words = /^#([se]\d+)$/.exec(location.hash);
    if (words) light(words[1]);
  };
  addEventListener("hashchange", follow);
  follow();
})();
