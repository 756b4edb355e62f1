import * as vscode from 'vscode';
import type { Registry } from '../api/index';
import { factLines } from '../ui/factLines';
import { escapeMarkdown } from '../ui/markdown';
import type { Formats } from '../ui/time';
import type { RegistryNode } from './registriesTree';
import { failureWords, registryFacts } from './registryFacts';

/** What is told of a registry that somebody points at or opens: a bundle of its own, loaded by the first of them. */
export { registryPage } from './registryPage';

export function registryTooltip(registry: Registry, now: Date, formats: Formats): vscode.MarkdownString {
  const facts = registryFacts(registry, now, formats);
  return new vscode.MarkdownString(`**${escapeMarkdown(registry.name)}**\n\n${factLines(facts)}`);
}

/** The rows below that of a registry. */
export function detailNodes(registry: Registry, now: Date, formats: Formats): RegistryNode[] {
  const { id } = registry;
  const advice = failureWords(registry);
  // The advice has a row of its own, at the top.
  const facts = registryFacts(registry, now, formats).filter(({ text }) => text !== advice);
  return [
    ...(advice === undefined ? [] : [{ type: 'advice', id: `advice/${id}`, text: advice } as const]),
    ...facts.map((fact) => ({ type: 'fact', id: `fact/${id}/${fact.name}`, fact }) as const),
  ];
}
