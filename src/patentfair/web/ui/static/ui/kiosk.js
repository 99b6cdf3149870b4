// A kiosk goes back to its first screen when nobody has touched it for two minutes, and works without a network.
"use strict";

const IDLE_MILLISECONDS = 120000;
let timer = 0;

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (location.hash !== "" && location.hash !== "#top") location.hash = "#top";
    window.scrollTo(0, 0);
  }, IDLE_MILLISECONDS);
}

for (const kind of ["pointerdown", "keydown", "scroll", "touchstart"]) addEventListener(kind, wait, { passive: true });
wait();

const button = document.getElementById("full-screen");
if (button && document.documentElement.requestFullscreen) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}

if ("serviceWorker" in navigator && document.body.dataset.worker) {
  navigator.serviceWorker.register(document.body.dataset.worker, { scope: "/" }).then(async () => {
    const worker = (await navigator.serviceWorker.ready).active;
    const pictures = [...document.images].map((one) => one.src);
    const files = [...document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"]')].map((one) => one.href);
    worker.postMessage([location.href.split("#")[0], ...files, ...pictures, ...[...document.scripts].map((one) => one.src)]);
  });
}
