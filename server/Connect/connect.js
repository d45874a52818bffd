// Tells the page that shows this one in a frame what has come of it. Whose page that is only the caller knows, so anybody is told; what is
// told is worth nothing without the caller's API key. By itself, in a window of its own, the page needs none of this.
(() => {
  // A form that is sent twice connects nothing twice; the second answer is only another one to wait for. A page that is shown again, by going back, can be sent again.
  const buttons = document.querySelectorAll("form button");
  document.addEventListener("submit", () => buttons.forEach((button) => (button.disabled = true)));
  window.addEventListener("pageshow", () => buttons.forEach((button) => (button.disabled = false)));
  if (window.parent === window) {
    return;
  }
  const tell = (type, data) => window.parent.postMessage({ type, data }, "*");
  for (const button of document.querySelectorAll("[data-connect-close]")) {
    button.hidden = false;
    button.addEventListener("click", () => tell("close"));
  }
  // Somebody agrees in another window: once they are back, the server knows what comes next. Before they have left, a click gives the page the focus.
  const agree = document.querySelector("[data-connect-agree]");
  if (agree) {
    const look = () => document.visibilityState === "visible" && location.reload();
    document.addEventListener("visibilitychange", look);
    agree.addEventListener("click", () => window.addEventListener("focus", look));
  }
  document.querySelector("[data-connect-finish]")?.requestSubmit();
  const done = document.querySelector("[data-activation-token]");
  if (done) {
    tell("success", { activation_token: done.dataset.activationToken });
  }
})();
