import type { JSX } from 'preact';

/** An image's name, with what all images of a registry share set back. */
export function ImageName({ image }: { readonly image: string }): JSX.Element {
  const slash = image.indexOf('/');
  return (
    <bdi class="image-name">
      <span class="registry">{image.slice(0, slash + 1)}</span>
      <span class="repository">{image.slice(slash + 1)}</span>
    </bdi>
  );
}
