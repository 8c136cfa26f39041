/* A small editor: bold, italic, two kinds of lists, and the way back to what the figures say by themselves. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  const TOOLS = [
    {command: "bold", mark: "B", keys: "Ctrl+B", word: () => ops.t("Bold")},
    {command: "italic", mark: "I", keys: "Ctrl+I", word: () => ops.t("Italic")},
    {command: "insertUnorderedList", mark: "•", word: () => ops.t("Bulleted list")},
    {command: "insertOrderedList", mark: "1.", word: () => ops.t("Numbered list")},
  ];
  const ALLOWED = new Set(["formatBold", "formatItalic"]);

  function tool(one, area) {
    const button = ops.button(one.mark, () => {
      area.focus();
      document.execCommand(one.command);
    }, "tool of-" + one.command);
    button.title = one.word() + (one.keys ? ` (${one.keys})` : "");
    button.setAttribute("aria-label", one.word());
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("mousedown", (event) => event.preventDefault());  // what is chosen stays chosen
    return button;
  }
  function put(area, blocks) {
    const box = ops.element("div");
    if (blocks.length === 1 && blocks[0].kind === "paragraph") box.append(...report.runs(blocks[0]));
    else box.append(...report.drawn(blocks));
    document.execCommand("insertHTML", false, box.innerHTML);  // so that Ctrl+Z takes it back
  }
  function wire(area, tell) {
    area.addEventListener("paste", (event) => {
      event.preventDefault();
      const blocks = report.pasted(event.clipboardData);
      if (blocks.length) put(area, blocks);
    });
    area.addEventListener("drop", (event) => event.preventDefault());
    area.addEventListener("beforeinput", (event) => {
      if (event.inputType.startsWith("format") && !ALLOWED.has(event.inputType)) event.preventDefault();
    });
    area.addEventListener("focus", () => document.execCommand("defaultParagraphSeparator", false, "p"));
    area.addEventListener("click", (event) => {
      if (event.target.closest("a")) event.preventDefault();
    });
    area.addEventListener("input", tell);
  }

  /* told(blocks, isGenerated) at each change */
  report.editor = function ({label, blocks, generated, word, told}) {
    const box = ops.element("div", "editor"), bar = ops.element("div", "tools"), area = ops.element("div", "area");
    const marks = TOOLS.map((one) => tool(one, area));
    const back = ops.button(word, () => {
      area.replaceChildren(...report.drawn(generated));
      tell();
      area.focus();
    }, "link");
    const tell = () => {
      const read = report.keyed(report.read(area), generated), isGenerated = report.same(read, generated);
      back.hidden = isGenerated;
      told(read, isGenerated);
    };
    for (const [name, value] of Object.entries({contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "false"})) area.setAttribute(name, value);
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", ops.t("Looks of the text"));
    area.append(...report.drawn(blocks));
    if (!area.firstChild) area.append(...report.drawn([{runs: [], kind: "paragraph"}]));
    back.hidden = report.same(blocks, generated);
    wire(area, tell);
    const mark = () => {
      if (!area.isConnected) { document.removeEventListener("selectionchange", mark); return; }
      if (area.contains(document.getSelection().anchorNode)) marks.forEach((button, i) => ops.attribute(button, "aria-pressed", String(document.queryCommandState(TOOLS[i].command))));
    };
    document.addEventListener("selectionchange", mark);
    bar.append(...marks, back);
    box.append(bar, area);
    return box;
  };
})(window.ops = window.ops || {});
