import type { Person } from '../forge-client.ts';
import type { PathValues } from '../http/fill-path.ts';
import type { ForgeHttp } from '../http/forge-http.ts';
import type { JsonView } from '../http/json-view.ts';
import { versioned } from './azure-http.ts';

/** The security namespace "Git Repositories", and its bit "Contribute". */
const GIT_NAMESPACE = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';
const CONTRIBUTE = 4;
/** Descriptors are long, and addresses are not: so many are asked about at once. */
const DESCRIPTORS_AT_ONCE = 20;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Accounts and what they may do. */
export interface AzurePeople {
  me(): Promise<Person & { readonly id: string }>;
  /** The id of somebody by unique name; an id stays as it is. */
  idOf(login: string): Promise<string>;
  mayWrite(login: string): Promise<boolean>;
}

/** @param identities where identities are asked for: a host of its own in the cloud */
export function azurePeople(http: ForgeHttp, identities: string, values: PathValues): AzurePeople {
  async function find(login: string): Promise<JsonView | undefined> {
    const { json } = await http.ask({
      action: `find ${login}`,
      base: identities,
      operation: '/{organization}/_apis/identities',
      values,
      query: versioned({ searchFilter: 'General', filterValue: login, queryMembership: 'Expanded' }),
    });
    const name = login.toLowerCase();
    return json
      .at('value')
      .list()
      .find((one) => accountOf(one).toLowerCase() === name);
  }

  async function repositoryToken(): Promise<string> {
    const { json } = await http.ask({
      action: 'read the repository',
      operation: '/{organization}/{project}/_apis/git/repositories/{name}',
      values,
      query: versioned(),
    });
    return `repoV2/${json.at('project', 'id').text()}/${json.at('id').text()}`;
  }

  /** What a group of descriptors may do, inherited permissions included. */
  async function bits(token: string, descriptors: readonly string[]) {
    const { json } = await http.ask({
      action: 'read who may push',
      operation: '/{organization}/_apis/accesscontrollists/{namespace}',
      values: { ...values, namespace: GIT_NAMESPACE },
      query: versioned({ token, descriptors: descriptors.join(','), includeExtendedInfo: 'true' }),
    });
    let [allow, deny] = [0, 0];
    for (const list of json.at('value').list()) {
      for (const descriptor of descriptors) {
        const entry = list.at('acesDictionary', descriptor);
        const extended = entry.at('extendedInfo');
        allow |= entry.at('allow').number(0) | extended.at('effectiveAllow').number(0);
        deny |= entry.at('deny').number(0) | extended.at('effectiveDeny').number(0);
      }
    }
    return { allow, deny };
  }

  return {
    async me() {
      const { json } = await http.ask({
        action: 'ask whose the token is',
        operation: '/{organization}/_apis/connectionData',
        values,
        query: { 'api-version': '7.1-preview' },
      });
      const user = json.at('authenticatedUser');
      const descriptor = user.at('subjectDescriptor').text('');
      return { id: user.at('id').text(), login: accountOf(user), bot: /^(?:svc|aadsp)\./.test(descriptor) };
    },

    async idOf(login) {
      if (GUID.test(login)) return login;
      const found = await find(login);
      if (found !== undefined) return found.at('id').text();
      throw http.error('find the people to ask', 'invalid', 'it has no account of one of the names');
    },

    async mayWrite(login) {
      const identity = await find(login);
      if (identity === undefined) return false;
      const groups = identity.at('memberOf').items().map(descriptorOf);
      const descriptors = [descriptorOf(identity.at('descriptor')), ...groups];
      const token = await repositoryToken();
      let [allow, deny] = [0, 0];
      for (let from = 0; from < descriptors.length; from += DESCRIPTORS_AT_ONCE) {
        const some = await bits(token, descriptors.slice(from, from + DESCRIPTORS_AT_ONCE));
        allow |= some.allow;
        deny |= some.deny;
      }
      return (allow & CONTRIBUTE) !== 0 && (deny & CONTRIBUTE) === 0;
    },
  };
}

/** The unique name: an e-mail address, or a name with its domain. */
function accountOf(identity: JsonView): string {
  return identity.at('properties', 'Account', '$value').text();
}

/** Some answers write a descriptor as one text, others as an object of two. */
function descriptorOf(json: JsonView): string {
  return json.text(`${json.at('identityType').text('')};${json.at('identifier').text('')}`);
}
