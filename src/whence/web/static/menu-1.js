// An open menu closes with Escape, and when one goes elsewhere. Without this its button does it.
"use strict";
(() => {
  const open = () => document.querySelector("details.menu[open]");

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && open();
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const menu = open();
      if (menu && !menu.contains(event.target)) menu.open = false;
    });
  }
})();
