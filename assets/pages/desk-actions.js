/* What an officer does: buttons with their keys, and the small forms that some of them need (desk-forms.js).
   A refusal is told in its own words, the fresh incident is drawn, and the form stays as it was filled. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const ACTION_WORDS = {acknowledge: "Take", assign: "Give to", dispatch: "Send", arrived: "On the spot", note: "Note",
    attach: "Attach", severity: "Severity", merge: "Merge", split: "Split", resolve: "Deal with", close: "Close", reopen: "Reopen", undo: "Undo"};
  const DONE_WORDS = {acknowledge: "Taken.", assign: "Given.", dispatch: "Sent.", arrived: "Noted: on the spot.", note: "Noted.", attach: "Attached.",
    severity: "Severity changed.", merge: "Merged.", split: "Split.", resolve: "Dealt with.", close: "Closed.", reopen: "Reopened.", undo: "Taken back."};
  const LETTERS = {acknowledge: "a", assign: "g", dispatch: "d", arrived: "v", note: "n", attach: "t", severity: "s", merge: "m",
    split: "p", resolve: "r", close: "x", reopen: "o", undo: "u"};
  const NEXT = ["acknowledge", "dispatch", "arrived", "resolve", "close"];  // the first of these that may be done is the next step
  const drafts = new Map();
  let open = null, busy = null;

  desk.letters = LETTERS;
  desk.actionWord = (action) => ops.t(ACTION_WORDS[action]);
  const may = (action) => Boolean(desk.detail) && (desk.detail.may.includes(action) || (action === "attach" && desk.detail.may.includes("note")));

  function buttons(detail) {
    const able = Object.keys(ACTION_WORDS).filter(may), next = NEXT.find((action) => able.includes(action));
    ops.list(desk.part("actions"), able, (action) => action, (action) => {
      const made = ops.element("button", "", desk.actionWord(action));
      made.type = "button";
      made.dataset.action = action;
      made.append(ops.element("kbd", "", LETTERS[action]));
      made.setAttribute("aria-keyshortcuts", LETTERS[action]);
      return made;
    }, (box, action) => {
      box.classList.toggle("next", action === next);
      if (desk.forms[action]) ops.attribute(box, "aria-expanded", String(open === action));
    });
    desk.part("actions").hidden = !able.length;
    if (open && !may(open)) leave(detail.row.id === desk.chosen);
  }
  function say(text, kind, undo) {
    const box = notice();
    box.className = "notice-line " + kind;
    box.replaceChildren(ops.element("span", "", text));
    if (undo) {
      const button = ops.element("button", "quiet", ops.t("Undo"));
      button.type = "button";
      button.append(ops.element("kbd", "", "u"));
      button.addEventListener("click", () => desk.act("undo"));
      box.append(button);
    }
  }
  function notice() {
    const parent = desk.part("actions").parentElement;
    let box = parent.querySelector(".notice-line");
    if (!box) {
      box = ops.element("p", "notice-line");
      box.setAttribute("role", "status");
      desk.part("actions").after(box);
    }
    return box;
  }

  /* --- doing ---------------------------------------------------------------------------------------------------------- */
  desk.act = async function (action) {
    if (action === "acknowledge" && desk.list.ticked.size) return bulk();
    await busy;  // the stream may show a deed before its answer is here: the next key is not lost
    if (!may(action)) return undefined;
    if (desk.forms[action]) return show(action);
    return send(action, {});
  };
  async function send(action, told) {
    if (busy) return false;
    let answered;
    busy = new Promise((done) => { answered = done; });
    const {id, version} = desk.detail.row;
    desk.part("actions").setAttribute("aria-busy", "true");
    const answer = action === "attach"
      ? await desk.send(`/api/desk/incidents/${id}/attachments?name=${encodeURIComponent(told.file.name)}`, told.file)
      : await desk.post(`/api/desk/incidents/${id}/${action}`, {...told, version});
    busy = null;
    answered();
    desk.part("actions").removeAttribute("aria-busy");
    const detail = answer.ok ? answer.body.detail : answer.detail;
    if (desk.chosen !== id) return answer.ok;
    if (answer.ok) {
      drafts.delete(id + action);
      if (open === action) leave(false);
    }
    if (detail) desk.show(detail);
    if (answer.ok) say(ops.t(DONE_WORDS[action]), "done", answer.body.undo && action !== "undo");
    else refuse(action, answer);
    if (answer.ok) desk.moved();
    return answer.ok;
  }
  function refuse(action, answer) {
    say(answer.told, "refused");
    const form = desk.part("form").querySelector("form"), field = form && answer.field && form.querySelector(`[name="${answer.field}"]`);
    if (!field) return;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
  async function bulk() {
    const rows = [...desk.list.ticked.values()];
    const answer = await desk.post("/api/desk/acknowledge", {ids: rows.map((row) => [row.id, row.version])});
    if (!answer.ok) return tellBulk([answer.told]);
    const {done, refused} = answer.body;
    desk.list.untick();
    desk.moved();
    return tellBulk([ops.t("{count} taken.", {count: done.length}), ...refused.map((one) => ops.t("no. {id}", {id: one.id}) + ": " + one.told)]);
  }
  desk.bulk = bulk;

  /* --- small forms ----------------------------------------------------------------------------------------------------- */
  function show(action) {
    if (open === action) return undefined;
    leave(false);
    open = action;
    const key = desk.chosen + action, form = drafts.get(key) || desk.forms[action](desk.detail, (told) => send(action, told), () => leave(true));
    drafts.set(key, form);
    desk.part("form").replaceChildren(form);
    buttons(desk.detail);
    const first = form.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
    form.scrollIntoView({block: "nearest"});
    const number = form.querySelector("[name=into]");
    desk.picking = number ? (id) => { number.value = id; } : null;
    return undefined;
  }
  function leave(back) {
    const was = open;
    open = null;
    if (!was) return false;
    desk.part("form").replaceChildren();
    if (desk.detail) buttons(desk.detail);
    if (back) (desk.part("actions").querySelector(`[data-action="${was}"]`) || desk.root.querySelector("#desk-detail")).focus();
    desk.picking = null;
    return true;
  }
  desk.leaveForm = () => leave(true);
  desk.openForm = () => open;

  function bar(ticked) {
    const box = desk.part("bulk");
    if (!ticked.size && box.dataset.told) return;  // what came of it stands until it has been read
    box.hidden = !ticked.size;
    delete box.dataset.told;
    if (!ticked.size) return;
    const take = ops.element("button", "next", ops.t("Take {count}", {count: ticked.size})), none = ops.element("button", "quiet", ops.t("Choose none"));
    take.type = none.type = "button";
    take.append(ops.element("kbd", "", "a"));
    take.addEventListener("click", bulk);
    none.addEventListener("click", () => desk.list.untick());
    box.replaceChildren(ops.element("b", "", ops.t("{count} chosen", {count: ticked.size})), take, none);
  }
  function tellBulk(lines) {
    const box = desk.part("bulk"), fine = ops.element("button", "quiet", ops.t("Understood"));
    fine.type = "button";
    fine.addEventListener("click", () => { box.hidden = true; });
    box.hidden = false;
    box.dataset.told = "1";
    box.replaceChildren(...lines.map((line) => ops.element("span", "", line)), fine);
  }
  function dropping(pane) {
    pane.addEventListener("dragover", (event) => {
      if (!may("attach")) return;
      event.preventDefault();
      pane.classList.add("dropping");
    });
    pane.addEventListener("dragleave", () => pane.classList.remove("dropping"));
    pane.addEventListener("drop", async (event) => {
      event.preventDefault();
      pane.classList.remove("dropping");
      if (may("attach")) for (const file of event.dataTransfer.files) await send("attach", {file});
    });
  }

  ops.onPage("desk", (root) => {
    ops.part(root, "actions").addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button) desk.act(button.dataset.action);
    });
    desk.on("detail", buttons);
    desk.on("ticked", bar);
    desk.on("chosen", () => { leave(false); notice().replaceChildren(); });
    dropping(root.querySelector("#desk-detail"));
  });
})(window.ops = window.ops || {});
