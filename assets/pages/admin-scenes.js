/* Which scenes a display shows and which incidents take it: as the city's walls, or its own. */
(function (ops) {
  "use strict";
  const GRAVE = {none: [], extreme: ["extreme"], severe: ["extreme", "severe"]};
  const FIRST_SECONDS = 30;

  function row(told, one, rest) {
    const item = ops.element("li"), scene = ops.element("select"), seconds = ops.element("input");
    for (const [value, word] of told.scenes) scene.append(new Option(word, value, false, value === one.scene));
    Object.assign(seconds, {type: "number", min: 5, max: 3600, value: one.seconds, inputMode: "numeric"});
    scene.setAttribute("aria-label", ops.t("Scene"));
    seconds.setAttribute("aria-label", ops.t("Seconds"));
    const up = ops.button("↑", () => {
      if (item.previousElementSibling) item.previousElementSibling.before(item);
      up.focus();
    }, "up");
    const away = ops.button("×", () => {
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      (next ? next.querySelector("select") : rest).focus();
    }, "away");
    const name = () => scene.selectedOptions[0].text;
    const call = () => {
      up.setAttribute("aria-label", ops.t("Show {scene} earlier", {scene: name()}));
      away.setAttribute("aria-label", ops.t("Take away: {what}", {what: name()}));
    };
    scene.addEventListener("change", call);
    call();
    item.append(scene, seconds, up, away);
    return item;
  }
  /* The fields of a form for it: two lists to choose from, the rest appears below them. */
  ops.sceneFields = function (held) {
    const grave = held.takeover && Object.keys(GRAVE).findLast((key) => GRAVE[key].every((one) => held.takeover.severities.includes(one)));
    return [
      {name: "scenes", label: ops.t("Scenes"), value: held.scenes ? "own" : "", options: [["", ops.t("as all walls")], ["own", ops.t("its own")]]},
      {name: "takeover", label: ops.t("Incidents that take the screen"), value: grave || "", options: [
        ["", ops.t("as all walls")], ["none", ops.t("none")], ["extreme", ops.t("extreme ones alone")], ["severe", ops.t("severe and extreme ones")]]},
      {name: "takeover_seconds", label: ops.t("For how many seconds"), type: "number", value: held.takeover ? held.takeover.seconds : ""},
    ];
  };
  /* Puts the list of scenes into a form; returns what reads the whole. `city`: what holds where nothing is chosen. */
  ops.sceneList = function (form, told, held, city) {
    const {scenes, takeover, takeover_seconds: seconds} = form.elements;
    const box = ops.element("div", "scene-list"), list = ops.element("ol"), head = ops.element("p", "scene-head");
    const more = ops.button(ops.t("Add a scene"), () => {
      list.append(row(told, {scene: told.scenes[0][0], seconds: FIRST_SECONDS}, more));
      list.lastElementChild.querySelector("select").focus();
    });
    head.append(ops.element("span", "", ops.t("Scene")), ops.element("span", "", ops.t("Seconds")));
    box.append(head, list, more);
    form.querySelector(".of-scenes").after(box);
    list.append(...(held.scenes || city.scenes).map((one) => row(told, one, more)));
    if (!seconds.value) seconds.value = city.takeover.seconds;
    const show = () => {
      box.hidden = !scenes.value;
      seconds.closest("label").hidden = !GRAVE[takeover.value]?.length;
    };
    scenes.addEventListener("change", show);
    takeover.addEventListener("change", show);
    show();
    return () => ({
      scenes: !scenes.value ? null : [...list.children].map((item) => ({
        scene: item.querySelector("select").value, seconds: Number(item.querySelector("input").value)})),
      takeover: !takeover.value ? null : {severities: GRAVE[takeover.value],
        ...(takeover.value === "none" ? {} : {seconds: Number(seconds.value)})},
    });
  };
})(window.ops = window.ops || {});
