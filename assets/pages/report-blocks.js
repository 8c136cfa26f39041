/* What is written in a report: paragraphs and lists of runs that are bold, italic or a link to a figure. Only that is
   ever drawn, read or pasted; HTML is neither kept nor sent. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  const LISTS = {bullet: "ul", number: "ol"};
  const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "BLOCKQUOTE", "PRE", "TABLE", "TBODY", "TR", "SECTION", "ARTICLE", "H1", "H2", "H3", "H4", "H5", "H6", "BODY"]);
  const UNREAD = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "HEAD", "TEMPLATE", "SVG", "IMG", "OBJECT"]);
  const isOurs = (href) => href.startsWith("/") && !href.startsWith("//") && !href.startsWith("/\\");

  /* --- drawn ------------------------------------------------------------------------------------------------------------ */
  function run({text, bold, italic, href}) {
    let made = document.createTextNode(text);
    const around = (tag) => {
      const outer = ops.element(tag);
      outer.append(made);
      made = outer;
    };
    if (italic) around("i");
    if (bold) around("b");
    if (href && isOurs(href)) {
      around("a");
      Object.assign(made, {target: "_blank", rel: "noopener"});
      made.setAttribute("href", href);
    }
    return made;
  }
  report.runs = (block) => block.runs.map(run);
  /* Lines of one list after the other stand in one list. */
  report.drawn = function (blocks) {
    const made = [];
    for (const block of blocks) {
      const tag = LISTS[block.kind], line = ops.element(tag ? "li" : "p");
      line.append(...report.runs(block));
      if (!line.firstChild) line.append(ops.element("br"));
      if (tag && made.length && made.at(-1).localName === tag) made.at(-1).append(line);
      else if (tag) {
        made.push(ops.element(tag));
        made.at(-1).append(line);
      } else made.push(line);
    }
    return made;
  };

  /* --- read ------------------------------------------------------------------------------------------------------------- */
  function looks(node, before) {
    const {fontWeight: weight, fontStyle: slant} = node.style || {}, tag = node.nodeName, told = {...before};
    if (tag === "B" || tag === "STRONG" || /^H[1-6]$/.test(tag)) told.bold = true;
    if (tag === "I" || tag === "EM") told.italic = true;
    if (weight) told.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
    if (slant) told.italic = slant === "italic" || slant === "oblique";
    const href = tag === "A" && (node.getAttribute("href") || "");
    if (href && isOurs(href)) told.href = href;
    return told;
  }
  /* Word writes a list as paragraphs, each with its own bullet as text. */
  function ofWord(node) {
    const style = node.getAttribute && node.getAttribute("style") || "";
    if (!/mso-list:/i.test(style) || /mso-list:\s*ignore/i.test(style)) return "";
    const mark = [...node.querySelectorAll("[style]")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style")));
    return mark && /^\s*\(?[0-9a-zA-Z]{1,3}[.)]/.test(mark.textContent) ? "number" : "bullet";
  }
  const kindOf = (node, before) => {
    if (node.nodeName === "LI") return node.parentNode.nodeName === "OL" ? "number" : "bullet";
    if (BLOCKS.has(node.nodeName)) return ofWord(node) || (node.nodeName === "UL" || node.nodeName === "OL" ? before : node.closest && node.closest("li") ? before : "paragraph");
    return before;
  };
  report.read = function (root, isPasted = false) {
    const blocks = [];
    let open = null;
    const flush = () => {
      if (open && open.runs.some((one) => one.text.trim())) blocks.push(report.block(open.runs, open.kind));
      open = null;
    };
    (function walk(node, look, kind) {
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) {
          const text = child.data.replace(isPasted ? /[\s\u00ad]+/g : /[\n\r\t]/g, (found) => (found.includes("\u00a0") && found.length === 1 ? found : found === "\u00ad" ? "" : " "));
          if (!text || (!open && !text.trim())) continue;
          open = open || {runs: [], kind};
          open.runs.push({...look, text});
          continue;
        }
        if (child.nodeType !== Node.ELEMENT_NODE || UNREAD.has(child.nodeName.toUpperCase())) continue;
        if (/mso-list:\s*ignore/i.test(child.getAttribute("style") || "")) continue;
        if (child.nodeName === "BR") { flush(); continue; }
        if (child.nodeName === "TD" && open) open.runs.push({...look, text: " "});
        const isBlock = BLOCKS.has(child.nodeName);
        if (isBlock) flush();
        walk(child, looks(child, look), kindOf(child, kind));
        if (isBlock) flush();
      }
    })(root, {bold: false, italic: false, href: ""}, "paragraph");
    flush();
    return blocks;
  };
  /* One look after the other, spaces at its ends gone; names in the order in which the server writes them. */
  report.block = function (runs, kind, key = "") {
    const joined = [];
    for (const {text, bold, italic, href} of runs) {
      const last = joined.at(-1), one = {text, bold: Boolean(bold), italic: Boolean(italic), href: href || ""};
      if (last && last.bold === one.bold && last.italic === one.italic && last.href === one.href) last.text += text;
      else joined.push(one);
    }
    joined[0].text = joined[0].text.replace(/^ +/, "");
    joined.at(-1).text = joined.at(-1).text.replace(/ +$/, "");
    return {runs: joined.filter((one) => one.text), kind, key};
  };
  const told = (block) => JSON.stringify(report.block(block.runs, block.kind));
  report.same = (one, other) => one.length === other.length && one.every((block, i) => told(block) === told(other[i]));
  /* What a rule wrote and nobody changed is still the rule's. */
  report.keyed = function (blocks, generated) {
    const keys = new Map(generated.map((block) => [told(block), block.key]));
    return blocks.map((block) => ({...block, key: keys.get(told(block)) || ""}));
  };

  /* --- pasted ----------------------------------------------------------------------------------------------------------- */
  report.pasted = function (data) {
    const html = data.getData("text/html");
    if (html) return report.read(new DOMParser().parseFromString(html, "text/html").body, true);
    const lines = data.getData("text/plain").split(/\r?\n/).filter((line) => line.trim());
    return lines.map((line) => report.block([{text: line.replace(/[\t ]+/g, " ")}], "paragraph"));
  };
})(window.ops = window.ops || {});
