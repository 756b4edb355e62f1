import { DEFAULT_ENTERPRISE, HOME_PROJECT } from '../accounts';
import { connected, disconnected } from '../registryOutcomes';
import type { State } from '../state';

const REASONS = ['REQUEST_API_ERROR', 'CREATE_JOB_FAILED', 'SERVER_ERROR'] as const;

/** Registries that lose their connection, one at a time, and find it again. */
export class RegistryLife {
  private lost: string | undefined;
  private losses = 0;

  constructor(private readonly state: State) {}

  /** The one that is lost is found again; when there is none, the one that was reached longest ago is lost. */
  change(at: Date): void {
    if (this.lost === undefined) {
      this.lose();
    } else {
      this.state.patchRegistry(this.lost, connected(at));
      this.lost = undefined;
    }
  }

  private lose(): void {
    const [id] = this.state.registries
      .filter(
        ({ wire, iamProjectId, enterpriseProjectId }) =>
          iamProjectId === HOME_PROJECT.id &&
          enterpriseProjectId === DEFAULT_ENTERPRISE.id &&
          wire.status === 'success',
      )
      .sort((a, b) => (a.wire.latest_sync_time ?? 0) - (b.wire.latest_sync_time ?? 0))
      .map(({ wire }) => wire.id ?? undefined);
    if (id !== undefined) {
      this.state.patchRegistry(id, disconnected(REASONS[this.losses % REASONS.length] ?? REASONS[0]));
      this.lost = id;
      this.losses += 1;
    }
  }
}
