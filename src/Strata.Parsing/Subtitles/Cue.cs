namespace Strata.Parsing.Subtitles;

/// <summary>What one voice says in a cue of a transcript, or text that stands outside of cues.</summary>
/// <param name="Start">First char of it in the source.</param>
/// <param name="Timing">When it is said, from the recording's beginning; null outside of cues.</param>
/// <param name="Note">What it is, outside of cues.</param>
internal readonly record struct Cue(int Start, int End, string? Timing, string? Speaker, string Text, string? Note);
