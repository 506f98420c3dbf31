import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface PageHeadingProps {
  readonly title: string;
  /** Half a sentence beneath it. */
  readonly about?: ComponentChildren;
  /** What stands at its side, such as buttons. */
  readonly children?: ComponentChildren;
}

/** The heading of a page. It takes the focus when the page opens, so that those who hear the page know where they are. */
export function PageHeading({ title, about, children }: PageHeadingProps): JSX.Element {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Deployment Automator`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header class="page-heading">
      <div>
        <h1 ref={ref} tabIndex={-1}>
          {title}
        </h1>
        {about !== undefined && <p class="about">{about}</p>}
      </div>
      {children !== undefined && <div class="actions">{children}</div>}
    </header>
  );
}
