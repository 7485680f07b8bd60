/* Saves each answer while somebody writes. What is not acknowledged by the server waits in this browser's own store
   and is sent again, with the same id, until it is: through closed tabs, lost network and servers that fall.
   No words live here: texts come from the page's own attributes. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const shown = form.querySelector("[data-saved-state]");
  const PAUSE = 700, LONGEST = 5000, AGAIN = 4000, KEPT_DAYS = 14, SPOKEN = 60000;
  const PREFIX = `tertial:answer:${form.dataset.autosave}:`;
  const timers = new Map(), first = new Map(), sending = new Set();
  const answered = new Map(); // the fields of each answer that the server last said something about
  let token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let spokenAt = 0, halted = "";

  /* --- what waits: one entry for each answer --- */
  const memory = new Map(); // where the browser has no store
  const store = {
    get(pk) {
      try { return JSON.parse(localStorage.getItem(PREFIX + pk)) ?? memory.get(pk) ?? null; } catch { return memory.get(pk) ?? null; }
    },
    put(pk, entry) {
      memory.set(pk, entry);
      try { localStorage.setItem(PREFIX + pk, JSON.stringify(entry)); } catch { /* full or private: memory holds it */ }
    },
    drop(pk) {
      memory.delete(pk);
      try { localStorage.removeItem(PREFIX + pk); } catch { /* as above */ }
    },
    all() {
      const found = new Set(memory.keys());
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) found.add(key.slice(PREFIX.length));
      } catch { /* as above */ }
      return [...found];
    },
  };
  const newId = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map(n => n.toString(16)).join("");
  const block = pk => form.querySelector(`[data-answer="${pk}"]`);

  function fieldsOf(box) {
    const found = {};
    for (const field of box.querySelectorAll("[data-field]")) {
      const name = field.dataset.field;
      if (field.type === "radio") { if (field.checked) found[name] = field.value; }
      else if (field.type === "checkbox") found[name] = field.checked ? "1" : "";
      else found[name] = field.value;
    }
    return found;
  }

  function putBack(box, fields) {
    for (const field of box.querySelectorAll("[data-field]")) {
      const value = fields[field.dataset.field];
      if (value === undefined) continue;
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type === "checkbox") field.checked = value === "1";
      else field.value = value;
    }
  }

  /* --- what is said --- */
  function say(state, values = {}) {
    if (!shown) return;
    shown.dataset.state = state;
    const key = `text${state[0].toUpperCase()}${state.slice(1)}`;
    const text = Object.entries(values).reduce((t, [name, value]) => t.replace(`{${name}}`, value), shown.dataset[key] ?? "");
    shown.querySelector("[data-saved-text]").textContent = text;
    const loud = !["saved", "saving", "unsaved", "idle"].includes(state);
    if (loud || (state === "saved" && Date.now() - spokenAt > SPOKEN)) {
      shown.querySelector("[data-saved-live]").textContent = text;
      spokenAt = Date.now();
    }
  }

  function mark(box, text, field = "") {
    box.querySelector("[data-refused]")?.remove();
    for (const each of box.querySelectorAll("[data-field].fel")) each.classList.remove("fel");
    if (!text) return;
    const told = document.createElement("p");
    told.className = "err";
    told.dataset.refused = "";
    told.setAttribute("role", "alert");
    told.textContent = text.words;
    if (text.address) {
      const link = document.createElement("a");
      link.href = text.address;
      link.textContent = text.link;
      told.append(" ", link);
    }
    const wrong = box.querySelector(`[data-field="${field}"]`);
    wrong?.classList.add("fel");
    (wrong?.closest("td, .pane, .opts, div") ?? box).append(told);
  }

  /* What is said moves what stands below it. A pressed button or choice may not move before it is released. */
  function whenReleased(act) {
    if (document.documentElement.matches(":active")) setTimeout(() => whenReleased(act), 50);
    else act();
  }

  /* --- typing --- */
  function typed(box) {
    const pk = box.dataset.answer, fields = fieldsOf(box), now = store.get(pk);
    const entry = now ?? { id: newId(), version: box.dataset.version, address: box.dataset.save };
    if (entry.tried) entry.next = fields; // the first may have arrived: it is sent again as it was, then this
    else entry.fields = fields;
    entry.at = Date.now();
    store.put(pk, entry);
    if (!halted) say("unsaved");
    clearTimeout(timers.get(pk));
    const waited = Date.now() - (first.get(pk) ?? Date.now());
    if (!first.has(pk)) first.set(pk, Date.now());
    timers.set(pk, setTimeout(() => send(pk), waited > LONGEST ? 0 : PAUSE));
  }

  const body = (entry, fields = entry.fields) =>
    new URLSearchParams({ ...fields, version: entry.version, request: entry.id, csrfmiddlewaretoken: token });

  async function send(pk, again = false) {
    const entry = store.get(pk);
    if (!entry || sending.has(pk)) return;
    sending.add(pk);
    first.delete(pk);
    entry.tried = true;
    store.put(pk, entry);
    if (!halted) say("saving");
    try {
      const answer = await fetch(entry.address, {
        method: "POST", body: body(entry), redirect: "manual", credentials: "same-origin",
        headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" },
      });
      sending.delete(pk);
      await heard(pk, answer, again);
    } catch {
      sending.delete(pk);
      wait("offline");
    }
  }

  async function heard(pk, answer, again) {
    const box = block(pk);
    if (answer.type === "opaqueredirect" || answer.status === 401) return wait("out");
    if (answer.status === 403 && !again && await freshToken()) return send(pk, true);
    if (answer.status >= 500 || answer.status === 429 || answer.status === 403) return wait("offline");
    const said = await answer.json().catch(() => ({}));
    answered.set(pk, JSON.stringify(store.get(pk)?.fields));
    if (answer.status === 200) return saved(pk, said, box);
    const entry = store.get(pk);
    if (answer.status === 409 || answer.status === 404) store.drop(pk); // both texts are kept there, and more typing takes the place of mine; or it is gone
    else if (entry) { entry.halted = true; store.put(pk, entry); }
    halted = { 409: "conflict", 423: "locked", 422: "refused" }[answer.status] ?? "refused";
    if (box) whenReleased(() => mark(box, { words: said.text ?? "", address: said.address, link: said.link }, said.field));
    return say(halted);
  }

  function saved(pk, said, box) {
    const entry = store.get(pk);
    store.drop(pk);
    if (box) {
      box.dataset.version = said.version;
      const kept = box.querySelector("[data-version-field]");
      if (kept) kept.value = said.version;
      whenReleased(() => { mark(box, null); remark(box, said.remarks); });
    }
    if (entry?.next) {
      store.put(pk, { id: newId(), version: said.version, address: entry.address, fields: entry.next, at: Date.now() });
      return send(pk);
    }
    document.body.dispatchEvent(new CustomEvent("tertial:saved"));
    if (!store.all().length) { halted = ""; say("saved", { at: said.at }); }
    return undefined;
  }

  function remark(box, html) {
    const place = box.querySelector("[data-remarks]");
    if (html === undefined || !place) return;
    place.innerHTML = html;
    const asks = place.textContent.trim() !== "", comment = box.querySelector("[data-comment]");
    if (asks && comment) comment.open = true;
    if (asks) box.querySelector("[data-when-asked]")?.removeAttribute("hidden");
    const confirm = box.querySelector("[data-confirm]");
    if (confirm) confirm.hidden = !place.querySelector(".note");
  }

  function wait(state) {
    say(state, { n: store.all().length });
    clearTimeout(timers.get("again"));
    timers.set("again", setTimeout(sendAll, AGAIN));
  }

  async function freshToken() {
    try {
      const page = await fetch(location.href, { redirect: "manual", credentials: "same-origin" });
      const found = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await page.text());
      if (!found) return false;
      token = found[1];
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
      return true;
    } catch { return false; }
  }

  function sendAll() {
    for (const pk of store.all()) if (!store.get(pk)?.halted) send(pk);
  }

  /* --- when --- */
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, event => {
      const box = event.target.closest("[data-answer]");
      if (!box || !event.target.matches("[data-field]")) return;
      /* A field left as it was answered says change once more. To send it again would put what is said under it there
         anew, between a press and its release: a click on the way to both texts would be lost. */
      if (kind === "change" && answered.get(box.dataset.answer) === JSON.stringify(fieldsOf(box))) return;
      const entry = store.get(box.dataset.answer);
      if (entry?.halted) { delete entry.halted; delete entry.tried; entry.id = newId(); store.put(box.dataset.answer, entry); halted = ""; }
      typed(box);
    });
  }
  form.addEventListener("focusout", event => {
    const pk = event.target.closest("[data-answer]")?.dataset.answer;
    if (pk && store.get(pk) && !store.get(pk).tried) { clearTimeout(timers.get(pk)); send(pk); }
  });
  /* The page closes: what waits is handed to the browser to send, and stays in the store in case it is not. */
  addEventListener("pagehide", () => {
    for (const pk of store.all()) {
      const entry = store.get(pk);
      if (!entry || entry.halted || sending.has(pk)) continue;
      entry.tried = true;
      store.put(pk, entry);
      fetch(entry.address, { method: "POST", body: body(entry), keepalive: true, credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": token } }).catch(() => {});
    }
  });
  addEventListener("online", sendAll);
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") sendAll(); });
  /* A button posts the whole part. First what waits is saved, so that nobody meets a version of their own. */
  let ready = false;
  form.addEventListener("submit", async event => {
    if (ready || !store.all().some(pk => block(pk))) return;
    event.preventDefault();
    const until = Date.now() + 4000;
    for (const pk of store.all()) { clearTimeout(timers.get(pk)); send(pk); }
    const waits = () => sending.size || store.all().some(pk => block(pk) && !store.get(pk).halted);
    while (waits() && Date.now() < until) await new Promise(go => { setTimeout(go, 60); });
    if (waits()) return; // no connection: the line at the bottom says so, and the text stays here
    for (const pk of store.all()) if (block(pk)) store.drop(pk); // what was refused comes back with its reason
    ready = true;
    form.requestSubmit(event.submitter);
  });

  /* Pasted from Word: tables become rows with bars, lists get their hyphens; formats and marks are left behind. */
  const wordsOf = node => node.textContent.replace(/\s+/g, " ").trim();
  function plainOf(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const gone of page.querySelectorAll("style, script, head, o\\:p")) gone.remove();
    for (const table of page.querySelectorAll("table")) {
      const rows = [...table.rows].map(row => `| ${[...row.cells].map(cell => wordsOf(cell).replaceAll("|", "/")).join(" | ")} |`);
      if (rows.length) rows.splice(1, 0, `|${" --- |".repeat(table.rows[0].cells.length)}`);
      table.replaceWith(page.createTextNode(`\n\n${rows.join("\n")}\n\n`));
    }
    for (const bold of page.querySelectorAll("b, strong")) if (wordsOf(bold)) bold.replaceWith(`**${wordsOf(bold)}**`);
    for (const item of page.querySelectorAll("li, p.MsoListParagraph, p.MsoListParagraphCxSpFirst, p.MsoListParagraphCxSpMiddle, p.MsoListParagraphCxSpLast")) {
      item.replaceWith(page.createTextNode(`\n- ${wordsOf(item).replace(/^(?:[·•§]\s*|[o-]\s+)/, "")}`));
    }
    for (const part of page.querySelectorAll("p, div, h1, h2, h3, h4, br")) part.append("\n\n");
    return page.body.textContent.replace(/\u00a0/g, " ").replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
  }
  /* Several pieces stand by themselves: a table that begins in the middle of a line is no table. */
  function apart(text, field) {
    if (!text.includes("\n")) return text;
    const before = field.value.slice(0, field.selectionStart), after = field.value.slice(field.selectionEnd);
    const head = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = !after.trim() || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    return head + text + tail;
  }
  form.addEventListener("paste", event => {
    if (!event.target.matches("[data-paste]")) return;
    const html = event.clipboardData?.getData("text/html");
    if (!html || !/<(table|li|p|b|strong)\b/i.test(html)) return;
    event.preventDefault();
    const field = event.target, text = apart(plainOf(html), field);
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* A column copied from a sheet: each line goes into the next figure below, as far as there are any. */
  form.addEventListener("paste", event => {
    const name = event.target.dataset?.field, text = event.clipboardData?.getData("text/plain") ?? "";
    const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map(line => line.split("\t")[0].trim());
    if (!event.target.matches("input[data-num]") || lines.length < 2) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll(`input[data-field="${name}"]`)].filter(field => field.offsetParent);
    const start = fields.indexOf(event.target);
    for (const [place, line] of lines.entries()) {
      const field = fields[start + place];
      if (!field || !line) continue;
      field.value = line;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    fields[Math.min(start + lines.length, fields.length) - 1]?.focus();
  });

  /* --- what was left from a tab that closed --- */
  for (const pk of store.all()) {
    const entry = store.get(pk), box = block(pk);
    if (!entry || Date.now() - entry.at > KEPT_DAYS * 86400000) { store.drop(pk); continue; }
    delete entry.halted;
    store.put(pk, entry);
    if (box) putBack(box, entry.next ?? entry.fields);
    send(pk);
  }
})();
