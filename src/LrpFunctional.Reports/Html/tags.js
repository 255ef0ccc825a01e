function chooseTag() {
  const tag = form.elements.tag.value;
  for (const article of articles)
    article.hidden ||= tag && !JSON.parse(article.dataset.tags || '[]').includes(tag);
  const shown = articles.filter(article => !article.hidden).length;
  count.textContent = `${shown} of ${articles.length} sentences`;
}

// After the other filters, which show what they do not hide.
form.addEventListener('input', chooseTag);
