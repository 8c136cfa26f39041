/* The sections of a draft: which are in, in which order (dragged, or by their arrows), and what is written in them. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  let opened = "", dragged = "";

  const inOrder = () => {
    const known = report.told.sections.map((one) => one.key), first = report.choices.order.filter((key) => known.includes(key));
    return [...first, ...known.filter((key) => !first.includes(key))];
  };
  const sectionOf = (key) => report.told.sections.find((one) => one.key === key);
  const isIn = (key) => !report.choices.omitted.includes(key);

  function move(key, to) {
    const order = inOrder().filter((one) => one !== key);
    order.splice(to, 0, key);
    report.change((choices) => { choices.order = order; });
    redraw();
  }
  function turn(key, isOn) {
    report.change((choices) => {
      choices.omitted = choices.omitted.filter((one) => one !== key);
      if (!isOn) choices.omitted.push(key);
    });
    redraw();
  }
  /* Chapters and annexes are two lists: an annex stands after the signature. */
  const neighbours = (key) => inOrder().filter((one) => sectionOf(one).is_annex === sectionOf(key).is_annex);
  function step(key, by) {
    const near = neighbours(key), other = near[near.indexOf(key) + by];
    if (!other) return;
    move(key, inOrder().filter((one) => one !== key).indexOf(other) + (by > 0 ? 1 : 0));
    const button = list.querySelector(`[data-key="${key}"] .${by < 0 ? "up" : "down"}`);
    (button.disabled ? button.parentElement.querySelector(".step:not(:disabled)") || button : button).focus();
  }

  /* --- drawn --------------------------------------------------------------------------------------------------------------- */
  let list = null;
  function row(key) {
    const one = sectionOf(key), made = ops.element("li"), head = ops.element("div", "of-section"), near = neighbours(key);
    const check = ops.element("input"), label = ops.element("label"), grip = ops.element("span", "grip", "⠿");
    const up = arrow("↑", ops.t("Up: {title}", one), "up", () => step(key, -1), near[0] === key);
    const down = arrow("↓", ops.t("Down: {title}", one), "down", () => step(key, 1), near.at(-1) === key);
    const write = ops.button(report.choices.commentary[key] ? ops.t("Written") : ops.t("Write"), () => toggle(key), "link write");
    made.dataset.key = key;
    made.draggable = opened !== key;
    made.classList.toggle("out", !isIn(key));
    Object.assign(check, {type: "checkbox", checked: isIn(key)});
    check.addEventListener("change", () => turn(key, check.checked));
    label.append(check, ops.element("span", "", one.title));
    grip.setAttribute("aria-hidden", "true");
    write.setAttribute("aria-expanded", String(opened === key));
    write.setAttribute("aria-label", ops.t("Write the text of {title}", one));
    head.append(grip, label, write, up, down);
    made.append(head);
    if (opened === key) made.append(editor(key, one));
    drags(made, key);
    return made;
  }
  function arrow(mark, word, className, act, isOff) {
    const made = ops.button(mark, act, `step ${className}`);
    made.setAttribute("aria-label", word);
    made.disabled = isOff;
    return made;
  }
  function editor(key, one) {
    return report.editor({label: ops.t("Text of {title}", one), blocks: report.written(key), generated: one.generated,
      word: ops.t("Back to the generated text"), told: (blocks, isGenerated) => {
        report.write(key, blocks, isGenerated);
        ops.text(list.querySelector(`[data-key="${key}"] .write`), isGenerated ? ops.t("Write") : ops.t("Written"));
      }});
  }
  function toggle(key) {
    opened = opened === key ? "" : key;
    redraw();
    const area = list.querySelector(`[data-key="${key}"] .area`);
    if (area) area.focus();
    const head = report.root.querySelector(`.sheets [data-section="${key}"]`);
    if (area && head) head.scrollIntoView({block: "center"});
    if (!area) list.querySelector(`[data-key="${key}"] .write`).focus();
  }
  function drags(made, key) {
    made.addEventListener("dragstart", (event) => {
      dragged = key;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", key);
    });
    made.addEventListener("dragover", (event) => {
      if (!dragged || sectionOf(dragged).is_annex !== sectionOf(key).is_annex) return;
      event.preventDefault();
      made.classList.add("over");
    });
    made.addEventListener("dragleave", () => made.classList.remove("over"));
    made.addEventListener("drop", (event) => {
      event.preventDefault();
      if (dragged && dragged !== key) move(dragged, inOrder().indexOf(key));
      dragged = "";
    });
    made.addEventListener("dragend", () => { dragged = ""; redraw(); });
  }
  function redraw() {
    list.replaceChildren(...inOrder().map(row));
  }
  report.sectionsPanel = function () {
    list = ops.element("ol", "sections");
    redraw();
    return report.section(ops.t("Sections and their text"), list);
  };
})(window.ops = window.ops || {});
