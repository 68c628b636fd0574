/* Everything here only improves pages that already work without it: the theme, the keys, the count of picked rows. */
(function () {
  "use strict";
  var root = document.documentElement;
  function cookie(name) {
    var found = document.cookie.split("; ").find(function (pair) { return pair.indexOf(name + "=") === 0; });
    return found ? found.slice(name.length + 1) : "";
  }
  var theme = cookie("nen");
  if (theme !== "dark" && theme !== "light") {
    root.dataset.bsTheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
      button.addEventListener("click", function () {
        root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
        document.cookie = "nen=" + root.dataset.bsTheme + "; path=/; max-age=31536000; samesite=lax";
      });
    });
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.addEventListener("click", function (event) { event.preventDefault(); print(); });
    });
    var errors = document.querySelector(".dh-errors[tabindex]");
    if (errors) errors.focus();

    var form = document.querySelector("[data-pick-form]");
    if (form) {
      var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=viec]"));
      var all = form.querySelector("[data-pick-all]");
      var bar = form.querySelector(".dh-batch");
      var count = form.querySelector("[data-pick-count]");
      var update = function () {
        var picked = boxes.filter(function (box) { return box.checked; });
        boxes.forEach(function (box) {
          var row = box.closest("tr");
          if (row) row.classList.toggle("is-picked", box.checked);
        });
        if (bar) bar.hidden = picked.length === 0;
        if (count) count.textContent = String(picked.length);
        if (all) all.checked = picked.length > 0 && picked.length === boxes.length;
      };
      if (all) {
        all.closest("label").hidden = false;
        all.addEventListener("change", function () {
          boxes.forEach(function (box) { box.checked = all.checked; });
          update();
        });
      }
      boxes.forEach(function (box) { box.addEventListener("change", update); });
      update();
    }

    var keys = document.querySelector("dialog.dh-keys");
    addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/") {
        var search = document.querySelector("input[type=search]");
        if (search) { event.preventDefault(); search.focus(); search.select(); }
      } else if (event.key === "?" && keys && keys.showModal) {
        keys.showModal();
      }
    });
  });
}());
