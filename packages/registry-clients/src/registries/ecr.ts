import { z } from 'zod';
import { ecrHost } from '../credentials/aws/ecr-host.ts';
import { signRequest } from '../credentials/aws/sign-request.ts';
import { closed } from './proof.ts';
import { readJson } from './read-json.ts';
import { timed } from './read-time.ts';
import type { RegistryAdapter } from './registry-adapter.ts';

const page = z.object({
  nextToken: z.string().nullish(),
  imageDetails: z.array(
    z.object({
      imageDigest: z.string(),
      imageTags: z.array(z.string()).nullish(),
      // Seconds, with a fraction.
      imagePushedAt: z.number().nullish(),
    }),
  ),
});

/** Amazon's `DescribeImages`, in no order, a thousand a page. It wants the keys, not the registry's password. */
export const ecr: RegistryAdapter = {
  kind: 'ecr',
  matches: (host) => ecrHost(host) !== undefined,
  time: 'uploaded',
  newestFirst: false,
  async *list(context) {
    const { credential, subject } = context;
    const keys = credential !== undefined && 'aws' in credential ? credential.aws : undefined;
    if (keys === undefined)
      throw closed(context, 'the API of Amazon ECR wants AWS keys; configure credentials: aws');
    const host = ecrHost(subject.host);
    if (host === undefined) throw closed(context, 'this host does not say which account and region it is');
    const url = new URL(`${context.apiUrl ?? host.api}/`);
    let token: string | null | undefined;
    do {
      const body = JSON.stringify({
        registryId: host.account,
        repositoryName: subject.repository,
        filter: { tagStatus: 'TAGGED' },
        maxResults: 1000,
        ...(token == null ? {} : { nextToken: token }),
      });
      const { authorization = '', ...headers } = signRequest(
        {
          url,
          service: 'ecr',
          region: host.region,
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeImages',
          },
          body,
        },
        keys,
        context.now(),
      );
      const answer = await context.ask({ url, method: 'POST', headers, body, as: { authorization } });
      const found: z.output<typeof page> = readJson(context, answer, page);
      yield found.imageDetails.flatMap((one) =>
        (one.imageTags ?? []).map((tag) => ({
          tag,
          digest: one.imageDigest,
          ...timed('pushedAt', one.imagePushedAt == null ? undefined : Math.round(one.imagePushedAt * 1000)),
        })),
      );
      token = found.nextToken;
    } while (token != null);
  },
};
