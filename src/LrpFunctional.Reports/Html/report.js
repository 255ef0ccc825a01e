'use strict';
const form = document.querySelector('form');
const list = document.getElementById('sentences');
const articles = [...list.children];
const count = document.getElementById('count');
const order = {
  number: article => Number(article.dataset.number),
  least: article => Number(article.dataset.probability || 0),
  most: article => -Number(article.dataset.probability || 0),
  value: article => -Number(article.dataset.value),
  length: article => -Number(article.dataset.length),
};

function choose() {
  const wanted = Object.fromEntries(new FormData(form));
  const text = wanted.text.trim().toLowerCase();
  let shown = 0;
  for (const article of articles) {
    const fits = (!wanted.predicted || article.dataset.predicted === wanted.predicted)
      && (!wanted.label || article.dataset.label === wanted.label)
      && (!wanted.right || article.dataset.right === wanted.right)
      && (!text || article.textContent.toLowerCase().includes(text));
    article.hidden = !fits;
    shown += fits;
  }
  for (const figure of list.querySelectorAll('figure'))
    figure.hidden = (wanted.method && figure.dataset.method !== wanted.method)
      || (wanted.target && figure.dataset.target !== wanted.target);
  count.textContent = `${shown} of ${articles.length} sentences`;
}

function sort() {
  const key = order[form.elements.order.value];
  list.append(...[...articles].sort((one, other) => key(one) - key(other)));
}

form.hidden = false;
form.addEventListener('input', choose);
form.elements.order.addEventListener('change', sort);
form.addEventListener('submit', event => event.preventDefault());
choose();
