/* What stands around the text: bodies, place, subject, opening, who signs and to whom it goes. Empty: as the template. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  const LINES = ["authority", "recipients"];
  const WAIT = 400;
  const words = () => ({
    parent: ops.t("Parent body"), body: ops.t("Issuing body"), place: ops.t("Place name"), subject: ops.t("Subject"),
    opening: ops.t("Opening"), authority: ops.t("Above the signer's name, a line each"), recipients: ops.t("Recipients, a line each"), copies: ops.t("Last line of the recipients"),
  });
  report.fieldWord = (name) => words()[name] || name;
  const shown = (value) => (Array.isArray(value) ? value.join("\n") : value || "");

  function entry(name) {
    const label = ops.element("label", "field of-" + name), isLong = LINES.includes(name) || name === "subject";
    const box = ops.element(isLong ? "textarea" : "input"), own = report.choices.letter[name];
    if (isLong) box.rows = LINES.includes(name) ? Math.max(2, report.told.letter[name].length) : 2;
    box.name = name;
    box.spellcheck = false;
    box.value = shown(own === null ? report.told.letter[name] : own);
    let timer = null;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => put(name, box.value), WAIT);
    });
    box.addEventListener("change", () => {
      clearTimeout(timer);
      put(name, box.value);
    });
    label.append(ops.element("span", "word", words()[name]), box);
    return label;
  }
  function put(name, text) {
    const lines = text.split("\n").map((one) => one.trim()).filter(Boolean);
    const value = LINES.includes(name) ? (lines.length ? lines : null) : lines.join(" ") || null;
    if (JSON.stringify(value) === JSON.stringify(report.choices.letter[name])) return;
    if (report.choices.letter[name] === null && shown(value) === shown(report.told.letter[name])) return;
    report.change((choices) => { choices.letter[name] = value; });
  }
  report.letterPanel = function () {
    const form = ops.element("form", "small-form letter"), opening = ops.element("div", "field");
    form.addEventListener("submit", (event) => event.preventDefault());
    opening.append(ops.element("span", "word", words().opening), report.editor({label: words().opening, blocks: report.written(""), generated: report.opening,
      word: ops.t("Back to the template's text"), told: (blocks, isGenerated) => report.write("", blocks, isGenerated)}));
    form.append(...["parent", "body", "place", "subject"].map(entry), opening, ...["authority", "recipients", "copies"].map(entry));
    const box = ops.element("details", "letter-box");
    box.append(ops.element("summary", "", ops.t("Letterhead, signature and recipients")), form);
    box.append(ops.element("p", "hint", ops.t("What is left empty is as the template says.")));
    return box;
  };
})(window.ops = window.ops || {});
