/* The page of reports: drafts and issued ones, the newest first; a new one by template, period and scope. */
(function (ops) {
  "use strict";
  const MOST = 30, WAIT = 250;
  let root = null, told = null, names = {}, timer = null, asked = 0;
  const part = (name) => ops.part(root, name);

  /* --- the list ------------------------------------------------------------------------------------------------------------ */
  function filters() {
    const state = ops.element("select"), words = ops.element("input"), both = ops.element("form", "choose");
    for (const [value, word] of [["", ops.t("All reports")], ["draft", ops.t("Drafts")], ["issued", ops.t("Issued")]]) state.append(new Option(word, value));
    Object.assign(words, {type: "search", placeholder: ops.t("Number, period, unit, code")});
    state.name = "state";
    words.name = "words";
    state.setAttribute("aria-label", ops.t("Which reports"));
    words.setAttribute("aria-label", ops.t("Search reports"));
    both.addEventListener("submit", (event) => event.preventDefault());
    both.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => list(state.value, words.value), WAIT);
    });
    if (root.querySelector('[data-part="new-report"]')) both.append(state);
    both.append(words);
    part("report-filters").replaceChildren(both);
  }
  async function list(state = "", words = "") {
    const mine = ++asked;
    try {
      const answer = await fetch("/api/reports?" + new URLSearchParams({state, words}));
      if (!answer.ok || mine !== asked) return;
      const {reports, templates} = await answer.json();
      names = templates;
      part("report-list").replaceChildren(...(reports.length ? [table(reports)] : []));
      ops.text(part("report-told"), reports.length ? "" : words || state ? ops.t("No report is like that.") : ops.t("No report has been written yet."));
    } catch { /* the stream says that nothing answers */ }
  }
  function table(reports) {
    const made = ops.element("table"), head = ops.element("thead"), names = ops.element("tr"), body = ops.element("tbody");
    for (const word of [ops.t("Number and symbol"), ops.t("Reports"), ops.t("Of whom"), ops.t("State")]) names.append(Object.assign(ops.element("th", "", word), {scope: "col"}));
    head.append(names);
    body.append(...reports.map(row));
    made.append(head, body);
    return made;
  }
  function row(one) {
    const made = ops.element("tr", one.is_issued ? "is-issued" : "is-draft"), link = ops.element("a", "", name(one)), state = ops.element("td", "state");
    const number = ops.element("th", "", one.number || "–");
    number.scope = "row";
    if (one.revision > 1) number.append(" ", ops.element("em", "", ops.t("revision {revision}", one)));
    link.href = "/reports/" + one.id;
    const what = ops.element("td", "what");
    what.append(link);
    state.append(...stateOf(one));
    made.append(number, what, ops.element("td", "", one.scope_name), state);
    return made;
  }
  const name = (one) => `${names[one.template] || one.template} · ${one.period_name}`;
  function stateOf(one) {
    if (!one.is_issued) {
      return [ops.element("b", "draft", ops.t("Draft")), ops.element("small", "", ops.t("{time} by {name}", {time: ops.time(one.changed_at, ops.live.now()), name: one.changed_by || ops.t("the program")}))];
    }
    const word = one.revised_by ? ops.t("Replaced") : ops.t("Issued");
    return [ops.element("b", one.revised_by ? "replaced" : "issued", word), ops.element("small", "", ops.date(Date.parse(one.issued_on)))];
  }

  /* --- a new one ------------------------------------------------------------------------------------------------------------- */
  function making() {
    const {templates, may_city: isCity} = told, first = templates[0];
    const languages = [["vi", "Tiếng Việt"], ["en", "English"]];
    const form = ops.form([
      {name: "template", label: ops.t("Template"), options: templates.map((one) => [one.key, one.name]), value: first.key},
      {name: "period", label: ops.t("Period"), options: first.periods, value: first.chosen},
      {name: "of", label: ops.t("Of whom"), options: [...(isCity ? [["city", ops.t("Whole city")]] : []), ["units", ops.t("One unit or several")]], value: isCity ? "city" : "units"},
      {name: "language", label: ops.t("Language"), options: languages, value: "vi"},
    ], ops.t("Make the draft"));
    const {template, period, of} = form.elements, units = ops.element("div", "field of-units");
    form.querySelector(".of-of").after(units);
    let scope = "";
    const combo = async () => {
      units.hidden = of.value !== "units";
      if (units.hidden) return;
      const answer = await fetch("/api/reports/units?" + new URLSearchParams({period: period.value}));
      if (!answer.ok) return;
      const known = (await answer.json()).units, draw = () => {
        const box = ops.combo({name: "scope", options: known, value: scope, most: MOST, hint: ops.t("Type a name")});
        box.querySelector("input").setAttribute("aria-label", ops.t("Units"));
        box.addEventListener("change", (event) => {
          if (event.target.name !== "scope") return;
          scope = event.target.value;
          draw();
          units.querySelector("input[role=combobox]").focus();
        });
        units.replaceChildren(ops.element("span", "word", ops.t("Units")), box);
      };
      scope = scope.split(",").filter((each) => known.some(([address]) => address === each)).join(",");
      draw();
    };
    template.addEventListener("change", () => {
      const chosen = templates.find((one) => one.key === template.value);
      period.replaceChildren(...chosen.periods.map(([value, word]) => new Option(word, value)));
      period.value = chosen.chosen;
      combo();
    });
    period.addEventListener("change", combo);
    of.addEventListener("change", combo);
    combo();
    ops.onSubmit(form, async (entered) => {
      const many = entered.of === "units" ? scope.split(",").filter(Boolean) : [];
      if (entered.of === "units" && !many.length) {
        const box = units.querySelector("input[role=combobox]");
        if (box) box.focus();
        return;
      }
      const made = await ops.sent(form, ops.post("/api/reports", {template: entered.template, period: entered.period, language: entered.language, scope: many}));
      if (made) location.assign("/reports/" + made.id);
    });
    part("new-report").replaceChildren(form);
  }
  ops.onPage("reports", async (page) => {
    root = page;
    filters();
    list();
    if (!part("new-report")) return;
    try {
      const answer = await fetch("/api/reports/new");
      if (answer.ok) told = await answer.json();
    } catch { /* the stream says that nothing answers */ }
    if (told) making();
  });
})(window.ops = window.ops || {});
