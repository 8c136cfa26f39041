/* Beside the sheets: of a draft what can be changed, of an issued report its files, its code and how it is revised. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  const DRAFTS = ["docx", "pdf", "xlsx"];

  report.drawPanel = function () {
    const place = report.part("report-panel");
    place.replaceChildren(...(report.choices ? writing() : report.issuedPanel()));
    report.tellState();
  };
  function writing() {
    const {differences, others, report: one} = report.told;
    const before = others.length ? [report.othersPanel(others)] : [];
    return [saving(), report.sectionsPanel(), report.letterPanel(), ...report.differences(differences, one.reason), ...before, ending()];
  }
  function saving() {
    const bar = ops.element("div", "saving"), save = ops.button(ops.t("Save"), report.save, "action");
    const issue = ops.button(ops.t("Issue …"), report.issueDialog, "action primary"), state = ops.element("span", "saved");
    save.dataset.part = "report-save";
    save.title = "Ctrl+S";
    state.dataset.part = "report-saving";
    state.setAttribute("role", "status");
    bar.append(save, issue, state);
    return bar;
  }
  function ending() {
    const box = ops.element("section", "ending"), files = ops.element("p", "drafts", ops.t("As a file, still a draft:") + " ");
    for (const format of DRAFTS) {
      const link = ops.element("a", "", format);
      link.href = report.address("/files/" + format);
      link.setAttribute("download", "");
      files.append(link, " ");
    }
    const form = ops.form([], ops.t("Discard this draft")), {report: one} = report.told;
    form.classList.add("discarding");
    let isAsked = false;
    ops.onSubmit(form, async () => {
      const button = form.querySelector("button");
      if (!isAsked) {
        isAsked = true;
        button.textContent = ops.t("Discard it for good?");
        return;
      }
      if (await ops.sent(form, ops.post(report.address("/discard"), {version: one.version}))) location.assign("/reports");
    });
    form.querySelector("button").className = "link";
    box.append(files, form);
    return box;
  }
  /* What must be known now, with what can be done about it. False, as an answer of what failed. */
  report.notice = function (words, ways = []) {
    const box = ops.element("div", "notice-box"), row = ops.element("p", "buttons");
    box.append(ops.element("p", "", words));
    row.append(...ways.map(([word, act]) => {
      const button = ops.button(word, () => { act(); button.remove(); if (!row.firstChild) box.remove(); });
      return button;
    }), ops.button(ops.t("Close"), () => box.remove(), "link"));
    box.append(row);
    report.part("report-notices").replaceChildren(box);
    return false;
  };
  report.say = (words) => report.notice(words || ops.t("The server could not do it."));
  report.section = function (title, ...content) {
    const made = ops.element("section"), head = ops.element("h3", "", title);
    made.append(head, ...content);
    return made;
  };
})(window.ops = window.ops || {});
