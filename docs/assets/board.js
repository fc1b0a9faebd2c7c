// The board of commitments: shows those that the form chooses, and keeps the choice in the address.
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const cards = [...document.querySelectorAll(".board .card")];
  const selects = [...form.querySelectorAll("select:not([name=made])")];
  const period = form.elements.made;
  const days = [form.elements.from, form.elements.to];
  const fields = [...selects, ...days];
  const ids = new Map(cards.map((card) => [card, Object.fromEntries(selects.map(({ name }) => [name, card.dataset[name].split(" ")]))]));
  const words = new Map([...selects, period].flatMap((select) => [...select.options].map((option) => [option, option.text])));

  // A commitment is of a time if one day of those on which it can have been made is.
  const within = (card, from, to) => (!from || card.dataset.to >= from) && (!to || card.dataset.from <= to);
  const misses = (card) => {
    const missed = selects.filter(({ name, value }) => value && !ids.get(card)[name].includes(value));
    return within(card, days[0].value, days[1].value) ? missed : [...missed, period];
  };

  // Behind each option, how many there would be with it, all other choices being as they are.
  function count(missed) {
    for (const select of [...selects, period]) {
      const near = cards.filter((card) => missed.get(card).every((other) => other === select));
      const found = Object.create(null);
      if (select !== period) near.forEach((card) => ids.get(card)[select.name].forEach((id) => (found[id] = (found[id] || 0) + 1)));
      for (const option of select.options) {
        if (select === period) found[option.value] = near.filter((card) => within(card, ...option.value.split("/"))).length;
        option.text = option.value ? `${words.get(option)} (${found[option.value] || 0})` : words.get(option);
      }
    }
  }

  function show() {
    const missed = new Map(cards.map((card) => [card, misses(card)]));
    cards.forEach((card) => (card.hidden = missed.get(card).length > 0));
    count(missed);
    for (const group of document.querySelectorAll(".board .group")) {
      group.hidden = !group.querySelector(".card:not([hidden])");
    }
    const number = cards.filter((card) => !card.hidden).length;
    const told = `${number} of ${cards.length} commitments`;
    form.querySelector("[role=status]").textContent = number ? told : `${told}: nothing matches all of this.`;
    for (const field of [...fields, period]) field.closest(".field").toggleAttribute("data-set", field.value !== "");
    form.querySelector("button").hidden = fields.every((field) => !field.value);
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name);
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    days.forEach((day) => (day.value = asked.get(day.name) || ""));
    match();
    const more = form.querySelector("details");
    if (fields.some((field) => field.value && more.contains(field) && !(period.value && days.includes(field)))) more.open = true;
    show();
  }

  // The period says what the two days say, where it has words for that.
  function match() {
    const value = days.map((day) => day.value).join("/");
    period.value = [...period.options].some((option) => option.value === value) ? value : "";
  }

  function write(how) {
    const chosen = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    history[how](null, "", `${chosen}` ? `?${chosen}` : location.pathname);
    show();
  }

  form.addEventListener("change", ({ target }) => {
    if (target === period) [days[0].value, days[1].value] = period.value ? period.value.split("/") : ["", ""];
    else if (days.includes(target)) match();
    write(days.includes(target) ? "replaceState" : "pushState"); // a day is typed in steps that nobody wants back
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => {
    [...fields, period].forEach((field) => (field.value = ""));
    write("pushState");
    form.querySelector("select").focus(); // the button is gone
  });
  addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
