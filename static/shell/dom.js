// @ts-check
/** Elements by what they are, where a selector alone doesn't say it. */

/**
 * A fresh copy of what `<template id>` holds.
 * @param {string} id
 * @returns {DocumentFragment}
 */
export function fragmentOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * The first element in `<template id>`, fresh.
 * @param {string} id
 */
export function elementOf(id) {
  return /** @type {HTMLElement} */ (fragmentOf(id).firstElementChild);
}

/**
 * The nodes of a piece of HTML that our server rendered.
 * @param {string} html
 * @returns {any[]}
 */
export function parsed(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map((node) => document.adoptNode(node));
}
