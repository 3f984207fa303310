"use strict";
// Asks each moment whether there is a new page. What stands where it is read stays in its place.
let number = null;
let missed = 0;

async function look() {
  try {
    const now = await (await fetch("/number")).json();
    missed = 0;
    if (number !== null && now !== number) {
      const text = await (await fetch("/")).text();
      const page = new DOMParser().parseFromString(text, "text/html");
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.querySelector("#told").textContent = page.querySelector("#told").textContent;
    }
    number = now;
  } catch {
    missed += 1;
    if (missed === 3) {
      document.querySelector("#told").textContent =
        "The preview has ended. Start it again where you started it, then load this page again.";
    }
  }
  setTimeout(look, 500);
}

look();
