export { forgesOf } from './forges-of.ts';
export { type HealthSources, readHealth } from './read-health.ts';
