using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// Rewrites OpenDocument text for pandoc 2. pandoc skips sections, bibliographies and all fields (dates, variables, input) with their text,
/// so these elements are unwrapped; it reads hidden text like any other, so that is marked.
/// </summary>
/// <param name="hiddenStyles">Names of the styles that hide text (OpenDocument 1.3 part 3, section 20.415).</param>
internal sealed partial class OdtText(string content, IReadOnlySet<string> hiddenStyles)
{
    private const string NoDisplay = "text:display=\"none\"";
    private const string HidingField = "<text:hidden-paragraph";

    private static readonly FrozenSet<string> Unwrapped = (
        "section|numbered-paragraph|bibliography|index-body|index-title|date|time|page-number|page-count|page-continuation|author-name|author-initials|title|subject|keywords|description|creator"
        + "|initial-creator|creation-date|creation-time|modification-date|modification-time|print-date|print-time|printed-by|editing-cycles|editing-duration|file-name|chapter|conditional-text"
        + "|hidden-text|placeholder|user-field-get|user-field-input|variable-get|variable-set|variable-input|user-defined|expression|text-input|database-display|database-name"
        + "|database-row-number|sheet-name|template-name|sender-firstname|sender-lastname|sender-initials|sender-title|sender-position|sender-email|sender-phone-private|sender-fax"
        + "|sender-company|sender-phone-work|sender-street|sender-city|sender-postal-code|sender-country|sender-state-or-province|note-ref|sequence-ref|drop-down|measure|meta|meta-field"
        + "|ruby|ruby-base|ruby-text|execute-macro|page-variable-get|paragraph-count|word-count|character-count|table-count|image-count|object-count|dde-connection|table-formula"
    )
        .Split('|')
        .ToFrozenSet(StringComparer.Ordinal);

    private readonly Stack<(string Name, bool Hides)> _open = new();
    private int _hidden;

    /// <summary>Returns the names of the styles that hide text.</summary>
    public static IEnumerable<string> HiddenStyles(string styles)
    {
        const string End = "</style:style>";
        if (!styles.Contains(NoDisplay, StringComparison.Ordinal))
        {
            yield break;
        }
        foreach (Match style in Style().Matches(styles))
        {
            var end = style.Value.EndsWith("/>", StringComparison.Ordinal)
                ? -1
                : styles.IndexOf(End, style.Index, StringComparison.Ordinal);
            if (end > 0 && styles.AsSpan(style.Index, end - style.Index).Contains(NoDisplay, StringComparison.Ordinal))
            {
                yield return style.Groups["name"].Value;
            }
        }
    }

    public string Read() => Tag().Replace(HiddenMarks.Without(content), Replaced);

    private string Replaced(Match tag)
    {
        var name = tag.Groups["name"].Value;
        var isUnwrapped = Unwrapped.Contains(name);
        var attributes = tag.Groups["attributes"].ValueSpan;
        var (after, before) = ("", "");
        if (attributes is [.., '/'])
        {
            after = name == "hidden-text" ? Marked(Value(tag)) : "";
        }
        else if (tag.Groups["end"].Length == 0)
        {
            var hides = Hides(name, tag);
            _open.Push((name, hides));
            _hidden += hides ? 1 : 0;

            // A block's marks go into its paragraphs, which alone hold text.
            after =
                hides && name != "section" && _hidden == 1 ? $"{HiddenMarks.Begin}"
                : name is "p" or "h" && _hidden > 0 ? $"{HiddenMarks.Begin}"
                : "";
            after += name == "hidden-text" && hides && content.AsSpan(tag.Index + tag.Length).StartsWith("</") ? Value(tag) : "";
        }
        else if (_open.TryPeek(out var open) && open.Name == name)
        {
            _open.Pop();
            before =
                name is "p" or "h" ? (_hidden > 0 ? $"{HiddenMarks.End}" : "")
                : open.Hides && name != "section" && _hidden == 1 ? $"{HiddenMarks.End}"
                : "";
            _hidden -= open.Hides ? 1 : 0;
        }
        if (name == "ruby-text")
        {
            return attributes is [.., '/'] ? ""
                : tag.Groups["end"].Length == 0 ? "("
                : ")";
        }
        return before + (isUnwrapped ? "" : tag.Value) + after;
    }

    private bool Hides(string name, Match tag)
    {
        var attributes = tag.Groups["attributes"].ValueSpan;
        switch (name)
        {
            case "section":
                return attributes.Contains(NoDisplay, StringComparison.Ordinal);
            case "hidden-text":
                return !attributes.Contains("text:is-hidden=\"false\"", StringComparison.Ordinal);
            case "p" or "h" or "span":
                return (
                        hiddenStyles.Count > 0
                        && StyleName().Match(tag.Groups["attributes"].Value) is { Success: true } style
                        && hiddenStyles.Contains(style.Groups["name"].Value)
                    ) || (name != "span" && IsHiddenByField(tag.Index + tag.Length, name));
            default:
                return false;
        }
    }

    /// <summary>Whether a field in the paragraph hides it (OpenDocument 1.3 part 3, section 7.7.10).</summary>
    private bool IsHiddenByField(int at, string name)
    {
        if (
            !content.Contains(HidingField, StringComparison.Ordinal)
            || content.IndexOf($"</text:{name}>", at, StringComparison.Ordinal) is not (> 0 and var end)
        )
        {
            return false;
        }
        var paragraph = content.AsSpan(at, end - at);
        var field = paragraph.IndexOf(HidingField, StringComparison.Ordinal);
        return field >= 0
            && !paragraph[field..(field + paragraph[field..].IndexOf('>') + 1)]
                .Contains("text:is-hidden=\"false\"", StringComparison.Ordinal);
    }

    private static string Value(Match tag) => StringValue().Match(tag.Groups["attributes"].Value).Groups["value"].Value;

    private static string Marked(string text) => text.Length == 0 ? "" : $"{HiddenMarks.Begin}{text}{HiddenMarks.End}";

    [GeneratedRegex(
        "<(?<end>/?)text:(?<name>[a-z-]+)(?=[ />\\r\\n\\t])(?<attributes>[^<>]*)>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tag();

    [GeneratedRegex(
        "<style:style [^<>]*?style:name=\"(?<name>[^\"<>]*)\"[^<>]*>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Style();

    [GeneratedRegex("text:style-name=\"(?<name>[^\"<>]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StyleName();

    [GeneratedRegex("text:string-value=\"(?<value>[^\"<>]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StringValue();
}
