import { Cancelled } from '../ui/commands';
import type { RepositoriesModel } from './repositoriesModel';
import type { RowChoice } from './rowChoice';
import type { ShownGroups } from './shownGroups';

/** A value that is kept for the workspace. */
export interface KeptValue {
  get(): unknown;
  /** @param value undefined to forget it */
  set(value: unknown): Thenable<void>;
}

export interface RowArrangementParts {
  readonly kept: KeptValue;
  readonly groups: ShownGroups;
  readonly model: RepositoriesModel;
  readonly withoutProject: string;
  readonly language: string;
}

/** Arranges the rows as was chosen in this workspace. What that needs is loaded only where something was chosen. */
export class RowArrangement {
  constructor(private readonly parts: RowArrangementParts) {
    if (parts.kept.get() !== undefined) {
      void this.#apply();
    }
  }

  filter(): Promise<void> {
    return this.#edit(async (choice) => (await import('./arranging')).editFilter(choice));
  }

  group(): Promise<void> {
    return this.#edit(async (choice) => (await import('./arranging')).editGrouping(choice));
  }

  /** Back to all repositories, by project and name. */
  async reset(): Promise<void> {
    await this.parts.kept.set(undefined);
    await this.#apply();
  }

  async #edit(edit: (choice: RowChoice) => Promise<RowChoice | undefined>): Promise<void> {
    const { isUsual, readChoice } = await import('./arranging');
    const choice = await edit(readChoice(this.parts.kept.get()));
    if (!choice) {
      throw new Cancelled();
    }
    await this.parts.kept.set(isUsual(choice) ? undefined : choice);
    await this.#apply();
  }

  async #apply(): Promise<void> {
    const { kept, groups, model, withoutProject, language } = this.parts;
    const stored = kept.get();
    if (stored === undefined) {
      groups.arrangeBy(undefined);
      return;
    }
    const { arrangement, readChoice } = await import('./arranging');
    const subjectOf = model.subject.bind(model);
    groups.arrangeBy(arrangement(readChoice(stored), subjectOf, withoutProject, language));
  }
}
