import { readFile } from '@deployment-automator/manifest-patcher';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bind, wantedKinds } from '../../../src/index.ts';

const keys = [
  'policy',
  'semver',
  'range',
  'numerical',
  'order',
  'filterTags',
  'pattern',
  'extract',
  'image',
  'imageRepositoryRef',
  'name',
  'exclusionList',
  'accessFrom',
  'namespaceSelectors',
  'matchLabels',
  'update',
  'path',
  'policySelector',
  'suspend',
] as const;
const texts = ['web', 'asc', '1.x', '(', '$1', '(a)', './apps', '../..', 'ghcr.io/acme/web', ''] as const;

const { spec } = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.constantFrom(...texts), fc.integer(), fc.boolean(), fc.constant(null)),
  spec: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('spec'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie('spec'), { maxKeys: 4 }),
  ),
}));
const kind = fc.constantFrom('ImagePolicy', 'ImageRepository', 'ImageUpdateAutomation');

const marked = 'web:\n  image: ghcr.io/acme/web:1 # {"$imagepolicy": "flux-system:web"}\n';

it('whatever objects hold, a marker comes to a binding or to a reason why not', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(kind, spec), { maxLength: 4 }), (objects) => {
      const documents = objects.map(([of, body]) =>
        JSON.stringify({
          apiVersion: 'image.toolkit.fluxcd.io/v1',
          kind: of,
          metadata: { name: 'web', namespace: 'flux-system' },
          spec: body,
        }),
      );
      const facts = Object.entries({ 'flux.yaml': documents.join('\n---\n'), 'web.yaml': marked }).map(
        ([path, text]) => readFile(path, Buffer.from(text), wantedKinds(['flux-v2'])),
      );
      const { bindings, problems } = bind(facts, ['flux-v2']);
      const ids = [...bindings.map(({ field }) => field.id), ...problems.flatMap(({ fields }) => fields)];
      expect(ids).toEqual(['web.yaml#0/web/image']);
    }),
  );
});
