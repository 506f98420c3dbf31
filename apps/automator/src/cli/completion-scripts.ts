import type { Command } from 'commander';

/** What a shell can complete. */
export interface Word {
  readonly word: string;
  readonly description: string;
}

export interface OptionWord extends Word {
  /** Whether a value follows. */
  readonly takes: boolean;
}

export interface CommandWord extends Word {
  readonly options: readonly OptionWord[];
  /** What its first argument can be, where that is a closed list. */
  readonly choices: readonly string[];
}

/** The commands of a program with their options, without what only helps. */
export function describeProgram(program: Command): readonly CommandWord[] {
  return program.commands.map((command) => ({
    word: command.name(),
    description: command.description(),
    choices: command.registeredArguments[0]?.argChoices ?? [],
    options: [
      ...command.options.map(({ long, description, required, optional }) => ({
        word: long ?? '',
        description,
        takes: required || optional,
      })),
      { word: '--help', description: 'display help for command', takes: false },
    ],
  }));
}

/** What each shell reads. Descriptions hold no quotes that end a text: they are left out or doubled. */
export const scripts: Readonly<
  Record<'bash' | 'zsh' | 'fish', (commands: readonly CommandWord[]) => string>
> = {
  bash: (commands) => `# bash completion of automator: eval "$(automator completion bash)"
_automator() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${['--help', '--version', ...commands.map(({ word }) => word)].join(' ')}'
  else
    case "\${COMP_WORDS[1]}:$before" in
${commands.map(bashValues).filter(Boolean).join('\n')}
    esac
    case "\${COMP_WORDS[1]}" in
${commands.map(bashCommand).join('\n')}
    esac
  fi
  case "$word" in
    -*|'') COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$word") $([ "$COMP_CWORD" -gt 1 ] && compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _automator automator`,

  zsh: (commands) => `#compdef automator
# zsh completion of automator: eval "$(automator completion zsh)"
_automator() {
  local -a commands
  commands=(
${commands.map(({ word, description }) => `    ${quoted(`${word}:${description.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
${commands.map(zshCommand).join('\n')}
  esac
}
if [ "$funcstack[1]" = "_automator" ]; then _automator "$@"; else compdef _automator automator; fi`,

  fish: (commands) => `# fish completion of automator: automator completion fish | source
complete -c automator -n __fish_use_subcommand -l help -d 'display help for command'
complete -c automator -n __fish_use_subcommand -l version -d 'print the version'
${commands.flatMap(fishCommand).join('\n')}`,
};

/** After an option that takes a value comes no other word of ours, but a file. */
function bashValues({ word, options }: CommandWord): string {
  const values = options.filter(({ takes }) => takes).map((option) => `${word}:${option.word}`);
  return values.length === 0
    ? ''
    : `      ${values.join('|')}) COMPREPLY=($(compgen -f -- "$word")); return ;;`;
}

function bashCommand({ word, options, choices }: CommandWord): string {
  return `      ${word}) words='${[...choices, ...options.map((option) => option.word)].join(' ')}' ;;`;
}

function zshCommand({ word, options, choices }: CommandWord): string {
  const specs = options.map(({ word: option, description, takes }) =>
    quoted(
      `${option}[${description.replaceAll(/[[\]]/g, '\\$&').replaceAll(':', '\\:')}]${takes ? ':value:_files' : ''}`,
    ),
  );
  const rest = choices.length > 0 ? `'1:choice:(${choices.join(' ')})'` : "'*:file:_files'";
  return `    ${word}) shift words; (( CURRENT-- )); _arguments ${[...specs, rest].join(' ')} ;;`;
}

function fishCommand({ word, description, options, choices }: CommandWord): string[] {
  const within = `-n '__fish_seen_subcommand_from ${word}'`;
  return [
    `complete -c automator -n __fish_use_subcommand -a ${word} -d ${quoted(description)}`,
    ...options.map(
      (option) =>
        `complete -c automator ${within} -l ${option.word.replace(/^--/, '')}${option.takes ? ' -r' : ''} -d ${quoted(option.description)}`,
    ),
    ...(choices.length > 0 ? [`complete -c automator ${within} -f -a '${choices.join(' ')}'`] : []),
  ];
}

/** In single quotes, as all three shells read them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
