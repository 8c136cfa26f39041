/* A report is issued once; then its files are handed out as they were, and another revision may take its place. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  const KILO = 1024;

  /* --- issued -------------------------------------------------------------------------------------------------------------- */
  function recipients() {
    const label = ops.element("label", "field of-recipients"), box = ops.element("textarea");
    Object.assign(box, {name: "recipients", rows: 5, spellcheck: false, value: (report.choices.letter.recipients || report.told.letter.recipients).join("\n")});
    label.append(ops.element("span", "word", ops.t("Recipients, a line each")), box);
    return label;
  }
  report.issueDialog = function () {
    const {suggested, report: one} = report.told, dialog = ops.element("dialog", "issuing"), close = () => dialog.close();
    const form = ops.form([
      {name: "number", label: ops.t("Number and symbol"), value: suggested.number, fixed: one.revision > 1},
      {name: "issued_on", label: ops.t("Date"), type: "date", value: suggested.issued_on},
      {name: "signer", label: ops.t("Signed by"), value: suggested.signer},
    ], ops.t("Issue for good"), [ops.button(ops.t("Not yet"), close)]);
    const head = ops.element("h3", "", ops.t("Issue the report")), means = ops.element("ul", "means");
    head.id = "issue-head";
    dialog.setAttribute("aria-labelledby", head.id);
    for (const words of [
      ops.t("Figures, targets, units and text are frozen as they are now; data that come later change nothing in it."),
      ops.t("The files are made once and kept; each bears a code by which anybody can verify it."),
      ops.t("It can not be taken back or changed. A mistake is mended by a revision, which says what changed and why."),
    ]) means.append(ops.element("li", "", words));
    form.insertBefore(recipients(), form.querySelector(".said"));
    ops.onSubmit(form, (told) => issue(form, told));
    dialog.append(head, means, form);
    dialog.addEventListener("close", () => dialog.remove());
    report.root.append(dialog);
    dialog.showModal();
  };
  async function issue(form, told) {
    const lines = told.recipients.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length && JSON.stringify(lines) !== JSON.stringify(report.choices.letter.recipients || report.told.letter.recipients)) {
      report.change((choices) => { choices.letter.recipients = lines; }, false);
    }
    if (report.isDirty() || !report.seen) {
      if (report.isDirty() && !await report.save()) { form.closest("dialog").close(); return; }
      await report.look();
    }
    const {recipients: _lines, ...rest} = told;
    const done = await ops.sent(form, ops.post(report.address("/issue"), {...rest, version: report.told.report.version, seen: report.seen}));
    if (done) location.reload();
    else report.look();  // where figures moved: what would be issued is shown
  }

  /* --- after issuing --------------------------------------------------------------------------------------------------------- */
  const size = (bytes) => (bytes < KILO * KILO ? ops.t("{size} KB", {size: ops.number(Math.max(1, Math.round(bytes / KILO)))}) : ops.t("{size} MB", {size: ops.number(bytes / KILO / KILO, 1)}));
  function file(one) {
    const made = ops.element("li"), link = ops.element("a", "", one.name), prints = ops.element("details");
    link.href = report.address("/files/" + one.format);
    link.setAttribute("download", one.name);
    prints.append(ops.element("summary", "", `SHA-256 ${one.sha256.slice(0, 12)}…`), ops.element("code", "", one.sha256));
    made.append(link, ops.element("span", "size", size(one.size)), prints);
    return made;
  }
  function code(one) {
    const box = ops.element("p", "code"), link = ops.element("a", "action", ops.t("Verify"));
    link.href = "/reports/verify?code=" + encodeURIComponent(one.code);
    link.target = "_blank";
    box.append(ops.element("b", "", one.code), link);
    return report.section(ops.t("Verification code"), box, ops.element("p", "hint", ops.t("It stands in every file: whoever has the paper or the file can verify it, without an account.")));
  }
  function revise(one) {
    const form = ops.element("form", "small-form"), label = ops.element("label", "field"), box = ops.element("textarea"), said = ops.element("p", "said");
    const mistake = ops.element("span", "mistake"), row = ops.element("div", "buttons");
    Object.assign(box, {name: "reason", rows: 3, maxLength: 2000});
    Object.assign(mistake, {id: "mistake-reason"});
    mistake.dataset.mistake = "reason";
    mistake.setAttribute("role", "alert");
    said.dataset.mistake = "";
    form.noValidate = true;
    label.append(ops.element("span", "word", ops.t("Why is it revised? The reason stands in the revision.")), box, mistake);
    row.append(ops.element("button", "action", ops.t("Draft a revision")));
    form.append(label, said, row);
    ops.onSubmit(form, async (told) => {
      const made = await ops.sent(form, ops.post(report.address("/revise"), told));
      if (made) location.assign("/reports/" + made.id);
    });
    return report.section(ops.t("Revise it"), form);
  }
  report.othersPanel = function (all) {
    const list = ops.element("ul", "others");
    for (const one of all) {
      const item = ops.element("li"), link = ops.element("a", "", ops.t("{number}, revision {revision}", {number: one.number || ops.t("Draft"), revision: one.revision}));
      link.href = "/reports/" + one.id;
      item.append(link, ops.element("span", "", one.issued_on ? ops.date(Date.parse(one.issued_on)) : ops.t("Draft")));
      list.append(item);
    }
    return report.section(ops.t("Other revisions"), list);
  };
  report.differences = function (all, reason) {
    if (!all.length && !reason) return [];
    const table = ops.element("table", "differences"), head = ops.element("thead"), body = ops.element("tbody"), names = ops.element("tr");
    for (const word of [ops.t("Where"), ops.t("Before"), ops.t("Now"), ops.t("Why")]) names.append(Object.assign(ops.element("th", "", word), {scope: "col"}));
    head.append(names);
    const amount = (value) => (typeof value === "number" ? ops.number(value, Number.isInteger(value) ? 0 : 1) : value === null ? "–" : value);
    for (const one of all) {
      const row = ops.element("tr");
      row.append(Object.assign(ops.element("th", "", one.where), {scope: "row"}), ops.element("td", "", amount(one.before)), ops.element("td", "", amount(one.now)), ops.element("td", "", one.why));
      body.append(row);
    }
    table.append(head, body);
    const wide = ops.element("div", "wide");
    wide.append(table);
    const why = ops.element("p", "reason", ops.t("Reason: {reason}", {reason}));
    return [report.section(ops.t("What this revision changes"), why, all.length ? wide : ops.element("p", "hint", ops.t("No figure and no text has changed.")))];
  };
  report.issuedPanel = function () {
    const {report: one, files, differences, others: all} = report.told, list = ops.element("ul", "files");
    list.append(...files.map(file));
    const made = [report.section(ops.t("Files as they were issued"), list), code(one), ...report.differences(differences, one.reason)];
    if (all.length) made.push(report.othersPanel(all));
    if (one.may_write && !one.revised_by) made.push(revise(one));
    return made;
  };
})(window.ops = window.ops || {});
