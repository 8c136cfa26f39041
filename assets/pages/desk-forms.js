/* The small forms of the desk: each gives a form element that calls send(told) and leave(). */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const SEVERITIES = ["extreme", "severe", "moderate", "minor"];

  function field(label, control, name) {
    const box = ops.element("label", "ask of-" + name);
    control.name = name;
    box.append(ops.element("span", "", label), control);
    return box;
  }
  function text(label, name, more = {}) {
    const control = ops.element(more.lines ? "textarea" : "input");
    Object.assign(control, more.lines ? {rows: more.lines} : {type: "text"}, {required: more.required !== false, maxLength: 4000, autocomplete: "off"});
    if (more.hint) control.placeholder = more.hint;
    return field(label, control, name);
  }
  function select(label, name, options) {
    const control = ops.element("select");
    for (const [value, words] of options) control.append(new Option(words, value));
    control.required = true;
    return field(label, control, name);
  }
  function combo(label, name, options) {
    const box = ops.element("div", "ask of-" + name), made = ops.combo({name, label, value: "", options});
    made.querySelector("[role=combobox]").setAttribute("aria-label", label);
    box.append(ops.element("span", "", label), made);
    return box;
  }
  function severities(chosen) {
    const box = ops.element("div", "ask severities");
    box.setAttribute("role", "radiogroup");
    box.setAttribute("aria-label", ops.t("Severity"));
    SEVERITIES.forEach((severity) => {
      const label = ops.element("label"), control = ops.element("input");
      Object.assign(control, {type: "radio", name: "severity", value: severity, checked: severity === chosen, required: true});
      label.append(control, ops.shape(severity), ops.element("span", "", ops.severityWord(severity)));
      box.append(label);
    });
    return box;
  }
  /* Ctrl+Enter sends from where Enter is a new line. */
  function form(name, fields, words, told, send, leave) {
    const made = ops.element("form", "small of-" + name), go = ops.element("button", "next", words), no = ops.element("button", "quiet", ops.t("Leave"));
    no.type = "button";
    no.append(ops.element("kbd", "", "Esc"));
    no.addEventListener("click", leave);
    const foot = ops.element("p", "foot");
    foot.append(go, no);
    made.append(...fields, foot);
    made.setAttribute("aria-label", words);
    made.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) made.requestSubmit();
    });
    made.addEventListener("input", () => made.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid")));
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      go.disabled = true;
      await send(told(new FormData(made), made));
      go.disabled = false;
    });
    return made;
  }
  const plain = (data) => Object.fromEntries([...data].filter(([, value]) => value !== ""));

  function assign(_detail, send, leave) {
    const {people, units} = desk.people;
    const options = [...people.map((one) => ["who:" + one.name, one.full_name || one.name]), ...units.map((one) => ["unit:" + one.code, one.name])];
    return form("assign", [combo(ops.t("Person or unit"), "whom", options)], desk.actionWord("assign"), (data) => {
      const [kind, ...rest] = String(data.get("whom") || "").split(":");
      return {[kind === "unit" ? "unit" : "assignee"]: rest.join(":")};
    }, send, leave);
  }
  const dispatch = (_detail, send, leave) => form("dispatch",
    [text(ops.t("Whom or what do you send?"), "to", {hint: ops.t("e.g. two pumps, ward patrol, fire engine of area 1")})], desk.actionWord("dispatch"), plain, send, leave);
  const note = (_detail, send, leave) => form("note", [text(ops.t("Note"), "text", {lines: 3})], desk.actionWord("note"), plain, send, leave);
  function attach(_detail, send, leave) {
    const control = ops.element("input");
    Object.assign(control, {type: "file", accept: "image/jpeg,image/png,image/webp,application/pdf", required: true});
    return form("attach", [field(ops.t("Photo or PDF, 20 MB at most; it can also be dragged here"), control, "file")], desk.actionWord("attach"),
      (data) => ({file: data.get("file")}), send, leave);
  }
  const severity = (detail, send, leave) => form("severity", [severities(detail.row.severity), text(ops.t("Reason"), "reason")],
    ops.t("Change severity"), plain, send, leave);
  function merge(_detail, send, leave) {
    const number = text(ops.t("Into which incident? Its number, or press one in the list"), "into", {hint: ops.t("number")});
    number.querySelector("input").inputMode = "numeric";
    const near = ops.element("div", "suggested");
    for (const row of desk.detail.related.slice(0, 4)) {
      const button = ops.element("button", "", `${row.id} · ${desk.title(row)}`);
      button.type = "button";
      button.addEventListener("click", () => { number.querySelector("input").value = row.id; });
      near.append(button);
    }
    return form("merge", [number, near, text(ops.t("Reason"), "reason")], desk.actionWord("merge"),
      (data) => ({into: Number(data.get("into")), reason: data.get("reason")}), send, leave);
  }
  function split(detail, send, leave) {
    const box = ops.element("fieldset", "ask");
    box.append(ops.element("legend", "", ops.t("Which sources become an incident of their own?")));
    for (const one of detail.sources) {
      const label = ops.element("label"), control = ops.element("input");
      Object.assign(control, {type: "checkbox", name: "sources", value: `${one.source}:${one.source_id}`});
      label.append(control, ops.element("span", "", `${desk.sourceWord(one.source)}: ${one.title}`));
      box.append(label);
    }
    return form("split", [box, text(ops.t("Reason"), "reason")], desk.actionWord("split"),
      (data) => ({sources: data.getAll("sources"), reason: data.get("reason")}), send, leave);
  }
  const resolve = (detail, send, leave) => form("resolve", [select(ops.t("Cause"), "cause", detail.causes.map((code) => [code, desk.causeWord(code)])),
    text(ops.t("Outcome"), "outcome", {lines: 2})], desk.actionWord("resolve"), plain, send, leave);
  const reopen = (_detail, send, leave) => form("reopen", [text(ops.t("Reason"), "reason")], desk.actionWord("reopen"), plain, send, leave);
  desk.forms = {assign, dispatch, note, attach, severity, merge, split, resolve, reopen};

  /* --- by hand ---------------------------------------------------------------------------------------------------------- */
  let place = {}, creating = null;
  function create(at = {}) {
    place = {...place, ...at};
    const box = desk.part("creating");
    desk.tab("detail");
    if (!creating) {
      creating = form("create", [
        ops.element("h2", "", ops.t("New incident")),
        select(ops.t("Kind"), "kind", desk.kinds().map((kind) => [kind, desk.kindWord(kind)])), severities("moderate"),
        text(ops.t("What happens?"), "subject"), text(ops.t("Where? Address or place"), "place", {required: false}),
        combo(ops.t("Unit"), "unit", desk.people.units.map((one) => [one.code, one.name])),
        ops.element("p", "at"), ops.element("p", "mistake"),
      ], ops.t("Open the incident"), (data) => ({...plain(data), lat: place.lat ?? null, lon: place.lon ?? null}), sendNew, leaveNew);
      creating.querySelector(".mistake").setAttribute("role", "alert");
      box.replaceChildren(creating);
    }
    if (place.unit) {
      creating.querySelector("[name=unit]").value = place.unit;
      creating.querySelector(".of-unit [role=combobox]").value = place.unitName;
    }
    ops.text(creating.querySelector(".at"), place.lat ? ops.t("Place on the map: {lat}, {lon}", {lat: ops.number(place.lat, 5), lon: ops.number(place.lon, 5)})
      : ops.t("Press the map to say where."));
    if (!at.unit && !at.lat) creating.querySelector("[name=subject]").focus();
  }
  async function sendNew(told) {
    const answer = await desk.post("/api/desk/incidents", told);
    if (!answer.ok) return ops.text(creating.querySelector(".mistake"), answer.told);
    leaveNew();
    desk.choose(answer.body.detail.row.id, true);
    desk.show(answer.body.detail);
    desk.moved();
    return undefined;
  }
  function leaveNew() {
    if (!creating) return false;
    creating = null;
    place = {};
    desk.part("creating").replaceChildren();
    return true;
  }
  desk.create = create;
  desk.leaveNew = leaveNew;
  desk.isCreating = () => Boolean(creating);

  ops.onPage("desk", () => desk.on("place", create));
})(window.ops = window.ops || {});
