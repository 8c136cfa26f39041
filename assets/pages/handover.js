/* The hand-over of a shift: what is open, what happened and by whom; notes; signed by the next; earlier ones. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  let page = null, told = null, since = "";
  const part = (name) => ops.part(page, name);
  const day = (iso) => `${ops.clock(Date.parse(iso))} ${ops.date(Date.parse(iso))}`;
  const span = (one) => ops.t("from {start} to {end}", {start: day(one.began_at), end: day(one.ended_at)});

  function table(heads, rows) {
    const made = ops.element("table"), head = ops.element("tr"), thead = ops.element("thead"), body = ops.element("tbody");
    for (const name of heads) head.append(Object.assign(ops.element("th", "", name), {scope: "col"}));
    thead.append(head);
    for (const cells of rows) {
      const row = ops.element("tr");
      for (const cell of cells) {
        const box = ops.element("td");
        box.append(cell);
        row.append(box);
      }
      body.append(row);
    }
    made.append(thead, body);
    return made;
  }
  function named(severity, title, id) {
    const box = ops.element("span", "named"), link = ops.element("a", "", title);
    link.href = "/desk/incidents/" + id;
    if (severity) box.append(ops.shape(severity), ops.element("span", "spoken", ops.severityWord(severity)));
    box.append(link);
    return box;
  }
  function section(title, ...content) {
    const made = ops.element("section");
    made.append(ops.element("h3", "", title), ...content);
    return made;
  }
  function open({open: rows, more_open: more}, at) {
    if (!rows.length) return section(ops.t("Still open"), ops.element("p", "", ops.t("Nothing is open")));
    const made = table([ops.t("Incident"), ops.t("Place"), ops.t("State"), ops.t("Opened"), ops.t("Time left"), ops.t("With")],
      rows.map((row) => [named(desk.severityOf(row), `${row.id} · ${desk.title(row)}`, row.id), desk.where(row), desk.stateWord(row),
        ops.time(row.opened_at, at), desk.clockShort(row, at).text, desk.assignee(row)]));
    const waits = rows.filter((row) => row.state === "triggered").length, late = rows.filter((row) => row.due_at && Date.parse(row.due_at) < at).length;
    const sum = ops.t("{count} open, {waits} waiting to be taken, {late} overdue", {count: ops.number(rows.length) + (more ? "+" : ""), waits: ops.number(waits), late: ops.number(late)});
    return section(ops.t("Still open"), ops.element("p", "sum", sum), made);
  }
  function happened({steps, more_steps: more, by_person: people}, at) {
    const who = Object.entries(people).map(([name, count]) => ops.t("{name}: {count} steps", {name, count: ops.number(count)})).join(" · ");
    const rows = steps.map((one) => [ops.time(one.at, at), named("", `${one.incident} · ${desk.title({kind: one.incident_kind, subject: one.subject})}`, one.incident),
      desk.stepText(one), one.who === "program" ? ops.t("program") : one.name]);
    const body = steps.length ? table([ops.t("Time"), ops.t("Incident"), ops.t("What was done"), ops.t("By whom")], rows) : ops.element("p", "", ops.t("Nothing was done."));
    return section(ops.t("In this shift"), ops.element("p", "sum", who), body, ops.element("p", "", more ? ops.t("Only the first steps are shown.") : ""));
  }
  function signatures(one) {
    const box = ops.element("div", "signatures");
    for (const [title, name, at] of [[ops.t("Handed over by"), one.handed_name || one.handed_by, one.handed_at], [ops.t("Taken over by"), one.signed_name || one.signed_by, one.signed_at]]) {
      const side = ops.element("div");
      side.append(ops.element("p", "", title), ops.element("b", "", name || "…………………………"), ops.element("p", "", at ? day(at) : ""));
      box.append(side);
    }
    return box;
  }

  /* --- drawn ------------------------------------------------------------------------------------------------------------ */
  function draw(one, draft) {
    const body = one.body || one, at = Date.parse(one.ended_at);
    ops.text(part("span"), span(one));
    ops.fileIs(page.querySelector(".topline .download"), "/api/tables/shift.{format}" + (draft ? "" : "?number=" + one.id));
    const notes = draft ? [] : [section(ops.t("Notes"), ops.element("p", "notes", one.notes || ops.t("No notes.")))];
    part("shift").replaceChildren(open(body, at), happened(body, at), ...notes, ...(draft ? [] : [signatures(one)]));
    part("handing").replaceChildren(...(draft ? [handing()] : [after(one)]));
  }
  function printer() {
    const button = ops.element("button", "quiet", ops.t("Print"));
    button.type = "button";
    button.addEventListener("click", () => window.print());
    return button;
  }
  function handing() {
    const form = ops.element("form"), label = ops.element("label"), notes = ops.element("textarea"), button = ops.element("button", "next", ops.t("Hand the shift over"));
    Object.assign(notes, {rows: 4, maxLength: 10000, name: "notes", placeholder: ops.t("What the next shift must know")});
    label.append(ops.element("span", "", ops.t("Notes")), notes);
    const foot = ops.element("p", "buttons");
    foot.append(button, printer());
    form.append(label, foot);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const answer = await desk.post("/api/desk/handover", {notes: notes.value, since: since || told.began_at});
      button.disabled = false;
      if (!answer.ok) return say(answer.told);
      return show(answer.body.handover, ops.t("Handed over. The next officer signs below."));
    });
    return form;
  }
  function after(one) {
    const box = ops.element("p", "buttons"), back = ops.element("a", "", ops.t("The shift as it stands now"));
    back.href = "/desk/handover";
    if (!one.signed_at) {
      const button = ops.element("button", "next", ops.t("Take the shift over"));
      button.type = "button";
      button.addEventListener("click", async () => {
        const answer = await desk.post(`/api/desk/handovers/${one.id}/sign`, {});
        if (!answer.ok) return say(answer.told);
        return show(answer.body.handover, ops.t("Taken over."));
      });
      box.append(button);
    }
    box.append(printer(), back);
    return box;
  }
  function show(one, words) {
    told = one;
    history.replaceState(history.state, "", "/desk/handover?id=" + one.id);
    draw(one, false);
    say(words);
    earlier();
  }
  const say = (words) => ops.text(part("told"), words);

  async function earlier() {
    const answer = await desk.get("/api/desk/handovers");
    if (!answer.ok) return;
    ops.list(part("earlier"), answer.body.handovers, (one) => one.id, () => {
      const made = ops.element("li");
      made.append(ops.element("a"), ops.element("span"));
      return made;
    }, (box, one) => {
      ops.text(box.firstChild, span(one));
      box.firstChild.href = "/desk/handover?id=" + one.id;
      ops.text(box.lastChild, [one.handed_name || one.handed_by, one.signed_at ? ops.t("taken over by {name}", {name: one.signed_name || one.signed_by}) : ops.t("not taken over yet")].join(" · "));
    });
  }
  async function read() {
    const query = new URLSearchParams(location.search), id = Number(query.get("id"));
    since = query.get("since") || "";
    const answer = await desk.get(id ? "/api/desk/handovers/" + id : "/api/desk/handover" + (since ? "?since=" + encodeURIComponent(since) : ""));
    if (!answer.ok) return say(answer.told);
    told = answer.body.handover || answer.body;
    return draw(told, !id);
  }
  ops.onPage("handover", async (root) => {
    page = root;
    const nav = document.querySelector('.top nav a[href="/desk"]');
    if (nav) nav.setAttribute("aria-current", "page");
    const people = await desk.get("/api/desk/people");
    if (people.ok) desk.people = people.body;
    read();
    earlier();
  });
})(window.ops = window.ops || {});
