using System.Net;

namespace Strata.Parsing.Subtitles;

/// <summary>Tags in a cue's text, such as <c>&lt;i&gt;</c> and <c>&lt;v Ann&gt;</c> (WebVTT, section 4.2.2).</summary>
internal static class CueMarkup
{
    private const int MaxTagLength = 500;

    /// <summary>Returns the text without tags.</summary>
    public static string Plain(string raw)
    {
        var plain = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (TagAt(raw, at, raw.Length) is > 0 and var length)
            {
                at += length - 1;
            }
            else
            {
                plain.Append(raw[at]);
            }
        }
        return WebUtility.HtmlDecode(plain.ToString()).ReplaceLineEndings("\n").Trim().Replace('\0', '\uFFFD');
    }

    /// <summary>Length of the tag at a position; 0 if there is none.</summary>
    public static int TagAt(string text, int at, int end)
    {
        if (text[at] != '<' || at + 1 >= end || !(char.IsAsciiLetterOrDigit(text[at + 1]) || text[at + 1] == '/'))
        {
            return 0;
        }
        return text.AsSpan(at, Math.Min(end - at, MaxTagLength)).IndexOf('>') + 1;
    }
}
