using System.Text.RegularExpressions;

namespace Strata.Parsing.Subtitles;

/// <summary>
/// Reads cues of WebVTT (W3C, section 4.1) and SubRip: lines between empty lines, one with times and the text below it; another line with
/// times begins the next cue, with or without an empty line before it. Header, style and region blocks of WebVTT are skipped; other text is
/// kept with a note.
/// </summary>
internal sealed partial class CueReader(SourceText source, DiagnosticLog log)
{
    public const string Comment = "note";
    public const string NoCue = "not a cue";

    private const int MaxQuoted = 60;

    private readonly string _text = source.Text;

    private readonly record struct Line(int Start, int End);

    public IEnumerable<Cue> Read()
    {
        var isWebVtt = _text.StartsWith("WEBVTT", StringComparison.Ordinal);
        var isHeader = isWebVtt;
        for (var at = 0; at < _text.Length; )
        {
            var (lines, next) = Paragraph(at);
            at = next;
            if (lines.Count == 0)
            {
                continue;
            }
            foreach (var cue in Cues(lines, isHeader, isWebVtt))
            {
                yield return cue;
            }
            isHeader = false;
        }
    }

    private IEnumerable<Cue> Cues(List<Line> lines, bool isHeader, bool isWebVtt)
    {
        var timings = Enumerable.Range(0, lines.Count).Where(i => IsTiming(lines[i])).ToList();

        // Above the first line with times is the cue's name or number.
        var above = timings is [var first, ..] ? Begin(lines, 0, first, isWebVtt) : lines.Count;
        if (above > 0 && !isHeader && Outside(lines[0], lines[above - 1], isWebVtt && timings.Count == 0) is { } outside)
        {
            yield return outside;
        }
        for (var i = 0; i < timings.Count; i++)
        {
            var (begin, end) = (
                timings[i] + 1,
                i + 1 < timings.Count ? Begin(lines, timings[i] + 1, timings[i + 1], isNamed: false) : lines.Count
            );
            if (Timing(lines[timings[i]]) is not { } times)
            {
                var line = lines[timings[i]];
                log.Add(
                    source.LineAt(line.Start),
                    source.ByteAt(line.Start),
                    $"the times '{Quoted(line)}' are not read; what stands there is kept without them"
                );
                yield return Plain(line, lines[Math.Max(timings[i], end - 1)], NoCue);
                continue;
            }
            foreach (var (start, stop, speaker, said) in begin < end ? Voices.Of(_text, lines[begin].Start, lines[end - 1].End) : [])
            {
                yield return new(start, stop, times, speaker, said, null);
            }
        }
    }

    /// <summary>
    /// Index of the line that begins a cue: the one above its times if that is its number or, where cues have names, its name.
    /// </summary>
    private int Begin(List<Line> lines, int from, int timing, bool isNamed) =>
        timing > from && (IsNumber(lines[timing - 1]) || (isNamed && timing - from == 1)) ? timing - 1 : timing;

    private Cue? Outside(Line first, Line last, bool isBlock)
    {
        var begin = _text.AsSpan(first.Start, first.End - first.Start);
        if (isBlock && (IsBlock(begin, "STYLE") || IsBlock(begin, "REGION")))
        {
            return null;
        }
        // The number of a cue without text says nothing.
        return first == last && IsNumber(first) ? null : Plain(first, last, IsBlock(begin, "NOTE") ? Comment : NoCue);
    }

    private Cue Plain(Line first, Line last, string note) =>
        new(first.Start, last.End, null, null, _text[first.Start..last.End].ReplaceLineEndings("\n").Replace('\0', '\uFFFD'), note);

    private static bool IsBlock(ReadOnlySpan<char> line, string name) =>
        line.StartsWith(name) && (line.Length == name.Length || line[name.Length] is ' ' or '\t');

    private bool IsNumber(Line line)
    {
        var number = _text.AsSpan(line.Start, line.End - line.Start).Trim(" \t\uFEFF");
        return number.Length > 0 && !number.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Returns the lines up to an empty one, and the position after it.</summary>
    private (List<Line> Lines, int Next) Paragraph(int at)
    {
        var lines = new List<Line>();
        while (at < _text.Length)
        {
            var length = _text.AsSpan(at).IndexOfAny('\n', '\r');
            var end = length < 0 ? _text.Length : at + length;
            var next = end < _text.Length ? end + (_text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n' ? 2 : 1) : end;
            if (_text.AsSpan(at, end - at).Trim().IsEmpty)
            {
                return (lines, next);
            }
            lines.Add(new(at, end));
            at = next;
        }
        return (lines, at);
    }

    private string Quoted(Line line) => _text.Substring(line.Start, Math.Min(MaxQuoted, line.End - line.Start)).Trim();

    /// <summary>Whether a line holds times, readable or not. An arrow in spoken text does not count.</summary>
    private bool IsTiming(Line line) =>
        _text.AsSpan(line.Start, line.End - line.Start).IndexOf("-->", StringComparison.Ordinal) is >= 0 and var arrow
        && !_text.AsSpan(line.Start, arrow).ContainsAnyExcept("0123456789:.,; \t\uFEFF");

    /// <summary>Returns both times as <c>01:02:03.400</c>; null if unreadable.</summary>
    private string? Timing(Line line)
    {
        var match = Times().Match(_text[line.Start..line.End]);
        return match.Success ? $"{Time(match, "1")} --> {Time(match, "2")}" : null;
    }

    /// <summary>Thousandths and hours are optional.</summary>
    private static string Time(Match match, string which)
    {
        const int Thousandths = 3;
        string Part(string name, int digits) => match.Groups[name + which].Value.PadLeft(digits, '0');
        var fraction = match.Groups["f" + which].Value.PadRight(Thousandths, '0')[..Thousandths];
        return string.Create(CultureInfo.InvariantCulture, $"{Part("h", 2)}:{Part("m", 2)}:{Part("s", 2)}.{fraction}");
    }

    [GeneratedRegex(
        @"^[\s\uFEFF]*((?<h1>[0-9]{1,6}):)?(?<m1>[0-9]{1,2}):(?<s1>[0-9]{1,2})([.,](?<f1>[0-9]{1,9}))?\s*-->\s*((?<h2>[0-9]{1,6}):)?(?<m2>[0-9]{1,2}):(?<s2>[0-9]{1,2})([.,](?<f2>[0-9]{1,9}))?(?![0-9:.,])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Times();
}
