import { jsonReply } from '../registry/reply.ts';
import { textOf, textsOf } from './body.ts';
import type { GithubCall } from './github.ts';
import { errorAnswer } from './github-answers.ts';
import { withPull } from './github-pulls.ts';
import { commentShape, issueShape, labelShapes, pageAnswer } from './github-shapes.ts';
import type { Route } from './routes.ts';

const ISSUE = '/repos/{owner}/{name}/issues/{number}';

/** "REST API endpoints for issues", "… comments", "… labels", "… assignees": a pull request is an issue, too. */
export const githubIssueRoutes: readonly Route<GithubCall>[] = [
  {
    pattern: `GET ${ISSUE}`,
    handle: (call, parts) => withPull(call, parts, (pull) => jsonReply(200, issueShape(call.site, pull))),
  },
  {
    pattern: `GET ${ISSUE}/comments`,
    handle: (call, parts) =>
      withPull(call, parts, (pull) => {
        const since = Date.parse(call.request.url.searchParams.get('since') ?? '') || 0;
        const newer = pull.comments.filter(({ at }) => at >= since);
        return pageAnswer(
          call,
          newer.map((comment) => commentShape(call.site, comment)),
        );
      }),
  },
  {
    pattern: `POST ${ISSUE}/comments`,
    handle: (call, parts) =>
      withPull(call, parts, (pull) => {
        const body = textOf(call.request.body, 'body') ?? '';
        return jsonReply(201, commentShape(call.site, call.site.state.comment(pull, call.account, body)));
      }),
  },
  {
    pattern: `POST ${ISSUE}/labels`,
    handle: (call, parts) =>
      withPull(call, parts, (pull) => {
        pull.labels = [...new Set([...pull.labels, ...textsOf(call.request.body, 'labels')])];
        return jsonReply(200, labelShapes(pull));
      }),
  },
  {
    pattern: `DELETE ${ISSUE}/labels/{label}`,
    handle: (call, parts) =>
      withPull(call, parts, (pull) => {
        const label = parts['label'] ?? '';
        if (!pull.labels.includes(label)) return errorAnswer(404, 'Label does not exist');
        pull.labels = pull.labels.filter((name) => name !== label);
        return jsonReply(200, labelShapes(pull));
      }),
  },
  {
    pattern: `POST ${ISSUE}/assignees`,
    handle: (call, parts) =>
      withPull(call, parts, (pull) => {
        // Logins that cannot be assigned are left out without a word.
        const known = textsOf(call.request.body, 'assignees').filter(
          (login) => call.site.account(login) !== undefined,
        );
        Object.assign(pull, { assignees: [...new Set([...pull.assignees, ...known])] });
        return jsonReply(201, issueShape(call.site, pull));
      }),
  },
];
