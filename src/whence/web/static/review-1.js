// The review page by keys alone. Every key presses a button, follows a link or fills a form that
// is on the page; without this the page does all the same by them.
//
// Spans are counted in code points of the article's text, strings here in UTF-16 units. Each block
// of the article tells where it begins (`data-start`) and holds its text and nothing else.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const words = byId("words");
  if (!words) return;
  document.body.classList.add("keyed");
  const decision = byId("decision"), fix = byId("fix"), add = byId("add"), mode = byId("mode");

  // ---- places in the text ----
  const points = (text) => [...text].length;
  const units = (text, count) => [...text].slice(0, count).join("").length;
  const blocks = [...words.querySelectorAll("[data-start]")].map((element) => ({
    element,
    start: Number(element.dataset.start),
    end: Number(element.dataset.start) + points(element.textContent),
  }));

  // Where a place in the page lies in the text; null if it is in no block.
  const placeOf = (node, offset) => {
    const block = blocks.find((each) => each.element.contains(node));
    if (!block) return null;
    const range = document.createRange();
    range.setStart(block.element, 0);
    range.setEnd(node, offset);
    return block.start + points(range.toString());
  };
  // Where a place of the text lies in the page.
  const nodeAt = (block, place) => {
    let left = units(block.element.textContent, place - block.start);
    const walker = document.createTreeWalker(block.element, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode(), last = node;
    while (node && left > node.length) {
      left -= node.length;
      last = node;
      node = walker.nextNode();
    }
    return node ? [node, left] : [last ?? block.element, last?.length ?? 0];
  };

  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!words.contains(range.commonAncestorContainer)) return null;
    let start = placeOf(range.startContainer, range.startOffset);
    let end = placeOf(range.endContainer, range.endOffset);
    // A selection that ends at the beginning of the next block ends with the one before it.
    if (start === null) start = blocks.find((b) => range.intersectsNode(b.element))?.start ?? null;
    if (end === null) end = blocks.findLast((b) => range.intersectsNode(b.element))?.end ?? null;
    return start !== null && end !== null && start < end ? { start, end } : null;
  };

  // ---- words, for moving by them ----
  const tokensOf = (block) => {
    const text = block.element.textContent;
    const found = [];
    if (globalThis.Intl?.Segmenter) {
      const segmenter = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
      for (const { segment, index } of segmenter.segment(text)) {
        if (segment.trim()) found.push([index, index + segment.length]);
      }
    } else {
      for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s]/gu)) {
        found.push([match.index, match.index + match[0].length]);
      }
    }
    let unit = 0, point = block.start;
    const pointAt = (index) => {
      point += points(text.slice(unit, index));
      unit = index;
      return point;
    };
    return found.map(([from, to]) => [pointAt(from), pointAt(to)]);
  };
  let tokens = null;
  const allTokens = () => (tokens ??= blocks.flatMap(tokensOf));

  // ---- modes: what the next key means ----
  let handler = null, draft = null;
  const enter = (content, next) => {
    mode.replaceChildren(...content);
    mode.hidden = false;
    handler = next;
  };
  const leave = () => {
    // What the keys had selected must not pass for what somebody selected by hand.
    if (draft) getSelection().removeAllRanges();
    mode.hidden = true;
    handler = draft = null;
  };
  const text = (string) => document.createTextNode(string);
  const key = (name) => Object.assign(document.createElement("kbd"), { textContent: name });
  const button = (label, name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(key(name), ` ${label}`);
    made.addEventListener("click", act);
    return made;
  };

  const signed = () => {
    const who = byId("who");
    if (who.value.trim()) return true;
    who.focus();
    enter([text("Your name first: a decision is signed.")], null);
    return false;
  };

  // ---- f: fix a span ----
  const askField = () => {
    const given = selected();
    const choices = [...byId("span-fields").content.cloneNode(true).children];
    const choose = (field) => (given ? saveSpan(field, given, "instead") : beginDraft(field));
    for (const each of choices) {
      each.addEventListener("click", () => choose(each.dataset.field));
    }
    enter([text("Fix which span? "), ...choices, button("leave", "Esc", leave)], (event) => {
      const found = choices.find((each) => each.dataset.key === event.key);
      if (found) choose(found.dataset.field);
      return Boolean(found);
    });
  };
  const saveSpan = (field, span, how) => {
    leave();
    if (!signed()) return;
    fix.elements.field.value = field;
    fix.elements.start.value = span.start;
    fix.elements.end.value = span.end;
    fix.elements.how.value = how;
    fix.elements.who.value = byId("who").value;
    fix.elements.why.value = byId("why").value;
    fix.requestSubmit();
  };
  const spanOf = (field) => {
    const parts = [...words.querySelectorAll(`.f-${field}`)];
    if (!parts.length) return null;
    const first = parts[0], block = blocks.find((each) => each.element.contains(first));
    const start = placeOf(first, 0);
    let end = start;
    for (const part of parts) {
      if (!block.element.contains(part) || placeOf(part, 0) !== end) break;
      end = placeOf(part, part.childNodes.length);
    }
    return { start, end };
  };
  const beginDraft = (field) => {
    const list = allTokens();
    if (!list.length) return;
    const main = words.querySelector(".f-content, .f-anchor") ?? words.querySelector(".in");
    const near = main ? placeOf(main, 0) : list[0][0];
    const span = spanOf(field);
    const at = (place) => Math.max(0, list.findIndex((token) => token[1] > place));
    draft = { field, first: at(span?.start ?? near), last: at((span?.end ?? near + 1) - 1) };
    // A span may begin or end within what is a word here; it is left so until it is moved.
    draft.exact = span;
    showDraft();
  };
  const draftSpan = () => {
    const list = allTokens();
    return draft.exact ?? { start: list[draft.first][0], end: list[draft.last][1] };
  };
  const showDraft = () => {
    const { start, end } = draftSpan();
    const from = blocks.find((each) => each.start <= start && start < each.end);
    const to = blocks.find((each) => each.start < end && end <= each.end);
    const [startNode, startAt] = nodeAt(from, start), [endNode, endAt] = nodeAt(to, end);
    getSelection().setBaseAndExtent(startNode, startAt, endNode, endAt);
    startNode.parentElement.scrollIntoView({ block: "nearest" });
    const label = byId(`f-${draft.field}`).labels[0].textContent.trim().split(/\s+/)[1];
    const quote = document.createElement("q");
    quote.textContent = getSelection().toString();
    enter(
      [
        text(`${label}: `), quote, text(" "), key("←"), key("→"), text(" end "), key("Shift"),
        text(" beginning "), key("↑"), key("↓"), text(" move "),
        button("save", "Enter", () => saveDraft("instead")),
        button("save beside the others", "+", () => saveDraft("beside")),
        button("leave", "Esc", leave),
      ],
      moveDraft,
    );
  };
  const saveDraft = (how) => saveSpan(draft.field, selected() ?? draftSpan(), how);
  const moveDraft = (event) => {
    const most = allTokens().length - 1;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Enter" || event.key === "+") {
      saveDraft(event.key === "+" ? "beside" : "instead");
      return true;
    }
    if (!step) return false;
    draft.exact = null;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      if (draft.first + step >= 0 && draft.last + step <= most) {
        draft.first += step;
        draft.last += step;
      }
    } else if (event.shiftKey) {
      draft.first = Math.max(0, Math.min(draft.last, draft.first + step));
    } else {
      draft.last = Math.max(draft.first, Math.min(most, draft.last + step));
    }
    showDraft();
    return true;
  };

  // ---- e: change a field ----
  const askControl = () => {
    const controls = [...decision.querySelectorAll("[data-key]")];
    document.body.classList.add("choosing");
    enter([text("Change which field? Its letter stands beside it. "), button("leave", "Esc", leave)],
      (event) => {
        const found = controls.find((each) => each.dataset.key === event.key);
        if (!found) return false;
        leave();
        found.focus();
        found.select?.();
        return true;
      });
  };

  // ---- n: add a finding ----
  const askPart = () => {
    const given = selected();
    const fill = (part) => {
      leave();
      byId("adding").open = true;
      byId("add-part").value = part;
      add.elements.start.value = given?.start ?? "";
      add.elements.end.value = given?.end ?? "";
      byId("add-words").value = given ? getSelection().toString().replace(/\s+/g, " ") : "";
      if (!signed()) return;
      if (given && part === "statements") add.requestSubmit();
      else byId(given ? "add-type" : "add-words").focus();
    };
    enter(
      [
        text("Add what? "), button("a statement", "s", () => fill("statements")),
        button("an event", "v", () => fill("events")), button("leave", "Esc", leave),
      ],
      (event) => {
        const part = { s: "statements", v: "events" }[event.key];
        if (part) fill(part);
        return Boolean(part);
      },
    );
  };
  add.addEventListener("submit", () => { add.elements.who.value = byId("who").value; });
  // Other words than those selected are looked for as they are written.
  byId("add-words").addEventListener("input", () => {
    add.elements.start.value = add.elements.end.value = "";
  });

  // ---- plain keys ----
  const press = (id) => {
    const found = byId(id);
    if (!found || found.disabled) return;
    if (found.tagName === "A") found.click();
    else if (signed()) decision.requestSubmit(found);
  };
  const actions = {
    a: () => press("accept"), r: () => press("reject"), u: () => press("undo"),
    j: () => press("after"), ArrowRight: () => press("after"),
    k: () => press("before"), ArrowLeft: () => press("before"),
    f: askField, e: askControl, n: askPart,
    w: () => byId("why").focus(),
    "?": () => {
      byId("keys").open = !byId("keys").open;
      byId("keys").scrollIntoView({ block: "nearest" });
    },
  };
  const editing = (element) => element?.matches?.("input, textarea, select");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (editing(document.activeElement)) document.activeElement.blur();
      leave();
      document.body.classList.remove("choosing");
      return;
    }
    if (editing(event.target)) {
      const saves = event.target.tagName === "SELECT" || event.target.tagName === "TEXTAREA";
      if (event.key === "Enter" && saves && !event.shiftKey && decision.contains(event.target)) {
        event.preventDefault();
        if (signed()) decision.requestSubmit(byId("save"));
      }
      return;
    }
    if (event.target.closest?.("button, a, summary") && (event.key === "Enter" || event.key === " ")) {
      if (!draft) return;
    }
    document.body.classList.remove("choosing");
    const known = handler ? handler(event) : Object.hasOwn(actions, event.key);
    if (!known) return;
    event.preventDefault();
    if (!handler && !draft) actions[event.key]?.();
  });
})();
