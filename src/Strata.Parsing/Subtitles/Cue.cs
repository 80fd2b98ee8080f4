namespace Strata.Parsing.Subtitles;

/// <summary>What one voice says in a cue of a transcript, or text outside cues.</summary>
/// <param name="Start">First char in the source.</param>
/// <param name="Timing">When it is said, from the recording's start; null outside cues.</param>
/// <param name="Note">Kind of text outside cues.</param>
internal readonly record struct Cue(int Start, int End, string? Timing, string? Speaker, string Text, string? Note);
