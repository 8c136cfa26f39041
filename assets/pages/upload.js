/* The upload page: a file or pasted rows are checked, shown, corrected in place and stored; a draft outlives a reload. */
(function (ops) {
  "use strict";
  const DRAFT = "ops-upload-draft";

  /* What a spreadsheet saves, as text; a sentence for what is none. */
  function decoded(bytes) {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
      throw new Error(ops.t("This is an Excel file: choose “Save as”, “CSV UTF-8”, and take that file."));
    }
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    try {
      return new TextDecoder(wide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8", {fatal: true}).decode(bytes);
    } catch {
      throw new Error(ops.t("The file is not in UTF-8: save it in Excel as “CSV UTF-8”."));
    }
  }
  async function post(address, text) {
    const answer = await ops.request("POST", address, {headers: {"Content-Type": "text/csv"}, body: text});
    const told = await answer.json();
    if (told.error) throw new Error(told.error);
    return {ok: answer.ok, ...told};
  }
  function table(values) {
    const made = ops.element("table"), head = made.createTHead().insertRow(), body = made.createTBody();
    for (const name of [ops.t("Line"), ops.t("Unit"), ops.t("Day"), ops.t("Figure"), ops.t("Value")]) {
      const cell = ops.element("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    for (const one of values) {
      const row = body.insertRow();
      for (const key of ["line", "unit", "day", "figure", "value"]) row.append(ops.element("td", "of-" + key, String(one[key])));
    }
    return made;
  }
  function mistakes(list, box) {
    const made = ops.element("ol", "mistakes");
    for (const {line, told} of list) {
      const item = ops.element("li"), link = ops.element("button", "", ops.t("Line {line}", {line}));
      link.type = "button";
      link.addEventListener("click", () => select(box, line));
      item.append(link, ops.element("span", "", told));
      made.append(item);
    }
    return made;
  }
  function select(box, line) {
    const lines = box.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    box.focus();
    box.setSelectionRange(start, start + (lines[line - 1] || "").length);
    box.scrollTop = (line - 4) * parseFloat(getComputedStyle(box).lineHeight);
  }
  function entering(root) {
    const choice = ops.part(root, "choice");
    const file = ops.element("input", "spoken"), box = ops.element("textarea");
    const name = ops.element("label", "action", ops.t("Choose a CSV file"));
    file.type = "file";
    file.accept = ".csv,.txt,.tsv,text/csv";
    name.append(file);
    box.spellcheck = false;
    box.rows = 14;
    box.wrap = "off";
    box.setAttribute("aria-label", ops.t("Rows of figures"));
    box.placeholder = ops.t("Unit;Day;Figure;Value");
    choice.append(name, box);
    return {file, box};
  }

  ops.onPage("upload", (root) => {
    if (!ops.part(root, "choice")) return;
    const {file, box} = entering(root);
    const [check, store, told, read] = ["check", "store", "upload-told", "read"].map((name) => ops.part(root, name));
    const say = (text, isWrong = false) => { ops.text(told, text); told.classList.toggle("wrong", isWrong); };
    const show = (answer) => {
      read.replaceChildren(ops.element("h3", "", answer.summary), mistakes(answer.mistakes, box), table(answer.values));
      read.querySelector("table").hidden = !answer.values.length;
    };
    async function ask(address) {
      check.disabled = store.disabled = true;
      say("");
      try {
        const answer = await post(address, box.value);
        show(answer);
        if (answer.stored) {
          sessionStorage.removeItem(DRAFT);
          say(answer.stored);
        } else store.disabled = !answer.read || answer.mistakes.length > 0;
      } catch (error) {
        const lost = ops.t("It could not be sent. What you entered is still here: try again in a moment.");
        say(error instanceof TypeError || error instanceof SyntaxError ? lost : error.message, true);
        store.disabled = address.endsWith("check");
      }
      check.disabled = false;
    }
    box.value = sessionStorage.getItem(DRAFT) || "";
    if (box.value) ask("/api/upload/check");
    box.addEventListener("input", () => {
      sessionStorage.setItem(DRAFT, box.value);
      store.disabled = true;
    });
    file.addEventListener("change", async () => {
      if (!file.files.length) return;
      try {
        box.value = decoded(new Uint8Array(await file.files[0].arrayBuffer()));
        sessionStorage.setItem(DRAFT, box.value);
        ask("/api/upload/check");
      } catch (error) {
        say(error.message, true);
      }
      file.value = "";
    });
    check.addEventListener("click", () => ask("/api/upload/check"));
    store.addEventListener("click", () => ask("/api/upload"));
  });
})(window.ops = window.ops || {});
