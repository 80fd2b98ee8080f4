using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Strata.Parsing.Subtitles;

/// <summary>
/// Cues of WebVTT (W3C, section 4.1) and SubRip: blocks of lines between empty lines, each with a line of times and the text below it.
/// Style and region blocks are passed over; what is neither is passed over too.
/// </summary>
internal static partial class CueReader
{
    public static IEnumerable<Cue> Read(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var (lines, next) = Paragraph(text, at);
            at = next;
            if (lines.Count == 0)
            {
                continue;
            }

            var timing = lines.FindIndex(0, Math.Min(3, lines.Count), line => text.AsSpan(line.Start, line.End - line.Start).Contains("-->", StringComparison.Ordinal));
            if (timing >= 0 && timing + 1 < lines.Count && Timing(text[lines[timing].Start..lines[timing].End]) is { } times)
            {
                var (start, end) = (lines[timing + 1].Start, lines[^1].End);
                var (speaker, said) = Said(text[start..end]);
                yield return new(start, end, times, speaker, said, IsNote: false);
            }
            else if (timing < 0 && text.AsSpan(lines[0].Start).StartsWith("NOTE") && (lines[0].End - lines[0].Start == 4 || text[lines[0].Start + 4] is ' ' or '\t'))
            {
                yield return new(lines[0].Start, lines[^1].End, "", null, text[lines[0].Start..lines[^1].End], IsNote: true);
            }
        }
    }

    /// <summary>The lines up to an empty one, and where to go on.</summary>
    private static (List<(int Start, int End)> Lines, int Next) Paragraph(string text, int at)
    {
        var lines = new List<(int, int)>();
        while (at < text.Length)
        {
            var length = text.AsSpan(at).IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : at + length;
            var next = end < text.Length ? end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1) : end;
            if (text.AsSpan(at, end - at).Trim().IsEmpty)
            {
                return (lines, next);
            }

            lines.Add((at, end));
            at = next;
        }

        return (lines, at);
    }

    /// <summary>Both times as <c>01:02:03.400</c>; null where they are none.</summary>
    private static string? Timing(string line)
    {
        var match = Times().Match(line);
        return match.Success ? $"{Time(match, "1")} --> {Time(match, "2")}" : null;
    }

    private static string Time(Match match, string which)
    {
        var hours = match.Groups["h" + which] is { Success: true } given ? given.Value.TrimEnd(':').PadLeft(2, '0') : "00";
        return $"{hours}:{match.Groups["m" + which].Value}:{match.Groups["s" + which].Value}.{match.Groups["f" + which].Value.PadRight(3, '0')}";
    }

    /// <summary>The text without its tags, and who says it: by a voice tag (<c>&lt;v Ann&gt;</c>), or before a colon.</summary>
    private static (string? Speaker, string Text) Said(string raw)
    {
        string? speaker = null;
        var plain = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            var close = raw[at] == '<' ? raw.AsSpan(at, Math.Min(raw.Length - at, 500)).IndexOf('>') : -1;
            if (close < 0 || !(char.IsAsciiLetterOrDigit(raw[at + 1]) || raw[at + 1] == '/'))
            {
                plain.Append(raw[at]);
                continue;
            }

            var tag = raw.AsSpan(at + 1, close - 1);
            var space = tag.IndexOf(' ');
            if (space > 0 && (tag[..space].SequenceEqual("v") || tag.StartsWith("v.")))
            {
                speaker ??= WebUtility.HtmlDecode(tag[(space + 1)..].Trim().ToString());
            }

            at += close;
        }

        var text = WebUtility.HtmlDecode(plain.ToString()).ReplaceLineEndings("\n").Trim().Replace('\0', '\uFFFD');
        speaker ??= Named().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;
        return (string.IsNullOrEmpty(speaker) ? null : speaker, text);
    }

    [GeneratedRegex(@"^\s*(?<h1>\d+:)?(?<m1>\d\d):(?<s1>\d\d)[.,](?<f1>\d{1,3})\s*-->\s*(?<h2>\d+:)?(?<m2>\d\d):(?<s2>\d\d)[.,](?<f2>\d{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Times();

    [GeneratedRegex(@"^(?:[-–>]\s*)*(?<name>\p{Lu}[\p{L}\p{M}\p{N}.'’\- ]{0,40}):\s", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
