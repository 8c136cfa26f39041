/* Deciding the stage: a stage, why, until when; or giving it back to the program. Nothing entered is lost. */
(function (ops) {
  "use strict";
  const stage = ops.stage = ops.stage || {};
  const HOURS = [1, 2, 4, 8, 12, 24, 72];
  let form = null, shown = null, seen = 0, isTouched = false, give = null, again = null;

  function choice(number) {
    const label = ops.element("label"), box = ops.element("input");
    Object.assign(box, {type: "radio", name: "stage", value: String(number)});
    ops.attribute(label, "data-stage", String(number));
    label.append(box, ops.element("b", "", String(number)), ops.element("span", "", ops.stageName(number)));
    return label;
  }
  function field(name, words, box) {
    const label = ops.element("label", "field of-" + name), mistake = ops.element("span", "mistake");
    box.name = name;
    mistake.id = "mistake-" + name;
    mistake.dataset.mistake = name;
    mistake.setAttribute("role", "alert");
    label.append(ops.element("span", "word", words), box, mistake);
    return label;
  }
  function make() {
    const made = ops.element("form", "small-form"), set = ops.element("fieldset"), why = ops.element("textarea"), until = ops.element("select");
    const said = ops.element("p", "said"), row = ops.element("div", "buttons");
    set.append(ops.element("legend", "word", ops.t("Stage")), ...ops.STAGES.map(choice));
    Object.assign(why, {rows: 3, maxLength: 500});
    until.append(new Option(ops.t("it is given back"), ""), ...HOURS.map((hours) => new Option(ops.t("{hours} hours from now", {hours: ops.number(hours)}), String(hours))));
    said.dataset.mistake = "";
    said.setAttribute("role", "status");
    give = ops.button(ops.t("Give it back to the program"), () => send("/api/stage/release"));
    row.append(ops.element("button", "action primary", ops.t("Set this stage")), give);
    made.noValidate = true;
    made.append(set, field("reason", ops.t("Reason: it is kept with your name"), why), field("until", ops.t("Holds until"), until), said, row);
    made.addEventListener("input", () => { isTouched = true; });
    made.addEventListener("change", mark);
    ops.onSubmit(made, () => send("/api/stage"));
    return made;
  }
  const mark = () => form.querySelectorAll("fieldset label").forEach((label) => label.classList.toggle("chosen", label.firstChild.checked));
  async function send(address) {
    const told = Object.fromEntries(new FormData(form)), hours = Number(told.until);
    const until = hours ? new Date(ops.live.now() + hours * 3600000).toISOString() : "";
    const done = await ops.sent(form, ops.post(address, {...told, until, seen}));
    if (done) form.elements.reason.value = "";
    // Whoever was slower sees what now holds, and may send it again as entered.
    isTouched = !done && form.elements.reason.value !== "";
    await again();
    seen = shown.seen;
  }
  /* `seen` stays what was shown when the form was begun: who is faster meanwhile is told, not overruled unseen. */
  stage.deciding = function (place, told, ask) {
    again = ask;
    shown = told;
    if (!form) {
      form = make();
      place.append(form);
    }
    if (!isTouched) seen = told.seen;
    if (!isTouched) form.elements.stage.value = String(told.city_stage.stage);
    give.hidden = !told.city_stage.by;
    mark();
  };
})(window.ops = window.ops || {});
