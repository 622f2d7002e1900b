// Files and folders dropped onto the page go into its form, which is then sent as if they had
// been chosen. Without this the form alone does it.
"use strict";
(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const input = document.getElementById("files");
  const told = document.getElementById("told");
  document.body.classList.add("scripted");

  const say = (words) => {
    told.textContent = words;
    told.hidden = !words;
  };

  // All files under what was dropped: folders are opened, hidden files left out.
  const filesUnder = async (entry) => {
    if (entry.name.startsWith(".")) return [];
    if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) return found;
      for (const each of some) found.push(...(await filesUnder(each)));
    }
  };
  const filesOf = async (data) => {
    const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...data.files];
    return (await Promise.all(entries.map(filesUnder))).flat();
  };

  const fits = (files) => {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (files.length > Number(form.dataset.files)) {
      say(`These are ${files.length} files; at most ${form.dataset.files} go at once.`);
    } else if (size > Number(form.dataset.most)) {
      say(`These are ${Math.round(size / 1048576)} MB; at most ${Math.round(form.dataset.most / 1048576)} go at once.`);
    } else {
      say("");
      return true;
    }
    return false;
  };

  let depth = 0;
  const over = (by) => {
    depth = Math.max(0, depth + by);
    form.classList.toggle("over", depth > 0);
  };
  addEventListener("dragenter", (event) => { event.preventDefault(); over(1); });
  addEventListener("dragleave", () => over(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    event.preventDefault();
    over(-depth);
    const files = await filesOf(event.dataTransfer);
    if (!files.length) return say("There was no file in what you dropped.");
    if (!fits(files)) return;
    const list = new DataTransfer();
    for (const file of files) list.items.add(file);
    input.files = list.files;
    form.requestSubmit();
  });
  input.addEventListener("change", () => fits([...input.files]));
  form.addEventListener("submit", (event) => {
    if (!fits([...input.files])) event.preventDefault();
    else form.classList.add("sending");
  });
})();
