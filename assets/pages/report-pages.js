/* The report laid on sheets of A4 as it will print: what fits on a page is measured once, tables go on with their head. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  const MM = 96 / 25.4, ROOM = {tall: 257 * MM, wide: 160 * MM}, LEAST_ROWS = 2;
  const FACES = ["", "bold ", "italic ", "italic bold "];
  const parsed = new Map();

  function nodes(html) {
    if (!parsed.has(html)) {
      if (parsed.size > 200) parsed.clear();
      const made = document.createElement("template");
      made.innerHTML = html;  // the server's, escaped there
      parsed.set(html, made.content);
    }
    return [...parsed.get(html).cloneNode(true).children];
  }

  /* --- what stands one after the other ----------------------------------------------------------------------------------- */
  /* What is written of a section can be found again, to be drawn anew while somebody types. */
  function marked(blocks, key) {
    const made = report.drawn(blocks);
    for (const each of made) each.dataset.of = key;
    return made;
  }
  function section(one, blocks, attached) {
    const head = ops.element("h4", one.is_annex ? "annex-head" : "");
    head.dataset.section = one.key;
    if (one.is_annex) head.append(ops.element("span", "", one.head), ops.element("br"), ops.element("b", "", one.title), ops.element("small", "", attached));
    else head.append(`${one.head} ${one.title}`);
    const written = marked(blocks, one.key);
    head.opsWide = one.is_annex && !written.length && Boolean(one.parts[0] && one.parts[0].is_wide);  // turned from its heading on
    return [head, ...written, ...one.parts.flatMap((part) => nodes(part.html).map((made) => Object.assign(made, {opsWide: part.is_wide})))];
  }
  function content(sheet, blocksOf) {
    const chapters = sheet.sections.filter((one) => !one.is_annex), annexes = sheet.sections.filter((one) => one.is_annex);
    const body = chapters.flatMap((one) => section(one, blocksOf(one), ""));
    const made = [...nodes(sheet.head), ...marked(blocksOf({key: "", commentary: sheet.opening}), ""), ...body, ops.element("p", "", sheet.closing), ...nodes(sheet.foot)];
    for (const one of annexes) {
      const [head, ...rest] = section(one, blocksOf(one), sheet.attached);
      head.opsNew = true;
      made.push(head, ...rest);
    }
    return made;
  }

  /* --- laid on pages ----------------------------------------------------------------------------------------------------- */
  function* runs(elements) {
    let run = null;
    for (const one of elements) {
      const shape = one.opsWide ? "wide" : "tall";
      if (!run || run.shape !== shape) {
        if (run) yield run;
        run = {shape, elements: []};
      }
      run.elements.push(one);
    }
    if (run) yield run;
  }
  function laid(elements, flow) {
    const pages = [];
    for (const {shape, elements: run} of runs(elements)) {
      flow.className = `sheet flow ${shape}`;
      flow.replaceChildren(...run);
      layRun(run, shape, pages, flow.getBoundingClientRect().top);
    }
    return pages;
  }
  function layRun(run, shape, pages, zero) {
    const room = ROOM[shape], places = run.map((one) => measured(one, zero));
    let page = null, start = 0;
    const turn = (from) => {
      page = {shape, content: []};
      pages.push(page);
      start = from;
    };
    run.forEach((one, i) => {
      const place = places[i];
      if (!page || one.opsNew) turn(place.top);
      if (place.bottom - start <= room) { page.content.push(one); return; }
      if (place.rows.length && place.rows[Math.min(place.least, place.rows.length) - 1].bottom - start <= room) {
        [start, page] = split(one, place, start, room, page, pages, shape);
        return;
      }
      const head = page.content.at(-1);
      const goes = head && head.localName === "h4" && page.content.length > 1;
      if (goes) page.content.pop();
      if (page.content.length || goes) turn(goes ? places[i - 1].top : place.top);
      if (goes) page.content.push(head);
      if (place.rows.length && place.bottom - start > room) [start, page] = split(one, place, start, room, page, pages, shape);
      else page.content.push(one);
    });
  }
  function measured(one, zero) {
    const box = one.getBoundingClientRect(), body = one.classList.contains("of-table") && one.querySelector("tbody");
    const parts = body ? [...body.rows] : isList(one) ? [...one.children] : [];
    return {top: box.top - zero, bottom: box.bottom - zero, rows: parts.map((row) => ({row, ...edges(row, zero)})),
      least: body ? LEAST_ROWS : 1, head: body ? one.querySelector("thead").getBoundingClientRect().height : 0};
  }
  const isList = (one) => one.localName === "ul" || one.localName === "ol";
  const edges = (row, zero) => {
    const box = row.getBoundingClientRect();
    return {top: box.top - zero, bottom: box.bottom - zero};
  };
  /* Rows of a table, lines of a list, page by page. */
  function split(whole, place, start, room, page, pages, shape) {
    const parts = [[]];
    let from = start;
    for (const one of place.rows) {
      if (one.bottom - from > room && parts.at(-1).length) {
        parts.push([]);
        from = one.top - place.head;
      }
      parts.at(-1).push(one.row);
    }
    const pieces = isList(whole) ? listPieces(whole, parts) : tablePieces(whole, parts);
    pieces.forEach((piece, i) => {
      if (i > 0) {
        page = {shape, content: []};
        pages.push(page);
      }
      page.content.push(piece);
    });
    return [parts.length > 1 ? from : start, page];
  }
  /* The caption stays with the first, the notes with the last; each has the head. */
  function tablePieces(figure, parts) {
    const table = figure.querySelector("table"), notes = [...figure.querySelectorAll(".note")], heads = [...table.children].filter((one) => one.localName !== "tbody");
    const caption = figure.querySelector("figcaption");
    return parts.map((rows, i) => {
      const piece = figure.cloneNode(false), drawn = table.cloneNode(false), body = ops.element("tbody");
      body.append(...rows);
      drawn.append(...heads.map((one) => one.cloneNode(true)), body);
      piece.append(...(i ? [] : [caption]), drawn, ...(i === parts.length - 1 ? notes : []));
      return piece;
    });
  }
  function listPieces(list, parts) {
    let number = 1;
    return parts.map((lines) => {
      const piece = list.cloneNode(false);
      if (list.localName === "ol") piece.start = number;
      number += lines.length;
      piece.append(...lines);
      return piece;
    });
  }

  /* --- drawn ------------------------------------------------------------------------------------------------------------- */
  function drawn(page, i, foot) {
    const made = ops.element("article", `sheet ${page.shape}`), inner = ops.element("div", "on-sheet");
    inner.append(...page.content);
    if (i) made.append(ops.element("p", "page-number", String(i + 1)));
    made.append(inner);
    if (foot) made.append(ops.element("p", "verify-code", foot));
    return made;
  }
  /* As large as the room is wide: a sheet stands beside what is written of it. */
  report.fit = function (place) {
    const room = place.clientWidth, most = Math.max(1, innerWidth / 1920) * 1.4;
    place.style.setProperty("--tall", String(Math.min(most, room / (210 * MM))));
    place.style.setProperty("--wide", String(Math.min(most, room / (297 * MM))));
  };
  /* While somebody types the pages stay as they are laid: only what is written changes. */
  report.typed = function (place, key, blocks) {
    const old = [...place.querySelectorAll(`[data-of="${key}"]`)], after = old[0] || (key ? place.querySelector(`h4[data-section="${key}"]`) : place.querySelector(".subject, .of-revision"));
    if (!after) return;
    after[old.length ? "before" : "after"](...marked(blocks, key));
    for (const one of old) one.remove();
  };
  let turn = Promise.resolve();
  report.lay = function (place, sheet, blocksOf) {
    turn = turn.then(async () => {
      await Promise.all(FACES.map((face) => document.fonts.load(`${face}13pt "Liberation Serif"`)));
      const flow = ops.element("div");
      flow.lang = sheet.language;
      place.append(flow);
      const pages = laid(content(sheet, blocksOf), flow).map((page, i) => drawn(page, i, sheet.verify));
      flow.remove();
      place.lang = sheet.language;
      place.replaceChildren(...pages);
      report.fit(place);
    });
    return turn;
  };
})(window.ops = window.ops || {});
