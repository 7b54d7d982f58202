// Every minute, while the page is looked at: how many notices are new. Where it cannot be known
// (no connection, signed out) the head stays as it was.
"use strict";

(() => {
  const EVERY = 60000;
  const { count: address, page } = document.currentScript?.dataset
    ?? document.querySelector("script[data-count][data-page]").dataset;
  const links = [...document.querySelectorAll(`header a[href="${page}"]`)];
  if (!links.length) return;

  const live = document.createElement("div");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  document.body.append(live);

  const number = () => Number(links[0].querySelector(".count")?.textContent ?? 0);
  let known = number();

  const show = ({ count, words }) => {
    for (const link of links) {
      link.querySelectorAll(".count, .count + .visually-hidden").forEach((old) => old.remove());
      if (!count) continue;
      const figure = document.createElement("span");
      figure.className = "count";
      figure.setAttribute("aria-hidden", "true");
      figure.textContent = count;
      const read = document.createElement("span");
      read.className = "visually-hidden";
      read.textContent = `, ${words}`;
      link.append(" ", figure, read);
    }
    if (count > known) live.textContent = words;
    known = count;
  };

  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) show(await answer.json());
    } catch {
      // The next minute asks again.
    }
  };
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
