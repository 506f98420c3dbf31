/** Where the API of each forge is that one does not have to host oneself. */
export const publicApis: {
  readonly github: string;
  readonly gitlab: string;
  readonly gitea: string;
  readonly bitbucket: string;
  readonly 'azure-devops': string;
} = {
  github: 'https://api.github.com',
  gitlab: 'https://gitlab.com/api/v4',
  gitea: 'https://gitea.com/api/v1',
  bitbucket: 'https://api.bitbucket.org/2.0',
  'azure-devops': 'https://dev.azure.com',
};
