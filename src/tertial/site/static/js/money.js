/* A table of money: sums and deviations follow what is typed, a row beyond the tolerance opens its comment, and a column
   copied from a sheet is laid in its rows by the server, which shows what it does not understand. */
(() => {
  "use strict";
  const NBSP = "\u00a0", MINUS = "\u2212", NEAR = 1e-9;

  function read(text) {
    const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/^[\u2212\u2013]/, "-").replace(",", ".");
    return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
  }
  function shown(value, decimals, withSign = false) {
    const text = (Math.abs(value) + NEAR).toFixed(decimals), none = Number(text) === 0;
    const [whole, part] = text.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, NBSP) + (part ? `,${part}` : "");
    return (none ? "" : value < 0 ? MINUS : withSign ? "+" : "") + grouped;
  }
  const number = text => text === undefined ? null : Number(text);

  for (const table of document.querySelectorAll("[data-money]")) watch(table);

  function watch(table) {
    const decimals = Number(table.dataset.decimals), lines = [...table.querySelectorAll("[data-line]")];
    const percent = number(table.dataset.percent), amount = number(table.dataset.amount);

    function expectedOf(line) {
      const field = line.querySelector("input[data-figure]");
      return field ? read(field.value) : number(line.dataset.expected);
    }
    function isBeyond(budget, far) {
      if (amount !== null && far > amount + NEAR) return true;
      return percent !== null && far * 100 > Math.abs(budget) * percent + NEAR;
    }
    function count() {
      let asked = 0, given = 0, sum = 0, budgets = 0, apart = 0;
      for (const line of lines) {
        const budget = number(line.dataset.budget), expected = expectedOf(line);
        const both = budget !== null && expected !== null, deviation = both ? budget - expected : null;
        line.querySelector("[data-deviation]").textContent = both ? shown(deviation, decimals, true) : "–";
        if ("within" in line.dataset) continue;
        asked += 1;
        if (expected !== null) { given += 1; sum += expected; }
        if (both) { budgets += budget; apart += deviation; }
        if (both && isBeyond(budget, Math.abs(deviation))) {
          line.querySelector("[data-when-asked]").hidden = false;
          line.querySelector("[data-comment]")?.setAttribute("open", "");
        }
      }
      const adds = !("unsummed" in table.dataset);  // rows in different units have no sum
      const said = {
        expected: adds && given ? shown(sum, decimals) : "–",
        deviation: adds && (budgets || apart) ? shown(apart, decimals, true) : "–",
        percent: adds && budgets ? `${shown(apart * 100 / Math.abs(budgets), 1, true)}${NBSP}%` : "",
      };
      for (const cell of table.querySelectorAll("[data-sum]")) cell.textContent = said[cell.dataset.sum];
      for (const rest of table.querySelectorAll("[data-count]")) {
        rest.textContent = rest.dataset.text.replace("{n}", given).replace("{all}", asked);
        rest.hidden = given === asked;
      }
    }
    table.addEventListener("input", event => { if (event.target.matches("[data-figure]")) count(); });
    count();
    paste(table, lines);
  }

  /* --- a column copied from a sheet --- */
  function paste(table, lines) {
    const to = table.querySelector("[data-paste-to]")?.dataset.pasteTo;
    const told = table.querySelector("[data-pasted]"), undo = table.querySelector("[data-undo]");
    if (!to) return;
    const fieldOf = pk => lines.find(line => line.dataset.answer === pk)?.querySelector("input[data-figure]");
    function fill(figures) {
      const before = {};
      for (const [pk, figure] of Object.entries(figures)) {
        const field = fieldOf(pk);
        if (!field) continue;
        before[pk] = field.value;
        field.value = figure;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return before;
    }
    function tell(before) {
      told.textContent = told.dataset.text.replace("{n}", Object.keys(before).length);
      told.hidden = undo.hidden = false;
      undo.onclick = () => { fill(before); told.hidden = undo.hidden = true; };
    }
    /* Without a connection nothing is laid, and nobody is led away from what waits in the browser. */
    function lost() {
      told.textContent = told.dataset.lost;
      told.hidden = false;
      undo.hidden = true;
    }
    table.addEventListener("paste", async event => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!event.target.matches("[data-figure]") || !/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      const start = event.target.closest("[data-line]").dataset.answer;
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const sent = new URLSearchParams({ column: text, start, csrfmiddlewaretoken: token });
      const answer = await fetch(to, {
        method: "POST", body: sent, credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "fetch", "X-CSRFToken": token },
      }).then(each => each.ok ? each.json() : null).catch(() => "unreached");
      if (answer === "unreached") return lost();
      if (answer?.whole) return tell(fill(answer.fields));
      return show(to, sent);
    });
  }

  /* What is not understood is shown on a page of its own, with the text still there to mend. */
  function show(to, sent) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = to;
    form.hidden = true;
    for (const [name, value] of sent) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }
})();
