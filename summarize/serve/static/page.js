// What the page does better with a script: sentences as they are finished, the document beside the text without leaving it,
// keys, dropped files, copying, editing. Everything but editing works without it. HTML comes from this server alone.
"use strict";

const form = document.body.dataset.form;
const pane = document.getElementById("pane");
let leaving = false; // a page that reloads itself would take back a click on a link, or the files that are being sent
addEventListener("beforeunload", () => {
  leaving = true;
});
const all = (what) => [...document.querySelectorAll(what)];

function stream(box) {
  // A browser has few connections to one server: a window that is not seen gives its own up.
  if (document.hidden) return document.addEventListener("visibilitychange", () => stream(box), { once: true });
  const source = new EventSource(box.dataset.events);
  const parts = new Map();
  const hide = () => {
    source.close();
    stream(box);
  };
  document.addEventListener("visibilitychange", hide, { once: true });
  source.addEventListener("open", () => {
    box.querySelector("[data-streamed]")?.replaceChildren(); // all statements are sent again
    parts.clear();
  });
  source.addEventListener("status", (event) => {
    const status = JSON.parse(event.data);
    const state = box.querySelector(".state");
    const bar = box.querySelector("progress");
    if (!state) return;
    if (state.textContent !== status.text) state.textContent = status.text;
    bar.max = status.total || 1;
    if (status.total) bar.value = status.done;
    else bar.removeAttribute("value");
  });
  source.addEventListener("statement", (event) => {
    const { heading, html } = JSON.parse(event.data);
    const into = box.querySelector("[data-streamed]");
    if (!into) return;
    if (!parts.has(heading)) {
      if (heading) into.append(Object.assign(document.createElement("h2"), { textContent: heading }));
      parts.set(heading, into.appendChild(Object.assign(document.createElement("ul"), { className: heading ? "statements" : "statements answer" })));
    }
    parts.get(heading).insertAdjacentHTML("beforeend", html);
  });
  source.addEventListener("done", (event) => {
    source.close();
    document.removeEventListener("visibilitychange", hide);
    const { html, title, history: list } = JSON.parse(event.data);
    if (box.dataset.reload !== undefined) return leaving || location.reload();
    box.innerHTML = html;
    box.removeAttribute("aria-busy");
    if (title) document.getElementById("title").textContent = title;
    const shown = document.querySelector(".history");
    if (shown && list) shown.outerHTML = list;
    prepare(box);
  });
  source.addEventListener("error", () => {
    const state = box.querySelector(".state");
    const ended = source.readyState === EventSource.CLOSED;
    const way = ended ? "open the address that the program printed last" : "it is tried again";
    if (state) state.textContent = `The connection to the program is lost; ${way}.`;
  });
}

let current = null; // the link of the citation that is shown

async function open(link) {
  current?.removeAttribute("aria-current");
  const mine = link.closest("main") ? link : all("main .cite").find((each) => each.dataset.cite === link.dataset.cite) || null;
  current = mine;
  current?.setAttribute("aria-current", "true");
  const path = new URL(link.href).pathname + "/cited/" + link.dataset.cite + (link.dataset.more === undefined ? "" : "?more=1");
  const answer = await fetch(path).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  const html = await answer.text();
  if (current !== mine) return; // another one was chosen in the meantime
  pane.innerHTML = html;
  pane.classList.add("open");
  history.replaceState(null, "", link.href.replace(/#.*/, ""));
  current?.scrollIntoView({ block: "nearest" });
  const cited = document.getElementById("cited");
  pane.scrollTop = cited ? cited.offsetTop - pane.clientHeight / 3 : 0; // the pane alone, not the page
  pane.querySelector("h2").focus({ preventScroll: true });
}

function close() {
  pane.classList.remove("open");
  current?.removeAttribute("aria-current");
  current?.focus();
  current = null;
  pane.querySelectorAll(".place, .document, .note, p").forEach((each) => each.remove());
  history.replaceState(null, "", location.pathname);
}

function step(by) {
  const links = all("main .cite");
  if (!links.length || !pane) return;
  const at = links.indexOf(current);
  open(links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)]);
}

document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-back]");
  if (back) {
    const text = back.closest("li").querySelector("[data-edit]");
    return check(text, text.textContent);
  }
  const link = event.target.closest("a[data-cite], a[data-close]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.close !== undefined) close();
  else open(link);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, [contenteditable]")) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "Escape" && pane?.classList.contains("open")) close();
  else if (event.key === "/" && document.getElementById("question")) {
    event.preventDefault();
    document.getElementById("question").focus();
  }
});

async function filesOf(entry, folder) {
  if (entry.isFile) {
    const file = await new Promise((found, failed) => entry.file(found, failed));
    return [[file, folder + file.name]];
  }
  const reader = entry.createReader();
  const inside = [];
  for (;;) {
    const some = await new Promise((found, failed) => reader.readEntries(found, failed));
    if (!some.length) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((each) => filesOf(each, folder + entry.name + "/")))).flat();
}

function droppable(box, take) {
  for (const kind of ["dragover", "dragleave", "drop"]) {
    box.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.toggle("over", kind === "dragover");
    });
  }
  box.addEventListener("drop", async (event) => {
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file, file.name]);
    take(entries.length ? (await Promise.all(entries.map((entry) => filesOf(entry, "")))).flat() : plain);
  });
}

async function add(files) {
  leaving = true;
  const data = new FormData();
  data.append("form", form);
  for (const [file, name] of files) data.append("files", file, name);
  const answer = await fetch("/sources/add", { method: "POST", body: data });
  location.assign(answer.redirected ? answer.url : "/sources?message=" + encodeURIComponent(await answer.text()));
}

async function check(text, before) {
  const item = location.pathname;
  const data = new FormData();
  data.append("form", form);
  data.append("statement", text.dataset.edit);
  data.append("text", text.textContent.trim());
  const answer = await fetch(item + "/edit", { method: "POST", body: data }).catch(() => null);
  const row = text.closest("li");
  row.querySelector(".edited")?.remove();
  const empty = !text.textContent.trim();
  if (empty || !answer?.ok) text.textContent = before;
  if (answer?.ok) {
    text.classList.toggle("left-out", empty);
    return row.insertAdjacentHTML("beforeend", await answer.text());
  }
  const why = Object.assign(document.createElement("p"), { className: "note edited", textContent: answer ? await answer.text() : "The program cannot be reached; the sentence is as it was." });
  why.setAttribute("role", "alert");
  row.append(why);
}

function prepare(within) {
  within.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(await (await fetch(button.dataset.copy)).text());
      button.textContent = "Copied";
    });
  });
  within.querySelectorAll("[data-edit]").forEach((text) => {
    let before = text.textContent;
    text.setAttribute("contenteditable", "plaintext-only");
    text.setAttribute("role", "textbox");
    text.setAttribute("aria-label", "Sentence, can be edited");
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        if (event.key === "Escape") text.textContent = before;
        text.blur();
      }
    });
    text.addEventListener("blur", () => {
      if (text.textContent !== before) check(text, before);
      before = text.textContent;
    });
  });
}

prepare(document);
const asked = new URLSearchParams(location.search).get("cite");
current = all("main .cite").find((each) => each.dataset.cite === asked) || null;
current?.setAttribute("aria-current", "true");
all("[data-events]").forEach(stream);
all("[data-drop]").forEach((box) => droppable(box, add));
all("[data-read]").forEach((box) => droppable(box, async (files) => { box.querySelector("textarea").value = await files[0][0].text(); }));
