/* Tries an address of the open interface from its page; the key is sent as a header and kept nowhere. */
(function () {
  "use strict";
  const LONGEST = 60000;  // letters of an answer that are shown

  function address(form) {
    const asked = new URLSearchParams();
    let path = form.getAttribute("action");
    for (const box of form.elements) {
      if (!box.name || !box.value) continue;
      if (box.dataset.in === "path") path = path.replace(`{${box.name}}`, encodeURIComponent(box.value));
      else asked.append(box.name, box.value);
    }
    return asked.size ? `${path}?${asked}` : path;
  }
  async function told(answer) {
    const kind = answer.headers.get("content-type") || "";
    if (!/json|xml|csv/.test(kind)) return `${kind}, ${(await answer.blob()).size} B`;
    const text = await answer.text();
    const shown = kind.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
    return shown.length > LONGEST ? shown.slice(0, LONGEST) + "\n…" : shown;
  }
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest(".api-try");
    if (!form) return;
    event.preventDefault();
    const place = form.querySelector(".api-answer"), key = document.getElementById("api-key").value.trim(), asked = address(form);
    let said, isWrong = true;
    try {
      const answer = await fetch(asked, {headers: key ? {Authorization: `Bearer ${key}`} : {}, cache: "no-store"});
      said = `GET ${asked}\n${answer.status} ${answer.statusText}\n\n${await told(answer)}`;
      isWrong = !answer.ok;
    } catch {
      said = `GET ${asked}\n${document.querySelector(".api-page").dataset.failed}`;
    }
    place.textContent = said;
    place.classList.toggle("wrong", isWrong);
    place.hidden = false;
    place.focus();
  });
})();
