/* Strengthens pages that work without it. No words live here: texts come from the page's own attributes.
   Everything listens on the document, so that parts fetched by htmx behave like the rest. */
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;

  const remembered = {
    read(name) { try { return localStorage.getItem(name); } catch { return null; } },
    write(name, value) { try { localStorage.setItem(name, value); } catch { /* private window */ } },
  };

  /* Light and dark: kept in a cookie that the server reads, so that the next page does not flash. */
  function toggleTheme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  }

  /* Lists that are open where there is room for them, and folded on a narrow screen. */
  const isNarrow = () => matchMedia("(max-width: 63.99rem)").matches;
  const foldNarrow = () => { if (isNarrow()) for (const each of all("details[data-wide]")) each.open = false; };
  foldNarrow();
  matchMedia("(max-width: 63.99rem)").addEventListener("change", (now) => { for (const each of all("details[data-wide]")) each.open = !now.matches; });

  /* Dialogs. Without script the opener is a link to a page that does the same. */
  function openDialog(opener, event) {
    const dialog = document.getElementById(opener.dataset.open);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  }

  document.addEventListener("click", event => {
    const hit = selector => event.target.closest?.(selector);
    if (hit("[data-theme-toggle]")) return toggleTheme();
    if (hit("[data-print]")) return print();
    if (hit("[data-close]")) return hit("dialog")?.close();
    const opener = hit("[data-open]");
    if (opener) return openDialog(opener, event);
    if (event.target.matches?.("dialog.dlg")) event.target.close(); // the backdrop
    return undefined;
  });

  /* Shortcuts. Those of a single key can be turned off (WCAG 2.1.4). */
  const singleKeys = () => remembered.read("single-keys") !== "off";
  const isTyping = target => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;

  function searchOrHelp(event) {
    if (event.key === "/") {
      const field = one("[data-search]");
      if (!field?.offsetParent) return;
      event.preventDefault();
      field.focus();
    } else if (event.key === "?") {
      event.preventDefault();
      const dialog = document.getElementById("kortkommandon");
      if (dialog && !dialog.open) dialog.showModal();
    }
  }

  function stepInList(event) {
    const links = all("[data-step] a[href]");
    const here = links.findIndex(link => link === document.activeElement || link.hasAttribute("aria-current"));
    const next = links[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /* Enter and arrows go up and down a column of numbers, as in a spreadsheet. */
  function stepInColumn(event) {
    const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
    const down = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey);
    const table = event.target.closest("table");
    if (!table || !(up || down)) return false;
    const column = event.target.closest("td, th")?.cellIndex;
    const fields = all("input[data-num]", table).filter(field => field.closest("td, th")?.cellIndex === column);
    const next = fields[fields.indexOf(event.target) + (down ? 1 : -1)];
    event.preventDefault();
    next?.focus();
    next?.select();
    return true;
  }

  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      return (one("[data-done]") ?? event.target.form?.querySelector("[type=submit]"))?.click();
    }
    if (event.altKey && /^Arrow(Up|Down)$/.test(event.key)) return stepInList(event);
    if (event.target.matches?.("input[data-num]") && stepInColumn(event)) return undefined;
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || !singleKeys()) return undefined;
    return searchOrHelp(event);
  });

  document.addEventListener("change", event => {
    if (event.target.matches?.("[data-single-keys]")) remembered.write("single-keys", event.target.checked ? "on" : "off");
  });

  /* Numbers: the form becomes Swedish when the field is left, the number itself is never changed.
     Anything that could mean two numbers is left as typed; the server asks. */
  function tidyNumber(field) {
    const typed = field.value.replace(/[\s\u00a0\u2009\u202f]/g, "").replace(/^[\u2212\u2013]/, "-");
    const found = /^(-?)(\d+)(?:,(\d+))?$/.exec(typed);
    if (!found || found[2].length > 15) return;
    const whole = found[2].replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
    field.value = (found[1] ? "\u2212" : "") + whole + (found[3] ? `,${found[3]}` : "");
  }
  document.addEventListener("focusout", event => {
    if (event.target.matches?.("input[data-num]")) tidyNumber(event.target);
  });

  /* Words written and words allowed. */
  function countWords(field) {
    const shown = document.getElementById(field.dataset.count);
    if (!shown) return;
    const count = (field.value.trim().match(/\S+/g) || []).length;
    const text = count > Number(field.dataset.most) ? shown.dataset.textOver : shown.dataset.text;
    shown.textContent = text.replace("{n}", count).replace("{most}", field.dataset.most);
  }
  document.addEventListener("input", event => {
    if (event.target.matches?.("[data-count]")) countWords(event.target);
  });

  /* Wide tables: only those that can be scrolled get a tab stop and a name. */
  function markScrollable() {
    for (const box of all("[data-scroll]")) {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", box.dataset.scroll);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      }
    }
  }
  addEventListener("resize", markScrollable);

  /* A part of the page that fetches itself anew keeps what somebody is doing in it: what is unfolded, ticked and in
     focus; and it is not replaced under a press, since the click would be lost. The next time will do. */
  const WORKED = "a, button, input, select, summary";
  const isSame = (one, other) => ["tagName", "href", "name", "value"].every(each => one[each] === other[each]);
  let doing = null;
  document.addEventListener("htmx:beforeSwap", event => {
    const part = event.detail.target;
    doing = null;
    if (!part.matches("[hx-trigger]")) return;
    if (part.matches(":active")) { event.detail.shouldSwap = false; return; }
    doing = {
      open: all("details", part).map(each => each.open),
      ticked: all("[type=checkbox]", part).filter(each => each.checked),
      focus: part.contains(document.activeElement) ? document.activeElement : null,
    };
  });
  function goOn(part) {
    const folds = all("details", part), worked = all(WORKED, part);
    if (folds.length === doing.open.length) folds.forEach((each, place) => { each.open = doing.open[place]; });
    for (const was of doing.ticked) for (const box of worked) if (isSame(box, was)) box.checked = true;
    if (doing.focus && !part.contains(document.activeElement)) worked.find(each => isSame(each, doing.focus))?.focus();
  }
  document.addEventListener("htmx:afterSettle", event => {
    if (!doing || !event.target.children) return;
    goOn(event.target);
    doing = null;
  });

  /* What is only of use with script shows itself. */
  function wake(within) {
    for (const part of all("[data-script]", within)) part.hidden = false;
    for (const field of all("[data-count]", within)) countWords(field);
    for (const box of all("[data-single-keys]", within)) box.checked = singleKeys();
    markScrollable();
  }
  document.addEventListener("htmx:afterSettle", event => wake(event.target.parentElement ?? document));

  /* On paper everything is unfolded, and folded back afterwards. */
  addEventListener("beforeprint", () => {
    for (const part of all("details:not([open])")) { part.open = true; part.dataset.wasFolded = ""; }
  });
  addEventListener("afterprint", () => {
    for (const part of all("details[data-was-folded]")) { part.open = false; delete part.dataset.wasFolded; }
  });

  wake(document);
  one("[data-focus]")?.focus();
})();
