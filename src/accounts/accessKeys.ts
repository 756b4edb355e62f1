import { type AccessKeyCredential, checkAccessKey, checkSecretKey, checkSecurityToken } from '../api/index';

/**
 * A key as it was typed or found, without white space around its parts.
 *
 * @param key an empty security token stands for a permanent key
 * @throws CloudError `invalid`/`badInput` for a part that is empty or cannot be sent
 */
export function checkKey(key: Omit<AccessKeyCredential, 'kind'>): AccessKeyCredential {
  const { securityToken = '' } = key;
  return {
    kind: 'accessKey',
    accessKey: checkAccessKey(key.accessKey),
    secretKey: checkSecretKey(key.secretKey),
    ...(securityToken.trim() === '' ? {} : { securityToken: checkSecurityToken(securityToken) }),
  };
}
