namespace Strata.Parsing.Subtitles;

/// <summary>A line of a transcript: chars of its text in the source, and when it is said, from the recording's beginning.</summary>
internal readonly record struct Cue(int Start, int End, string Timing, string? Speaker, string Text, bool IsNote);
