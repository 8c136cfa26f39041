/* The wall's engine: scenes say which parts of the board they draw; one is shown at a time, or all in a column.
   Turns between them: wall/turns.js. A scene that is not shown is not drawn. */
(function (ops) {
  "use strict";
  const scenes = new Map();    // name -> {keys, draw, ages}, as its script told
  const sections = new Map();  // name -> its element, in the order of the page
  const dirty = new Set();
  const mounts = [];
  const wall = ops.wall = {root: null, shown: [], mode: "single"};
  /* two scenes side by side need the room of two screens: 7680×2160, 3840×1080, three screens in a row */
  const COLUMN = matchMedia("(max-width: 899px)"), WIDE = matchMedia("(min-aspect-ratio: 7/2)");

  /* ops.wallScene("now", {keys: ["incidents"], draw(section, board), ages: true}): `ages` draws each second too */
  ops.wallScene = (name, told) => { scenes.set(name, told); };
  /* mount(root) once the wall stands */
  wall.onStart = (mount) => { mounts.push(mount); };
  /* the names of the scenes that this page has, in its order */
  wall.names = () => [...sections.keys()];

  /* Shows these scenes and hides the others. */
  wall.show = function (names) {
    wall.shown = names;
    for (const [name, section] of sections) {
      section.hidden = !names.includes(name);
      section.style.order = names.indexOf(name);  // of the column
      if (!section.hidden && dirty.has(name)) draw(name);
    }
  };
  function draw(name) {
    const scene = scenes.get(name), section = sections.get(name);
    if (!scene || !ops.live.board) return;
    if (section.hidden) {
      dirty.add(name);
      return;
    }
    dirty.delete(name);
    try {
      scene.draw(section, ops.live.board);
    } catch (error) {
      reportError(error);  // the other scenes go on; nobody is there to reload
    }
  }
  /* All of it again: the room, the fonts or the look have changed. */
  wall.redraw = () => { for (const name of sections.keys()) draw(name); };

  function arrange() {
    wall.mode = COLUMN.matches ? "column" : WIDE.matches ? "wide" : "single";
    ops.choose(wall.root, ["column", "wide", "single"], wall.mode);
    wall.arranged();
  }
  /* wall/turns.js says what is shown in each mode */
  wall.arranged = () => wall.show(wall.mode === "column" ? wall.names() : wall.names().slice(0, 1));

  ops.onPage("wall", (root) => {
    wall.root = root;
    for (const section of root.querySelectorAll("[data-scene]")) {
      sections.set(section.dataset.scene, section);
      dirty.add(section.dataset.scene);
    }
    for (const mount of mounts) {
      try {
        mount(root);
      } catch (error) {
        reportError(error);
      }
    }
    arrange();
    for (const query of [COLUMN, WIDE]) query.addEventListener("change", arrange);
    ops.live.listen((changed) => {
      for (const [name, scene] of scenes) {
        if (sections.has(name) && scene.keys.some((key) => changed.has(key))) draw(name);
      }
    });
    setInterval(() => {
      for (const name of wall.shown) if (scenes.has(name) && scenes.get(name).ages) draw(name);
    }, 1000);
    let frame = null;
    new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(wall.redraw);
    }).observe(ops.part(root, "scenes"));
  });
  ops.draws("wall", [], wall.redraw);  // by ops.redraw alone: the fonts have come
})(window.ops = window.ops || {});
