export { type IntakeOptions, receiveEvents } from './receive-event.ts';
