/* Small forms made by scripts: labelled fields, each mistake at its own, nothing lost that was entered. */
(function (ops) {
  "use strict";

  function field(one) {
    const box = one.options ? ops.element("select") : ops.element("input");
    const label = ops.element("label", "field of-" + one.name), mistake = ops.element("span", "mistake");
    box.name = one.name;
    if (one.options) for (const [value, words] of one.options) box.append(new Option(words, value, false, value === one.value));
    else Object.assign(box, {type: one.type || "text", autocomplete: one.autocomplete || "off", spellcheck: false});
    if (one.type === "checkbox") box.checked = Boolean(one.value);
    else if (!one.options) box.value = one.value || "";
    box.readOnly = Boolean(one.fixed);
    mistake.id = "mistake-" + one.name;
    mistake.dataset.mistake = one.name;
    mistake.setAttribute("role", "alert");
    const name = ops.element("span", "word", one.label);
    label.append(...(one.type === "checkbox" ? [box, name] : [name, box]), mistake);
    return label;
  }
  /* fields: [{name, label, type, value, options, fixed}] */
  ops.form = function (fields, word, others = []) {
    const form = ops.element("form", "small-form"), said = ops.element("p", "said"), row = ops.element("div", "buttons");
    const button = ops.element("button", "action primary", word);
    said.dataset.mistake = "";
    said.setAttribute("role", "status");
    form.noValidate = true;
    row.append(button, ...others);
    form.append(...fields.map(field), said, row);
    return form;
  };
  ops.button = function (word, act, className = "action") {
    const made = ops.element("button", className, word);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  ops.onSubmit = function (form, act) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();  // a page may have a form of its own around it
      const told = Object.fromEntries(new FormData(form));
      for (const box of form.querySelectorAll("[type=checkbox]")) told[box.name] = box.checked;
      act(told);
    });
  };
  function tell(form, mistakes, isWrong = true) {
    for (const place of form.querySelectorAll("[data-mistake]")) ops.text(place, "");
    for (const box of form.elements) box.removeAttribute("aria-invalid");
    for (const {field: name, told} of mistakes) {
      const box = name && form.elements[name];
      ops.text(form.querySelector(`[data-mistake="${box ? name : ""}"]`), told);
      if (!box) continue;
      box.setAttribute("aria-invalid", "true");
      box.setAttribute("aria-describedby", "mistake-" + name);
    }
    form.querySelector('[data-mistake=""]').classList.toggle("wrong", isWrong);
    const first = mistakes.find((one) => one.field && form.elements[one.field]);
    if (first) form.elements[first.field].focus();
  }
  /* What the server answered, or null where it refused and the form says why. */
  ops.sent = async function (form, asking) {
    const buttons = form.querySelectorAll("button");
    buttons.forEach((button) => { button.disabled = true; });
    let told = null, mistakes = [{field: "", told: ops.t("It could not be sent. What you entered is still here: try again in a moment.")}];
    try {
      const answer = await asking;
      const body = await answer.json();
      if (answer.ok) [told, mistakes] = [body, body.told ? [{field: "", told: body.told}] : []];
      else if (answer.status === 401) mistakes = [{field: "", told: ops.t("You are signed out. Sign in again in another tab, then send it once more.")}];
      else mistakes = body.mistakes || [{field: "", told: body.error}];
    } catch { /* told above */ }
    buttons.forEach((button) => { button.disabled = false; });
    tell(form, mistakes, !told);
    return told;
  };
})(window.ops = window.ops || {});
