(function () {
  "use strict";
  var form = document.getElementById("filter");
  var told = document.getElementById("antal");
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var goals = Array.prototype.slice.call(document.querySelectorAll("details.goal"));
  var councils = Array.prototype.slice.call(document.querySelectorAll("details.council"));

  function fits(goal, select) {
    if (!select.value) { return true; }
    var held = goal.getAttribute("data-" + select.getAttribute("data-filter"));
    if (select.getAttribute("data-filter") === "agenda") {
      return held.split(" ").indexOf(select.value) >= 0;
    }
    return held === select.value;
  }

  function filter() {
    var filtered = selects.some(function (select) { return select.value; });
    var shown = 0;
    goals.forEach(function (goal) {
      goal.hidden = !selects.every(function (select) { return fits(goal, select); });
      if (!goal.hidden) { shown += 1; }
    });
    councils.forEach(function (council) {
      var left = council.querySelectorAll("details.goal:not([hidden])").length;
      council.hidden = filtered && !left;
      if (filtered && left) { council.open = true; }
    });
    told.textContent = "Visar " + shown + " av " + goals.length + " mål.";
  }

  function setAll(open) {
    councils.concat(goals).forEach(function (one) { one.open = open; });
  }

  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var one = target; one; one = one.parentElement) {
      if (one.tagName === "DETAILS") { one.hidden = false; one.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  }

  selects.forEach(function (select) { select.addEventListener("change", filter); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("rensa").addEventListener("click", function () { form.reset(); filter(); });
  document.getElementById("oppna").addEventListener("click", function () { setAll(true); });
  document.getElementById("stang").addEventListener("click", function () { setAll(false); });

  var before = [];
  window.addEventListener("beforeprint", function () {
    before = councils.concat(goals).filter(function (one) { return one.open; });
    setAll(true);
  });
  window.addEventListener("afterprint", function () {
    setAll(false);
    before.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  filter();
  if (location.hash) { reveal(); }
}());
