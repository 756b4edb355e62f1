import { redact, type Registry, toRegistryId } from '../../api/index';
import { type Fields, count, date, type Field, identifier, record, text } from '../../ui/storedFields';

/** The API module redacts addresses and errors only. What else people write may quote a secret as well. */
const words = text((value) => redact(value));
/** Is redacted already. */
const clean = text((value) => value);

const FIELDS: Fields<Registry> = {
  id: identifier((value) => toRegistryId(value)),
  name: words,
  type: words,
  apiVersion: words,
  protocol: words,
  address: clean,
  username: words,
  namespace: words,
  clusterId: words,
  scanChannel: words,
  status: words,
  failReason: clean,
  imageCount: count,
  lastSyncAt: date,
};

export const storedRegistry: Field<Registry> = record<Registry>(FIELDS, ['id', 'name']);
