// Dark where the reader's system is, unless light or dark was chosen on the site.
"use strict";

const page = document.documentElement;
const asked = window.matchMedia("(prefers-color-scheme: dark)");
const follow = () => page.classList.toggle("dark-mode", asked.matches);

if (!page.dataset.theme) {
  asked.addEventListener("change", follow);
  follow();
}
