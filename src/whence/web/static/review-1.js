// The review page by keys alone. Every key presses a button, follows a link or fills a form that
// is on the page; without this the page does all the same by them.
//
// Spans are counted in code points of the article's text, strings here in UTF-16 units. Each block
// of the article tells where it begins (`data-start`) and holds its text and nothing else.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const plain = (event) =>
    !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
  const editing = (element) => element?.matches?.("input, textarea, select");
  const words = byId("words");
  document.body.classList.add("keyed");
  if (!words) {
    // Nothing is left to decide: what was decided last can still be taken back.
    document.addEventListener("keydown", (event) => {
      if (event.key !== "u" || !plain(event) || editing(event.target)) return;
      document.querySelector('main button[value="undo"]')?.click();
    });
    return;
  }
  const decision = byId("decision"), add = byId("add"), mode = byId("mode");

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
  // `asked` is what is to be done as soon as there is a name to sign it with.
  let handler = null, draft = null, asked = null;
  const enter = (content, next) => {
    mode.replaceChildren(...content);
    mode.hidden = false;
    handler = next;
    asked = null;
  };
  const leave = () => {
    // What the keys had selected must not pass for what somebody selected by hand.
    if (draft) getSelection().removeAllRanges();
    mode.hidden = true;
    handler = draft = asked = null;
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

  const who = byId("who"), why = byId("why");
  const signed = (act) => {
    if (who.value.trim()) {
      act();
      return;
    }
    who.focus();
    enter([text("Your name first: a decision is signed. "), key("Enter"), text(" goes on")], null);
    asked = act;
  };
  const send = (id) => signed(() => decision.requestSubmit(byId(id)));

  // ---- what was written and not saved ----
  const lines = [...decision.querySelectorAll(".line")];
  const first = ({ options }) => [...options].find((each) => each.defaultSelected) ?? options[0];
  const differs = (control) =>
    control.value !== (control.options ? first(control).value : control.defaultValue);
  const changed = () =>
    lines.some((line) => "unsaved" in line.dataset || [...line.querySelectorAll("[name]")].some(differs));
  const unsaved = () => changed() || why.value.trim() !== "";
  // Whether it is sent along, or somebody said to go on without it.
  let going = false;
  const hold = (event, again) => {
    if (going || !unsaved()) return;
    event.preventDefault();
    document.activeElement.blur();
    const save = () => {
      leave();
      send("save");
    };
    const without = () => {
      going = true;
      again();
    };
    const kept = changed();
    enter(
      [
        text("What you wrote here is not saved. "), ...(kept ? [button("save it", "Enter", save)] : []),
        button("go on without it", "x", without), button("stay", "Esc", leave),
      ],
      ({ key: pressed }) => {
        if (pressed === "x") without();
        else if (pressed === "Enter" && kept) save();
        return pressed === "x" || pressed === "Enter";
      },
    );
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]:not([href^='#'])");
    if (link && event.button === 0 && plain(event)) hold(event, () => link.click());
  });
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target === decision && submitter?.value !== "undo") going = true;
    else hold(event, () => target.requestSubmit(submitter));
  });
  addEventListener("beforeunload", (event) => {
    if (!going && unsaved()) event.preventDefault();
  });
  addEventListener("pageshow", () => { going = false; });

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
    const { elements } = decision;
    elements.field.value = field;
    elements.start.value = span.start;
    elements.end.value = span.end;
    elements.how.value = how;
    send("fix");
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
      signed(() => {
        if (given && part === "statements") add.requestSubmit();
        else byId(given ? "add-type" : "add-words").focus();
      });
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
  add.addEventListener("submit", () => { add.elements.who.value = who.value; });
  // Other words than those selected are looked for as they are written.
  byId("add-words").addEventListener("input", () => {
    add.elements.start.value = add.elements.end.value = "";
  });

  // ---- plain keys ----
  const press = (id) => {
    const found = byId(id);
    if (!found || found.disabled) return;
    if (found.tagName === "A") found.click();
    else send(id);
  };
  const actions = {
    a: () => press("accept"), r: () => press("reject"), u: () => press("undo"),
    j: () => press("after"), ArrowRight: () => press("after"),
    k: () => press("before"), ArrowLeft: () => press("before"),
    f: askField, e: askControl, n: askPart,
    w: () => why.focus(),
    "?": () => {
      byId("keys").open = !byId("keys").open;
      byId("keys").scrollIntoView({ block: "nearest" });
    },
  };
  // Enter in a field: goes on with what waits for a name, leaves a name or reason that goes with
  // the next decision, saves the rest. Whether it is known here, and not left to the browser.
  const enterIn = (field) => {
    if (!decision.contains(field)) return false;
    if (field === who && asked) {
      if (who.value.trim()) {
        const act = asked;
        leave();
        who.blur();
        act();
      }
    } else if ((field === who || field === why) && !changed()) {
      field.blur();
    } else if (field.matches("select, textarea")) {
      send("save");
    } else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (editing(document.activeElement)) document.activeElement.blur();
      leave();
      document.body.classList.remove("choosing");
      return;
    }
    if (editing(event.target)) {
      if (event.key === "Enter" && !event.shiftKey && enterIn(event.target)) event.preventDefault();
      return;
    }
    const pressed = event.target.closest?.("button, a, summary");
    if (pressed && (event.key === "Enter" || event.key === " ")) {
      if (!handler || mode.contains(pressed)) return;
    }
    document.body.classList.remove("choosing");
    // A key that a mode knows means nothing else, though it may have left the mode.
    if (handler) {
      if (handler(event)) event.preventDefault();
    } else if (Object.hasOwn(actions, event.key)) {
      event.preventDefault();
      actions[event.key]();
    }
  });
})();
