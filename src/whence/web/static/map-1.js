// Dragging over the days or over the map chooses them. The links and the form do the same.
"use strict";
(() => {
  document.body.classList.add("scripted");
  const SVG = "http://www.w3.org/2000/svg";
  const LEAST = 6; // pixels: less is a click
  let drag = null;

  const pointIn = (svg, event) => {
    const frame = svg.getBoundingClientRect();
    const { width, height } = svg.viewBox.baseVal;
    const within = (value, most) => Math.max(0, Math.min(most, value));
    return {
      x: within(((event.clientX - frame.left) / frame.width) * width, width),
      y: within(((event.clientY - frame.top) / frame.height) * height, height),
    };
  };

  const show = () => {
    const { rect, from, to, svg } = drag;
    const days = svg.dataset.brush === "days";
    rect.setAttribute("x", Math.min(from.x, to.x));
    rect.setAttribute("width", Math.abs(from.x - to.x));
    rect.setAttribute("y", days ? 0 : Math.min(from.y, to.y));
    rect.setAttribute("height", days ? svg.viewBox.baseVal.height - 20 : Math.abs(from.y - to.y));
  };

  // The address of this page with some of its query changed, followed as a link would be.
  const go = (changes) => {
    const atlas = document.getElementById("atlas");
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
    const link = document.createElement("a");
    link.href = address.pathname + address.search;
    link.hidden = true;
    atlas.append(link);
    globalThis.htmx?.process(link);
    link.click();
  };

  const chooseDays = (svg, from, to) => {
    const [low, high] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
    const bars = [...svg.querySelectorAll("a[data-first]")].filter((bar) => {
      const slot = bar.querySelector(".slot");
      const x = Number(slot.getAttribute("x"));
      return x < high && x + Number(slot.getAttribute("width")) > low;
    });
    if (bars.length) go({ first: bars[0].dataset.first, last: bars.at(-1).dataset.last });
  };

  const chooseBox = (svg, from, to) => {
    const [west, south, east, north] = document
      .getElementById("atlas").dataset.sides.split(",").map(Number);
    const { width, height } = svg.viewBox.baseVal;
    const turned = (x) => {
      const longitude = west + (x / width) * (east - west);
      return ((((longitude + 180) % 360) + 360) % 360) - 180;
    };
    const latitude = (y) => north - (y / height) * (north - south);
    const sides = [
      turned(Math.min(from.x, to.x)), latitude(Math.max(from.y, to.y)),
      turned(Math.max(from.x, to.x)), latitude(Math.min(from.y, to.y)),
    ];
    go({ box: sides.map((side) => side.toFixed(2)).join(",") });
  };

  document.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest?.("svg[data-brush]");
    // A finger that moves over the map scrolls the page.
    if (!svg || event.button !== 0) return;
    if (svg.dataset.brush === "box" && event.pointerType === "touch") return;
    const from = pointIn(svg, event);
    drag = { svg, from, to: from, begun: event.clientX + event.clientY, rect: null, event };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.rect) {
      const far = Math.hypot(event.clientX - drag.event.clientX, event.clientY - drag.event.clientY);
      if (far < LEAST) return;
      drag.rect = document.createElementNS(SVG, "rect");
      drag.rect.setAttribute("class", "brush");
      drag.svg.append(drag.rect);
    }
    drag.to = pointIn(drag.svg, event);
    show();
  });
  const end = (event) => {
    if (!drag) return;
    const { svg, from, to, rect } = drag;
    drag = null;
    if (!rect) return;
    rect.remove();
    if (event.type === "pointercancel") return;
    // The click that follows the drag must not open the link under it.
    addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => {
      removeEventListener("click", stop, { capture: true });
      (svg.dataset.brush === "days" ? chooseDays : chooseBox)(svg, from, to);
    });
  };
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
  // Links are not dragged away as text.
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.("svg[data-brush]")) event.preventDefault();
  });
})();
