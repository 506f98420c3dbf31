import { jsonReply, type Reply } from '../registry/reply.ts';
import type { AzureCall } from './azure-devops.ts';
import {
  azureError,
  azureList,
  azurePage,
  azurePullShape,
  guidOf,
  listedPullShape,
  threadShape,
} from './azure-devops-shapes.ts';
import { field, flagOf, textOf } from './body.ts';
import { type ForgeRefusal, isRefusal, type PullRecord } from './pull-record.ts';
import type { Route } from './routes.ts';

const LIST = '/{organization}/{project}/_apis/git/repositories/{name}/pullrequests';
const ONE = `${LIST}/{number}`;
const LONGEST_TITLE = 400;
const LONGEST_BODY = 4_000;

type Parts = Readonly<Record<string, string>>;
type Act = (call: AzureCall, pull: PullRecord, parts: Parts) => Promise<Reply> | Reply;

export const azurePullRoutes: readonly Route<AzureCall>[] = [
  { pattern: `GET ${LIST}`, handle: list },
  { pattern: `POST ${LIST}`, handle: create },
  one(`GET ${ONE}`, async ({ site }, pull) => jsonReply(200, await azurePullShape(site, pull))),
  one(`PATCH ${ONE}`, change),
  one(`GET ${ONE}/threads`, (_, pull) => {
    const joined = { id: 0, author: pull.author, body: 'joined as a reviewer', at: pull.createdAt };
    return azureList([threadShape(joined, true), ...pull.comments.map((comment) => threadShape(comment))]);
  }),
  one(`POST ${ONE}/threads`, ({ site, request, account }, pull) => {
    const comments = field(request.body, 'comments');
    const content = Array.isArray(comments) ? (textOf(comments[0], 'content') ?? '') : '';
    if (content === '') return invalid('comments');
    return jsonReply(200, threadShape(site.state.comment(pull, account, content)));
  }),
  one(`POST ${ONE}/labels`, ({ request }, pull) => {
    const name = textOf(request.body, 'name') ?? '';
    if (name === '') return invalid('name');
    pull.labels = [...new Set([...pull.labels, name])];
    return jsonReply(200, { id: guidOf(name), name, active: true });
  }),
  one(`DELETE ${ONE}/labels/{label}`, (_, pull, { label }) => {
    if (label === undefined || !pull.labels.includes(label)) {
      return azureError(404, 'TagNotFoundException', 'The tag does not exist.');
    }
    pull.labels = pull.labels.filter((name) => name !== label);
    return { status: 200 };
  }),
];

function one(pattern: string, act: Act): Route<AzureCall> {
  return {
    pattern,
    handle(call, parts) {
      const pull = call.site.state.find(Number(parts['number']));
      if (pull !== undefined) return act(call, pull, parts);
      const message = `TF401180: The requested pull request was not found.`;
      return azureError(404, 'GitPullRequestNotFoundException', message);
    },
  };
}

async function list({ site, request }: AzureCall): Promise<Reply> {
  const query = request.url.searchParams;
  const wanted = (name: string): string | null => query.get(`searchCriteria.${name}`);
  const [status, head, base] = [
    wanted('status') ?? 'active',
    wanted('sourceRefName'),
    wanted('targetRefName'),
  ];
  const found = site.state.pulls.filter((pull) => {
    const shown = { open: 'active', closed: 'abandoned', merged: 'completed' }[pull.state];
    return (
      (status === 'all' || status === shown) &&
      (head === null || head === `refs/heads/${pull.head}`) &&
      (base === null || base === `refs/heads/${pull.base}`)
    );
  });
  const page = azurePage(site, request, found.toReversed());
  return azureList(await Promise.all(page.map((pull) => listedPullShape(site, pull))));
}

async function create({ site, request, account }: AzureCall): Promise<Reply> {
  const { body } = request;
  const branchOf = (key: string): string => (textOf(body, key) ?? '').replace(/^refs\/heads\//, '');
  const title = textOf(body, 'title') ?? '';
  if (title === '') return invalid('title');
  const long = tooLong(body);
  if (long !== undefined) return long;
  const ids = textsIn(body, 'reviewers', 'id');
  const made = await site.state.open(
    {
      head: branchOf('sourceRefName'),
      base: branchOf('targetRefName'),
      title,
      body: textOf(body, 'description'),
      draft: flagOf(body, 'isDraft'),
      labels: textsIn(body, 'labels', 'name'),
      reviewers: site.accounts.map(({ login }) => login).filter((login) => ids.includes(guidOf(login))),
    },
    account,
  );
  return isRefusal(made) ? refusal(made) : jsonReply(201, await azurePullShape(site, made));
}

async function change({ site, request, account }: AzureCall, pull: PullRecord): Promise<Reply> {
  const { body } = request;
  const long = tooLong(body);
  if (long !== undefined) return long;
  const status = textOf(body, 'status');
  if (pull.state === 'merged') {
    return azureError(409, 'GitPullRequestNotEditableException', 'TF401181: It cannot be edited.');
  }
  if (status === 'abandoned' && pull.state === 'open') site.state.close(pull, account);
  if (status === 'active') {
    const answer = await site.state.reopen(pull);
    if (isRefusal(answer)) return refusal(answer);
  }
  if (textOf(field(body, 'autoCompleteSetBy'), 'id') === guidOf(account.login)) pull.autoMerge = true;
  Object.assign(pull, {
    title: textOf(body, 'title') ?? pull.title,
    body: textOf(body, 'description') ?? pull.body,
    draft: flagOf(body, 'isDraft') ?? pull.draft,
    updatedAt: site.now(),
  });
  return jsonReply(200, await azurePullShape(site, pull));
}

function refusal(answer: ForgeRefusal): Reply {
  if (answer.refused === 'duplicate') {
    return azureError(
      409,
      'GitPullRequestExistsException',
      'TF401179: An active pull request for the source and target branch already exists.',
    );
  }
  const message =
    'TF401398: The pull request cannot be activated because the source and/or the target branch no longer exists.';
  return azureError(400, 'GitPullRequestCannotBeActivated', message);
}

function tooLong(body: unknown): Reply | undefined {
  if ((textOf(body, 'title') ?? '').length > LONGEST_TITLE) return invalid('title');
  return (textOf(body, 'description') ?? '').length > LONGEST_BODY ? invalid('description') : undefined;
}

function invalid(name: string): Reply {
  return azureError(400, 'InvalidArgumentValueException', `A value that is not valid was given for ${name}.`);
}

/** The texts of one field of the objects in a list. */
function textsIn(body: unknown, key: string, name: string): readonly string[] {
  const value = field(body, key);
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.map((entry) => textOf(entry, name) ?? '').filter((text) => text !== '');
}
